package io.cartelem.app.replay;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;

import java.util.List;

/// Moves the replay's position: plays, seeks, steps, loops a range. Times are nanoseconds since the
/// session's start. FX thread.
public final class Player {
    /// The speeds that can be chosen.
    public static final List<Double> SPEEDS = List.of(0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0);

    /// No frame moves the position by more than this in real time, so that a window that was hidden
    /// does not leap.
    private static final long LONGEST_FRAME_NS = 250_000_000L;

    private final ReadOnlyLongWrapper position = new ReadOnlyLongWrapper();
    private final LongProperty rangeFrom = new SimpleLongProperty(-1);
    private final LongProperty rangeTo = new SimpleLongProperty(-1);
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private final BooleanProperty looping = new SimpleBooleanProperty();
    private final ObjectProperty<Double> speed = new SimpleObjectProperty<>(1.0);
    private long lengthNs;
    private long lastFrameNs = Long.MIN_VALUE;

    /// Begins anew with a session of that length.
    public void load(long newLengthNs) {
        lengthNs = Math.max(0, newLengthNs);
        playing.set(false);
        clearRange();
        position.set(0);
    }

    /// Moves on, if it plays.
    ///
    /// @param nowNs monotonic time of the frame
    public void advance(long nowNs) {
        long passed =
                lastFrameNs == Long.MIN_VALUE
                        ? 0
                        : Math.clamp(nowNs - lastFrameNs, 0, LONGEST_FRAME_NS);
        lastFrameNs = nowNs;
        if (!playing.get()) {
            return;
        }
        long next = position.get() + Math.round(passed * speed.get());
        long end = looping.get() && hasRange() ? rangeTo.get() : lengthNs;
        if (next < end) {
            position.set(next);
        } else if (looping.get()) {
            position.set(hasRange() ? rangeFrom.get() : 0);
        } else {
            position.set(end);
            playing.set(false);
        }
    }

    public void seek(long timeNs) {
        position.set(Math.clamp(timeNs, 0, lengthNs));
    }

    /// Plays or pauses; at the end it starts from the beginning.
    public void toggle() {
        if (!playing.get() && position.get() >= lengthNs) {
            position.set(0);
        }
        playing.set(!playing.get());
    }

    /// The next faster or slower speed.
    public void changeSpeed(int steps) {
        int at = SPEEDS.indexOf(speed.get());
        speed.set(SPEEDS.get(Math.clamp(at + (long) steps, 0, SPEEDS.size() - 1)));
    }

    /// Selects what lies between two instants, in either order.
    public void range(long oneNs, long otherNs) {
        long from = Math.clamp(Math.min(oneNs, otherNs), 0, lengthNs);
        long to = Math.clamp(Math.max(oneNs, otherNs), 0, lengthNs);
        if (to > from) {
            rangeFrom.set(from);
            rangeTo.set(to);
        }
    }

    /// Begins the range at the position.
    public void rangeFromHere() {
        long to = hasRange() && rangeTo.get() > position.get() ? rangeTo.get() : lengthNs;
        range(position.get(), to);
    }

    /// Ends the range at the position.
    public void rangeToHere() {
        range(hasRange() && rangeFrom.get() < position.get() ? rangeFrom.get() : 0, position.get());
    }

    public void clearRange() {
        rangeFrom.set(-1);
        rangeTo.set(-1);
        looping.set(false);
    }

    public boolean hasRange() {
        return rangeTo.get() > rangeFrom.get();
    }

    public long lengthNs() {
        return lengthNs;
    }

    public ReadOnlyLongProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    /// Where the selected range begins, −1 without one.
    public LongProperty rangeFromProperty() {
        return rangeFrom;
    }

    /// Where the selected range ends, −1 without one. It is set after the beginning.
    public LongProperty rangeToProperty() {
        return rangeTo;
    }

    public BooleanProperty playingProperty() {
        return playing;
    }

    /// Whether the range, or the whole session, starts again at its end.
    public BooleanProperty loopingProperty() {
        return looping;
    }

    public ObjectProperty<Double> speedProperty() {
        return speed;
    }
}
