package io.cartelem.core.alert;

import io.cartelem.core.model.Channel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// Watches one channel by one rule. Knows no clock: it is told values and times. Used by one
/// thread.
final class RuleWatch {
    /// A rate is measured over about so many values; those between are not needed.
    private static final int RATE_POINTS = 64;

    private final AlertRule rule;
    private final long spanNs;
    private final ArrayDeque<double[]> recent = new ArrayDeque<>();
    private @Nullable Channel channel;
    private boolean active;
    private boolean over;
    private long overSinceNs;
    private long lastNs;

    /// What a value or the passing of time did.
    enum Change {
        NONE,
        RAISED,
        CLEARED
    }

    RuleWatch(AlertRule rule) {
        this.rule = rule;
        this.spanNs = Math.round(rule.seconds() * 1e9);
    }

    AlertRule rule() {
        return rule;
    }

    boolean isActive() {
        return active;
    }

    /// The channel as it was seen last, null before it spoke.
    @Nullable Channel channel() {
        return channel;
    }

    /// A value came.
    Change accept(Channel of, long timeNs, double value) {
        channel = of;
        lastNs = Math.max(lastNs, timeNs);
        if (rule.kind() == AlertRule.Kind.MISSING) {
            return active ? change(false) : Change.NONE;
        }
        if (Double.isNaN(value)) {
            return Change.NONE;
        }
        return switch (rule.kind()) {
            case ABOVE -> judge(timeNs, value - rule.limit(), spanNs);
            case BELOW -> judge(timeNs, rule.limit() - value, spanNs);
            case RISING_FASTER -> rate(timeNs, value, 1);
            case FALLING_FASTER -> rate(timeNs, value, -1);
            case MISSING -> Change.NONE;
        };
    }

    /// Time passed.
    ///
    /// @param rests whether the channel's source is silent with good reason; it counts as missing
    ///   only after it has spoken again
    Change tick(long nowNs, boolean rests) {
        if (rule.kind() == AlertRule.Kind.MISSING && rests) {
            channel = null;
            return active ? change(false) : Change.NONE;
        }
        boolean missing =
                rule.kind() == AlertRule.Kind.MISSING
                        && channel != null
                        && nowNs - lastNs >= spanNs;
        return missing && !active ? change(true) : Change.NONE;
    }

    /// @param excess how far the limit is passed, negative while it is not
    private Change judge(long timeNs, double excess, long holdNs) {
        if (active) {
            return excess < -rule.hysteresis() || (rule.hysteresis() == 0 && excess <= 0)
                    ? change(false)
                    : Change.NONE;
        }
        if (excess <= 0) {
            over = false;
            return Change.NONE;
        }
        if (!over) {
            over = true;
            overSinceNs = timeNs;
        }
        return timeNs - overSinceNs >= holdNs ? change(true) : Change.NONE;
    }

    private Change rate(long timeNs, double value, int sign) {
        while (recent.size() > 1 && timeNs - recent.getFirst()[0] > spanNs) {
            recent.removeFirst();
        }
        double[] last = recent.peekLast();
        if (last == null || timeNs - last[0] >= (double) spanNs / RATE_POINTS) {
            recent.addLast(new double[] {timeNs, value});
        }
        double[] first = recent.getFirst();
        double seconds = (timeNs - first[0]) / 1e9;
        // Over less than half the span a single jump would count as a rate.
        if (seconds < rule.seconds() / 2) {
            return Change.NONE;
        }
        return judge(timeNs, sign * (value - first[1]) / seconds - rule.limit(), 0);
    }

    private Change change(boolean raised) {
        active = raised;
        over = false;
        return raised ? Change.RAISED : Change.CLEARED;
    }
}
