package io.cartelem.app.shell;

import io.cartelem.app.chart.ChartExport;
import io.cartelem.app.chart.ChartPictures.Caption;
import io.cartelem.app.chart.ChartsModel;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.Desk;
import io.cartelem.app.live.LiveModel;
import io.cartelem.app.replay.ReplayModel;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The charts on the screen as a picture, in a file or on paper, and what is written above them. FX
/// thread.
public final class PaperModel {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Desk desk;
    private final Presentation presentation;
    private final ShellModel shell;
    private final RecordingModel recording;
    private final LiveModel live;
    private final ReplayModel replay;
    private final ChartExport export;
    private final ReadOnlyStringWrapper hindrance = new ReadOnlyStringWrapper("");

    public PaperModel(
            Desk desk,
            Presentation presentation,
            ShellModel shell,
            RecordingModel recording,
            LiveModel live,
            ReplayModel replay,
            ChartExport export) {
        this.desk = desk;
        this.presentation = presentation;
        this.shell = shell;
        this.recording = recording;
        this.live = live;
        this.replay = replay;
        this.export = export;
    }

    /// Looks whether there is anything to draw; once a frame.
    public void update() {
        ChartsModel shown = shown();
        if (shown == null) {
            hindrance.set(
                    presentation.text(
                            onPage(Page.REPLAY) ? "paper.no_session" : "paper.other_page"));
        } else {
            hindrance.set(shown.empty() ? presentation.text("paper.no_values") : "");
        }
    }

    /// Asks for a file and writes the charts into it, in the colours of the window.
    public void save() {
        ChartsModel shown = shown();
        if (shown != null) {
            export.save(shown, caption(shown), shell.themeProperty().get(), desk.dataFolder());
        }
    }

    /// Prints the charts.
    public void print() {
        ChartsModel shown = shown();
        if (shown != null) {
            export.print(shown, caption(shown));
        }
    }

    /// Why there is nothing to save or print, in a few words; empty if there is something.
    public ReadOnlyStringProperty hindranceProperty() {
        return hindrance.getReadOnlyProperty();
    }

    /// What stands above the charts that are shown now.
    Caption captionNow() {
        return caption(Objects.requireNonNull(shown(), "no charts are shown"));
    }

    private Caption caption(ChartsModel shown) {
        boolean recorded = onPage(Page.REPLAY);
        SessionInfo session = recorded ? replay.sessionProperty().get() : recording.current();
        List<String> details = new ArrayList<>();
        if (session != null) {
            if (session.origin() == SessionOrigin.SIMULATED) {
                details.add(presentation.text("bar.simulated"));
            }
            SessionDraft said = session.details();
            addKnown(details, said.carId());
            addKnown(details, said.driver());
            addKnown(details, said.track());
        } else if (shell.simulatedProperty().get()) {
            details.add(presentation.text("bar.simulated"));
        }
        TimelineModel timeline = shown.timeline();
        Instant zero = recorded ? start(session) : liveZero();
        if (zero != null) {
            details.add(range(zero.plusNanos(timeline.from()), timeline.span()));
        }
        if (recorded) {
            details.add(
                    presentation.text(
                            "chart.range",
                            Format.position(timeline.from()),
                            Format.position(timeline.to())));
        }
        String title = session == null ? presentation.text("page.live") : session.name();
        return new Caption(title, String.join("  ·  ", details));
    }

    private @Nullable ChartsModel shown() {
        if (onPage(Page.LIVE)) {
            return live.charts();
        }
        boolean open = onPage(Page.REPLAY) && replay.sessionProperty().get() != null;
        return open ? replay.charts() : null;
    }

    private boolean onPage(Page page) {
        return shell.pageProperty().get() == page && !shell.choosingProperty().get();
    }

    private static @Nullable Instant start(@Nullable SessionInfo session) {
        return session == null ? null : session.started();
    }

    /// When the live charts' clock stood at zero.
    private Instant liveZero() {
        return desk.clock().utc().minus(Duration.ofNanos(desk.clock().monoNs()));
    }

    private String range(Instant from, long spanNs) {
        ZoneId here = ZoneId.systemDefault();
        return presentation.text(
                "chart.range",
                MOMENT.format(from.atZone(here)),
                TIME.format(from.plusNanos(spanNs).atZone(here)));
    }

    private static void addKnown(List<String> details, @Nullable String said) {
        if (said != null && !said.isBlank()) {
            details.add(said);
        }
    }
}
