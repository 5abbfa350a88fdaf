package io.cartelem.app.chart;

/// Steps of axes that a person can read: 1, 2 or 5 times a power of ten for values, and the steps
/// of a clock for time.
public final class Ticks {
    private static final long SECOND = 1_000_000_000L;
    private static final long[] TIME_STEPS = {
        SECOND / 1000,
        SECOND / 500,
        SECOND / 200,
        SECOND / 100,
        SECOND / 50,
        SECOND / 20,
        SECOND / 10,
        SECOND / 5,
        SECOND / 2,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        15 * SECOND,
        30 * SECOND,
        60 * SECOND,
        120 * SECOND,
        300 * SECOND,
        600 * SECOND,
        900 * SECOND,
        1800 * SECOND,
        3600 * SECOND,
        7200 * SECOND,
        14_400 * SECOND,
        21_600 * SECOND,
        43_200 * SECOND,
        86_400 * SECOND
    };

    private Ticks() {}

    /// The smallest readable step that cuts `range` into at most `most` parts.
    public static double valueStep(double range, int most) {
        double least = range / Math.max(1, most);
        if (!(least > 0) || Double.isInfinite(least)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int digit : new int[] {1, 2, 5}) {
            if (digit * power >= least * (1 - 1e-12)) {
                return digit * power;
            }
        }
        return 10 * power;
    }

    /// Digits after the point that a multiple of `step` needs.
    public static int decimals(double step) {
        return (int) Math.clamp(Math.ceil(-Math.log10(step) - 1e-9), 0, 9);
    }

    /// The smallest step of a clock that cuts `rangeNs` into at most `most` parts.
    public static long timeStep(long rangeNs, int most) {
        for (long step : TIME_STEPS) {
            if (rangeNs / step < Math.max(1, most)) {
                return step;
            }
        }
        return TIME_STEPS[TIME_STEPS.length - 1];
    }

    /// A time on the axis, as precise as `stepNs` needs: `12:41`, `12:41:05`, `41:05.2`.
    ///
    /// @param timeNs since midnight, or since the session's start
    public static String timeLabel(long timeNs, long stepNs, boolean hours) {
        long millis = Math.floorDiv(timeNs, 1_000_000L);
        String sign = millis < 0 ? "−" : "";
        long positive = Math.abs(millis);
        StringBuilder label = new StringBuilder(sign);
        long minutes = positive / 60_000;
        if (hours) {
            two(label, minutes / 60).append(':');
            two(label, minutes % 60);
        } else {
            label.append(minutes);
        }
        if (stepNs < 60 * SECOND || !hours) {
            label.append(':');
            two(label, positive / 1000 % 60);
        }
        if (stepNs < SECOND) {
            label.append('.');
            long fraction = positive % 1000;
            if (stepNs >= SECOND / 10) {
                label.append(fraction / 100);
            } else {
                label.append((char) ('0' + fraction / 100));
                two(label, fraction % 100);
            }
        }
        return label.toString();
    }

    private static StringBuilder two(StringBuilder label, long number) {
        return number < 10 ? label.append('0').append(number) : label.append(number);
    }
}
