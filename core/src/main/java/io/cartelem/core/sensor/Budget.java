package io.cartelem.core.sensor;

/// How much a sensor may still say: so many lines or bytes a second, with a second's worth in
/// store. One thread.
final class Budget {
    private static final double SECOND_NS = 1e9;

    private final int perSecond;
    private double left;
    private long lastNs;

    Budget(int perSecond, long nowNs) {
        this.perSecond = perSecond;
        this.left = perSecond;
        this.lastNs = nowNs;
    }

    /// Moves on to a time.
    void at(long nowNs) {
        left = Math.min(perSecond, left + (nowNs - lastNs) / SECOND_NS * perSecond);
        lastNs = nowNs;
    }

    /// Takes one if there is one.
    boolean take() {
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /// Takes many, also where there are less; what is owed has to come in first.
    ///
    /// @return whether nothing is owed
    boolean take(int many) {
        left -= many;
        return left >= 0;
    }
}
