package io.cartelem.app.chart;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;

/// The time axis that all charts share: which stretch is shown, whether it follows the newest
/// values, and where the crosshair stands. Times are nanoseconds of whatever the charts show.
public final class TimelineModel {
    /// No crosshair.
    public static final long NONE = Long.MIN_VALUE;

    private static final long SHORTEST_NS = 10_000_000L;

    private final ReadOnlyLongWrapper from = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper to = new ReadOnlyLongWrapper();
    private final BooleanProperty following = new SimpleBooleanProperty(true);
    private final LongProperty crosshair = new SimpleLongProperty(NONE);
    private final LongProperty cursor = new SimpleLongProperty(NONE);
    private long originNs;
    private boolean timeOfDay;
    private long firstNs = Long.MIN_VALUE / 4;
    private long lastNs = Long.MAX_VALUE / 4;
    private long longestNs = Long.MAX_VALUE / 4;

    /// @param spanNs how much is shown at first
    public TimelineModel(long spanNs) {
        show(0, spanNs);
    }

    /// Says what the labels count from.
    ///
    /// @param origin the time whose label is zero
    /// @param ofDay whether labels are times of day rather than times since a start
    public void label(long origin, boolean ofDay) {
        originNs = origin;
        timeOfDay = ofDay;
    }

    /// Says how far the axis reaches and how much of it may be shown at once.
    public void limit(long first, long last, long longest) {
        firstNs = first;
        lastNs = Math.max(first + SHORTEST_NS, last);
        longestNs = Math.max(SHORTEST_NS, longest);
    }

    /// Moves the end of the shown stretch to `nowNs` while following.
    public void advance(long nowNs) {
        if (following.get()) {
            show(nowNs - span(), nowNs);
        }
    }

    /// Shows so much up to the newest values.
    public void follow(long spanNs) {
        long end = to.get();
        show(end - spanNs, end);
        following.set(true);
    }

    /// Shows a stretch and stays there.
    public void stay(long fromNs, long toNs) {
        following.set(false);
        show(fromNs, toNs);
    }

    /// Makes the stretch shorter (`factor` below 1) or longer around `aroundNs`; while following
    /// the newest values it keeps showing them.
    public void zoom(double factor, long aroundNs) {
        long span = Math.clamp(Math.round(span() * factor), SHORTEST_NS, longestNs);
        if (following.get()) {
            show(to.get() - span, to.get());
            return;
        }
        double part = (double) (aroundNs - from.get()) / span();
        moveTo(aroundNs - Math.round(part * span), span);
    }

    /// Moves the stretch and stays there.
    public void pan(long byNs) {
        following.set(false);
        moveTo(from.get() + byNs, span());
    }

    /// Goes back to where one begins: live to the newest values, in a replay to the whole session.
    public void home() {
        if (cursor.get() == NONE) {
            following.set(true);
        } else {
            fit();
        }
    }

    /// Shows everything there is.
    public void fit() {
        stay(firstNs, Math.min(lastNs, firstNs + longestNs));
    }

    public long span() {
        return to.get() - from.get();
    }

    public long from() {
        return from.get();
    }

    public long to() {
        return to.get();
    }

    /// The end of the axis.
    public long lastNs() {
        return lastNs;
    }

    public ReadOnlyLongProperty toProperty() {
        return to.getReadOnlyProperty();
    }

    /// Whether the newest values are shown as they come.
    public BooleanProperty followingProperty() {
        return following;
    }

    /// Where the pointer stands, in all charts and on the map; [#NONE] if nowhere.
    public LongProperty crosshairProperty() {
        return crosshair;
    }

    /// The replay's position; [#NONE] while live.
    public LongProperty cursorProperty() {
        return cursor;
    }

    /// What the labels count from.
    public long originNs() {
        return originNs;
    }

    /// Whether labels have hours in front.
    public boolean hours() {
        return timeOfDay || (lastNs < Long.MAX_VALUE / 4 && lastNs - originNs > 3_600_000_000_000L);
    }

    private void moveTo(long fromNs, long span) {
        long begin = Math.clamp(fromNs, firstNs, Math.max(firstNs, lastNs - span));
        show(begin, begin + span);
    }

    private void show(long fromNs, long toNs) {
        long span = Math.clamp(toNs - fromNs, SHORTEST_NS, longestNs);
        from.set(toNs - span);
        to.set(toNs);
    }
}
