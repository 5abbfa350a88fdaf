package io.cartelem.core.calc;

import com.ezylang.evalex.data.EvaluationValue;

import io.cartelem.core.model.Quality;

/// A channel that expressions use: its latest value and how often it comes. Used by one thread.
final class CalcInput {
    private static final double PERIOD_WEIGHT = 0.2;
    private static final long SHORTEST_AGE_NS = 2_000_000_000L;
    private static final int PERIODS = 5;

    private final String id;
    private EvaluationValue value = EvaluationValue.UNDEFINED;
    private Quality quality = Quality.GOOD;
    private boolean known;
    private long timeNs;
    private double periodNs;

    CalcInput(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /// Takes a new value, unless it is older than the one it has.
    ///
    /// @return whether it was taken
    boolean take(long newTimeNs, EvaluationValue newValue, Quality newQuality) {
        if (known && newTimeNs < timeNs) {
            return false;
        }
        if (known && newTimeNs > timeNs) {
            double interval = newTimeNs - timeNs;
            periodNs =
                    periodNs == 0 ? interval : periodNs + PERIOD_WEIGHT * (interval - periodNs);
        }
        known = true;
        timeNs = newTimeNs;
        value = newValue;
        quality = newQuality;
        return true;
    }

    /// Whether it has a value that is young enough.
    ///
    /// @param maxAgeNs 0 to judge by its own rhythm
    boolean fresh(long nowNs, long maxAgeNs) {
        long limit =
                maxAgeNs > 0
                        ? maxAgeNs
                        : Math.max(SHORTEST_AGE_NS, Math.round(PERIODS * periodNs));
        return known && nowNs - timeNs <= limit;
    }

    EvaluationValue value() {
        return value;
    }

    Quality quality() {
        return quality;
    }

    long timeNs() {
        return timeNs;
    }
}
