package io.cartelem.core.sim.car;

import java.util.ArrayList;
import java.util.List;

/// How the car was driven: stands with the engine idling, pulls away, laps; rolls out when the
/// ignition is turned off and pulls away again when it is turned on. Immutable; every question
/// about a time is answered in closed form, so the same time gives the same answer for ever.
final class Journey {
    /// Seconds the engine idles before the car pulls away.
    static final double STANDING_S = 5;

    /// Seconds from standing to the pace of the lap.
    static final double LAUNCH_S = 12;

    /// Seconds from the pace of the lap to standing with the engine off.
    static final double COAST_S = 8;

    private static final double WARMING_S = 110;
    private static final double OIL_WARMING_S = 240;
    private static final double COOLING_S = 2_400;

    /// The oldest switches are forgotten beyond this; times before the oldest kept one are answered
    /// as if it had always been so.
    private static final int MOST_STRETCHES = 1_024;

    /// A time between two turns of the key, and what it began with.
    private record Stretch(long fromNs, boolean ignition, Progress begin) {}

    /// What has come of the journey at a time.
    ///
    /// @param ignition whether the key is on
    /// @param sinceKeyS seconds since the key was last turned
    /// @param driveS seconds of the lap driven, counted at the lap's own pace
    /// @param pace how fast relative to the lap, 0 standing to 1
    /// @param idleS seconds the engine ran without driving, for its fuel
    /// @param warmth 0 at ambient temperature, 1 warmed through
    /// @param oilWarmth the same of the oil, which is slower
    record Progress(
            boolean ignition,
            double sinceKeyS,
            double driveS,
            double pace,
            double idleS,
            double warmth,
            double oilWarmth) {}

    private final List<Stretch> stretches;

    private Journey(List<Stretch> stretches) {
        this.stretches = stretches;
    }

    /// A journey that begins at time 0. With the ignition on the engine was started two seconds
    /// before.
    ///
    /// @param warmth of coolant and oil, 0 cold to 1
    static Journey begin(boolean ignition, double warmth) {
        Progress begin = new Progress(ignition, 0, 0, 0, 0, warmth, warmth);
        return new Journey(List.of(new Stretch(-2_000_000_000L, ignition, begin)));
    }

    /// The journey with the key turned at `timeNs`, which is not before the last turn.
    Journey turned(long timeNs, boolean ignition) {
        Stretch last = stretches.getLast();
        if (last.ignition() == ignition || timeNs < last.fromNs()) {
            return this;
        }
        List<Stretch> next = new ArrayList<>(stretches);
        if (next.size() == MOST_STRETCHES) {
            next.removeFirst();
        }
        next.add(new Stretch(timeNs, ignition, at(timeNs)));
        return new Journey(List.copyOf(next));
    }

    Progress at(long timeNs) {
        Stretch stretch = stretches.getFirst();
        for (int i = stretches.size() - 1; i > 0; i--) {
            if (stretches.get(i).fromNs() <= timeNs) {
                stretch = stretches.get(i);
                break;
            }
        }
        double seconds = Math.max(0, timeNs - stretch.fromNs()) / 1e9;
        return stretch.ignition()
                ? driving(stretch.begin(), seconds)
                : rollingOut(stretch.begin(), seconds);
    }

    private static Progress driving(Progress begin, double seconds) {
        double standing = begin.pace() > 0 ? 0 : STANDING_S;
        double moving = Math.max(0, seconds - standing);
        double ramp = Math.min(1, moving / LAUNCH_S);
        double pace = begin.pace() + (1 - begin.pace()) * smooth(ramp);
        double driven =
                begin.pace() * moving
                        + (1 - begin.pace())
                                * (LAUNCH_S * smoothArea(ramp) + Math.max(0, moving - LAUNCH_S));
        return new Progress(
                true,
                seconds,
                begin.driveS() + driven,
                pace,
                begin.idleS() + seconds - driven,
                1 - (1 - begin.warmth()) * Math.exp(-seconds / WARMING_S),
                1 - (1 - begin.oilWarmth()) * Math.exp(-seconds / OIL_WARMING_S));
    }

    private static Progress rollingOut(Progress begin, double seconds) {
        double ramp = Math.min(1, seconds / COAST_S);
        double driven = begin.pace() * COAST_S * (ramp - smoothArea(ramp));
        return new Progress(
                false,
                seconds,
                begin.driveS() + driven,
                begin.pace() * (1 - smooth(ramp)),
                begin.idleS(),
                begin.warmth() * Math.exp(-seconds / COOLING_S),
                begin.oilWarmth() * Math.exp(-seconds / COOLING_S));
    }

    /// From 0 to 1 without a jolt at either end.
    static double smooth(double x) {
        double s = Math.clamp(x, 0, 1);
        return s * s * (3 - 2 * s);
    }

    /// The integral of [#smooth] from 0 to x, for x up to 1.
    private static double smoothArea(double x) {
        return x * x * x * (1 - x / 2);
    }
}
