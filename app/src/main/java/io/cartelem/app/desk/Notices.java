package io.cartelem.app.desk;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/// What the window has to tell without standing in the way: at most [#LIMIT] sentences at its lower
/// edge. FX thread.
public final class Notices {
    /// More than this many are not read; the oldest leaves.
    public static final int LIMIT = 3;

    /// For how many seconds good news stays, unless a person needs longer to read it.
    public static final double SECONDS = 10;

    private final ObservableList<Notice> items = FXCollections.observableArrayList();
    private final ObservableList<Notice> view = FXCollections.unmodifiableObservableList(items);
    private final UnaryOperator<String> words;
    private final long lifeNs;
    private long nowNs;

    /// @param words says what the station said in English in the person's language
    public Notices(UnaryOperator<String> words) {
        this(words, SECONDS);
    }

    /// @param seconds for how long good news stays
    public Notices(UnaryOperator<String> words, double seconds) {
        this.words = words;
        this.lifeNs = Math.round(seconds * 1e9);
    }

    /// How bad it is.
    public enum Level {
        /// Leaves by itself after a while.
        DONE,
        /// Stays until a person takes it away.
        TROUBLE
    }

    /// One sentence, with one thing that can be done about it.
    ///
    /// @param action what the button says, null for no button
    public record Notice(
            Level level, String text, @Nullable String action, Runnable act, long bornNs) {}

    /// Says that something was done.
    public void done(String text) {
        add(new Notice(Level.DONE, text, null, () -> {}, nowNs));
    }

    /// Says that something was done, and offers an action such as undo.
    public void done(String text, String action, Runnable act) {
        add(new Notice(Level.DONE, text, action, act, nowNs));
    }

    /// Says what went wrong and what to do.
    public void trouble(String said) {
        String text = words.apply(said);
        items.removeIf(notice -> notice.text().equals(text));
        add(new Notice(Level.TROUBLE, text, null, () -> {}, nowNs));
    }

    /// Says what an exception has to say to a person.
    public void trouble(Exception failure) {
        String message = failure.getMessage();
        trouble(message == null ? failure.getClass().getSimpleName() : message);
    }

    public void dismiss(Notice notice) {
        items.remove(notice);
    }

    /// Lets notices that have been seen for long enough go.
    public void update(Snapshot snapshot) {
        nowNs = snapshot.nowNs();
        if (!items.isEmpty()) {
            items.removeIf(n -> n.level() == Level.DONE && nowNs - n.bornNs() > lifeNs);
        }
    }

    public ObservableList<Notice> items() {
        return view;
    }

    private void add(Notice notice) {
        items.add(notice);
        if (items.size() > LIMIT) {
            items.removeFirst();
        }
    }
}
