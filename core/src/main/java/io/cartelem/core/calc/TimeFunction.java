package io.cartelem.core.calc;

/// What an expression can do with the past of a value. Each place in an expression where one stands
/// has a state of its own. Used by one thread.
///
/// ```
///  derivative(x)       slope between the last two values, a second
///  derivative(x, s)    slope over the last s seconds
///  integral(x)         area under x since the beginning, in x times seconds (trapezoids)
///  mean(x, s)          mean over the last s seconds, each value by how long it stood
///  lag(x, s)           x as it was s seconds ago
/// ```
///
/// A pause longer than [#GAP_NS] is no part of any of them: they begin anew, the integral goes on
/// from its sum.
final class TimeFunction {
    static final long GAP_NS = 30_000_000_000L;
    static final double LONGEST_S = 600;
    private static final double SECOND_NS = 1e9;

    private final Kind kind;
    private final Window window = new Window();
    private double sum;
    private double result = Double.NaN;

    /// The functions by their names in expressions.
    enum Kind {
        DERIVATIVE(1, 2, "derivative(value) or derivative(value, seconds)"),
        INTEGRAL(1, 1, "integral(value)"),
        MEAN(2, 2, "mean(value, seconds)"),
        LAG(2, 2, "lag(value, seconds)");

        private final int fewest;
        private final int most;
        private final String usage;

        Kind(int fewest, int most, String usage) {
            this.fewest = fewest;
            this.most = most;
            this.usage = usage;
        }

        boolean takes(int parameters) {
            return parameters >= fewest && parameters <= most;
        }

        String usage() {
            return usage;
        }
    }

    TimeFunction(Kind kind) {
        this.kind = kind;
    }

    /// The function's value after another value of its argument; asked again with the same time, it
    /// answers the same.
    ///
    /// @param seconds how far back it looks, NaN for as far as it needs
    /// @return NaN while it has not seen enough
    double next(long timeNs, double value, double seconds) {
        if (window.size() > 0 && timeNs <= window.lastTime()) {
            return result;
        }
        if (window.size() > 0 && timeNs - window.lastTime() > GAP_NS) {
            window.clear();
        }
        boolean first = window.size() == 0;
        long lastNs = first ? timeNs : window.lastTime();
        double last = first ? value : window.lastValue();
        long spanNs = Double.isNaN(seconds) ? timeNs - lastNs : Math.round(seconds * SECOND_NS);
        window.add(timeNs, value, timeNs - spanNs);
        double elapsed = (timeNs - lastNs) / SECOND_NS;
        result =
                switch (kind) {
                    case DERIVATIVE -> slope(timeNs, value, spanNs);
                    case INTEGRAL -> {
                        sum += elapsed * (value + last) / 2;
                        yield sum;
                    }
                    case MEAN -> mean(timeNs, spanNs);
                    case LAG -> window.at(timeNs - spanNs);
                };
        return result;
    }

    private double slope(long timeNs, double value, long spanNs) {
        if (window.size() < 2) {
            return Double.NaN;
        }
        long fromNs = Math.max(timeNs - spanNs, window.time(0));
        return (value - window.at(fromNs)) / ((timeNs - fromNs) / SECOND_NS);
    }

    /// Each value counts for the time until the next one; the newest counts only if it is alone.
    private double mean(long timeNs, long spanNs) {
        long fromNs = Math.max(timeNs - spanNs, window.time(0));
        if (window.size() < 2 || fromNs >= timeNs) {
            return window.lastValue();
        }
        double area = 0;
        for (int i = 0; i < window.size() - 1; i++) {
            long begin = Math.max(window.time(i), fromNs);
            long end = window.time(i + 1);
            if (end > begin) {
                area += window.value(i) * (end - begin);
            }
        }
        return area / (timeNs - fromNs);
    }
}
