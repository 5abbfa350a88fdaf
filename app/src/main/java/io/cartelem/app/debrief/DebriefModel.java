package io.cartelem.app.debrief;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.debrief.Debrief;
import io.cartelem.core.model.SessionInfo;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import org.jspecify.annotations.Nullable;

/// The debrief that is shown, and the one that is offered. FX thread.
public final class DebriefModel {
    private final Desk desk;
    private final Background.Lane reading;
    private final Background.Lane offering;
    private final Notices notices;
    private final Presentation presentation;
    private final DebriefWords words;
    private final Show replay;
    private final ReadOnlyObjectWrapper<@Nullable DebriefPage> page = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Offer> offer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper waiting = new ReadOnlyStringWrapper("");
    private @Nullable Debrief shown;

    /// Shows a place of a session in the replay.
    @FunctionalInterface
    public interface Show {
        /// @param timeNs nanoseconds since the session's start
        void at(long sessionId, long timeNs);
    }

    /// A debrief that can be opened.
    public record Offer(long sessionId, String sentence) {}

    public DebriefModel(
            Desk desk,
            Background background,
            Notices notices,
            Presentation presentation,
            Show replay) {
        this.desk = desk;
        this.reading = background.lane();
        this.offering = background.lane();
        this.notices = notices;
        this.presentation = presentation;
        this.words = new DebriefWords(presentation);
        this.replay = replay;
        presentation.unitsProperty().addListener((p, old, now) -> say());
    }

    /// A recording has ended: its debrief is offered once it is known to say something.
    public void ended(SessionInfo session) {
        long id = session.id();
        offering.<@Nullable Offer>ask(
                () -> {
                    Debrief debrief = read(id);
                    return debrief.durationNs() > 0 ? new Offer(id, words.offer(debrief)) : null;
                },
                offer::set,
                notices::trouble);
    }

    /// Takes the offer away, because a person does not want it or drives again.
    public void dismiss() {
        offer.set(null);
    }

    /// Opens what is offered.
    public void accept() {
        Offer made = offer.get();
        if (made != null) {
            open(made.sessionId());
        }
    }

    /// Shows the debrief of a session.
    public void open(long sessionId) {
        offer.set(null);
        waiting.set(presentation.text("debrief.reading"));
        reading.<Debrief>ask(
                () -> read(sessionId),
                debrief -> {
                    waiting.set("");
                    shown = debrief;
                    say();
                },
                failure -> {
                    waiting.set("");
                    notices.trouble(failure);
                });
    }

    public void close() {
        shown = null;
        waiting.set("");
        say();
    }

    /// Shows a place of it in the replay.
    public void replayAt(long timeNs) {
        DebriefPage open = page.get();
        if (open != null) {
            close();
            replay.at(open.sessionId(), Math.max(0, timeNs));
        }
    }

    /// What is shown, null while none is.
    public ReadOnlyObjectProperty<@Nullable DebriefPage> pageProperty() {
        return page.getReadOnlyProperty();
    }

    /// What is offered, null for nothing.
    public ReadOnlyObjectProperty<@Nullable Offer> offerProperty() {
        return offer.getReadOnlyProperty();
    }

    /// Why nothing is shown yet; empty otherwise.
    public ReadOnlyStringProperty waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    private void say() {
        Debrief debrief = shown;
        page.set(debrief == null ? null : words.page(debrief));
    }

    private Debrief read(long sessionId) {
        return desk.debriefs().orElseThrow().debrief(sessionId, null);
    }
}
