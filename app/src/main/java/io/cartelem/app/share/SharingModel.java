package io.cartelem.app.share;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Sharing;
import io.cartelem.app.desk.Sharing.Guest;
import io.cartelem.app.desk.Sharing.State;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Mood;
import io.cartelem.app.text.Presentation;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;

/// Whether others may look on, how they get in, and who did. FX thread; asks the server every two
/// seconds in the background.
public final class SharingModel {
    private static final long ASK_EVERY_NS = 2_000_000_000L;

    private final Desk desk;
    private final Background background;
    private final Background.Lane asking;
    private final Notices notices;
    private final Presentation presentation;
    private final DateTimeFormatter times;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.OFF);
    private final ReadOnlyObjectWrapper<Mood> mood = new ReadOnlyObjectWrapper<>(Mood.IDLE);
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper pin = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private long askedNs = Long.MIN_VALUE;

    public SharingModel(
            Desk desk, Background background, Notices notices, Presentation presentation) {
        this.desk = desk;
        this.background = background;
        this.asking = background.lane();
        this.notices = notices;
        this.presentation = presentation;
        this.times =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(presentation.texts().locale())
                        .withZone(ZoneId.systemDefault());
        show(State.OFF);
    }

    /// Begins to serve; a failure is told as a notice, and everything else goes on.
    public void open() {
        change(Sharing::open, after -> {});
    }

    public void update(Snapshot snapshot) {
        if (askedNs == Long.MIN_VALUE || snapshot.nowNs() - askedNs >= ASK_EVERY_NS) {
            askedNs = snapshot.nowNs();
            ask();
        }
    }

    /// Lets others in, or shuts them out.
    public void share(boolean wanted) {
        change(
                sharing -> sharing.share(wanted),
                after -> {
                    if (after.serving() && after.shared() != wanted) {
                        notices.trouble(
                                presentation.text(
                                        wanted ? "share.no_network" : "share.by_setting"));
                    }
                });
    }

    /// Makes the old link useless.
    public void renewLink() {
        change(Sharing::renewLink, after -> notices.done(presentation.text("share.renewed")));
    }

    /// Takes a device's right to come in back.
    public void revoke(Guest guest) {
        change(
                sharing -> sharing.revoke(guest.id()),
                after -> notices.done(presentation.text("share.revoked", guest.label())));
    }

    /// Shows the PIN, or hides it again.
    public void showPin(boolean wanted) {
        if (!wanted) {
            pin.set("");
            return;
        }
        background.<String>run(
                () -> desk.sharing().map(Sharing::pin).orElse(""), pin::set, notices::trouble);
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Mood> moodProperty() {
        return mood.getReadOnlyProperty();
    }

    /// One or two words for the recording bar.
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /// How it stands and what that means.
    public ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    /// The operator's PIN while it is shown, else empty.
    public ReadOnlyStringProperty pinProperty() {
        return pin.getReadOnlyProperty();
    }

    /// Whether a wish is being carried out.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// What is known of a device besides its name.
    public String details(Guest guest) {
        return presentation.text(
                "share.guest",
                presentation.text(guest.operator() ? "share.operator" : "share.viewer"),
                guest.address(),
                time(guest.lastSeen()));
    }

    private interface Wish {
        void grant(Sharing sharing) throws IOException;
    }

    private interface Then {
        void see(State after);
    }

    private void change(Wish wish, Then then) {
        if (busy.get() || desk.sharing().isEmpty()) {
            return;
        }
        busy.set(true);
        background.<State>run(
                () -> {
                    Sharing sharing = desk.sharing().orElseThrow();
                    wish.grant(sharing);
                    return sharing.state();
                },
                after -> {
                    busy.set(false);
                    show(after);
                    then.see(after);
                },
                failure -> {
                    busy.set(false);
                    notices.trouble(failure);
                    ask();
                });
    }

    private void ask() {
        asking.<State>ask(
                () -> desk.sharing().map(Sharing::state).orElse(State.OFF),
                now -> {
                    if (!busy.get()) {
                        show(now);
                    }
                },
                notices::trouble);
    }

    private void show(State now) {
        if (!now.serving()) {
            say(Mood.IDLE, presentation.text("share.off"), presentation.text("share.not_serving"));
        } else if (!now.shared()) {
            say(Mood.IDLE, presentation.text("share.off"), presentation.text("share.closed"));
        } else {
            say(
                    Mood.GOOD,
                    presentation.text("share.streams", now.streams()),
                    presentation.text("share.open", now.streams()));
        }
        state.set(now);
    }

    private void say(Mood how, String brief, String whole) {
        mood.set(how);
        words.set(brief);
        sentence.set(whole);
    }

    private String time(String iso) {
        try {
            return times.format(Instant.parse(iso));
        } catch (DateTimeParseException e) {
            return iso;
        }
    }
}
