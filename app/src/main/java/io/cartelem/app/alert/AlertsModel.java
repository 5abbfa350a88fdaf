package io.cartelem.app.alert;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.alert.Alert;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.alert.Severity;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The alerts that are open, the worst first. Looks four times a second.
public final class AlertsModel {
    /// More than these are not read; the worst are shown.
    static final int MOST = 3;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final long LOOK_EVERY_NS = 250_000_000L;

    /// A critical alert is heard again after this, as on a phone.
    private static final long REPEAT_NS = 5_000_000_000L;

    private static final String WHO = "this computer";

    /// Shows a place of a session in the replay.
    @FunctionalInterface
    public interface Show {
        /// @param timeNs nanoseconds since the session's start
        void at(long sessionId, long timeNs);
    }

    private final Desk desk;
    private final Background background;
    private final Notices notices;
    private final ObservableList<Alert> open = FXCollections.observableArrayList();
    private final Presentation presentation;
    private final Show replay;
    private final AlertSound sound;
    private long newestHeard;
    private long urgentNs = Long.MIN_VALUE;
    private long lookedNs = Long.MIN_VALUE;

    public AlertsModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            AlertSound sound,
            Show replay) {
        this.desk = desk;
        this.background = background;
        this.notices = notices;
        this.presentation = presentation;
        this.sound = sound;
        this.replay = replay;
    }

    public void update(Snapshot snapshot) {
        if (lookedNs == Long.MIN_VALUE || snapshot.nowNs() - lookedNs >= LOOK_EVERY_NS) {
            lookedNs = snapshot.nowNs();
            look();
        }
    }

    /// Takes note of an alert; it stays while its cause lasts.
    public void acknowledge(Alert alert) {
        background.perform(
                () -> desk.alerts().ifPresent(engine -> engine.acknowledge(alert.id(), WHO)),
                this::look,
                notices::trouble);
    }

    /// Shows where it was raised, if something was being recorded then.
    public void show(Alert alert) {
        Alert.Spot spot = alert.spot();
        if (spot != null) {
            replay.at(spot.sessionId(), spot.timeNs());
        }
    }

    /// What an alert says, with who took note of it and when.
    public String words(Alert alert) {
        String sentence = presentation.texts().sentence(alert.sentence());
        Instant when = alert.acknowledged();
        String who = alert.acknowledgedBy();
        return when == null || who == null
                ? sentence
                : presentation.text(
                        "alert.noted",
                        sentence,
                        presentation.texts().sentence(who),
                        CLOCK.format(when));
    }

    public ObservableList<Alert> open() {
        return open;
    }

    private void look() {
        List<Alert> all = desk.alerts().map(AlertEngine::open).orElse(List.of());
        hear(all);
        List<Alert> now = all.stream().limit(MOST).toList();
        if (!now.equals(open)) {
            open.setAll(now);
        }
    }

    /// Lets the worst of those that came since the last look be heard, and what is critical again
    /// and again while it lasts and nobody took note.
    private void hear(List<Alert> all) {
        long before = newestHeard;
        boolean again = urgentNs == Long.MIN_VALUE || lookedNs - urgentNs >= REPEAT_NS;
        all.stream()
                .filter(alert -> alert.rule().sound() && alert.acknowledged() == null)
                .filter(alert -> alert.id() > before || (again && isUrgent(alert)))
                .map(alert -> alert.rule().severity())
                .max(Comparator.naturalOrder())
                .ifPresent(this::sound);
        newestHeard = Math.max(before, all.stream().mapToLong(Alert::id).max().orElse(0));
    }

    private static boolean isUrgent(Alert alert) {
        return alert.rule().severity() == Severity.CRITICAL && alert.isActive();
    }

    private void sound(Severity severity) {
        if (severity == Severity.CRITICAL) {
            urgentNs = lookedNs;
        }
        sound.raised(severity);
    }
}
