package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

/// Decides which passings of one line are crossings. A car that stands on the line, rolls back over
/// it or jitters around it has not crossed it again: a crossing counts when the car has come from
/// afar, and has gone on for some metres. Used by one thread.
final class LineWatch {
    /// A car has gone on when it is so far past the line.
    private static final double GONE_ON_M = 10;

    /// A car has come from afar when it was so far from the line since the last time.
    static final double AFAR_M = 30;

    /// Who passes the line backwards and comes forward again within this way has not driven a lap.
    private static final double BACK_AGAIN_M = 300;

    private static final double MOVING_MPS = 2.5;
    private static final double STANDING_MPS = 1;

    /// A car that stands no further from the line than this stands on it, as far as a receiver can
    /// tell.
    private static final double ON_THE_LINE_SIGMAS = 3;

    /// How a car pulls away at least, m/s².
    private static final double GENTLE_START = 2;

    /// Without a position for longer than this, where a car passed is a guess.
    private static final double LONGEST_BLIND_S = 10;

    private final Gate gate;
    private final double shortestWay;
    private double lastOdometer = Double.NEGATIVE_INFINITY;
    private double backedAt = Double.NEGATIVE_INFINITY;
    private boolean armed = true;
    private boolean afar;
    private @Nullable Crossing first;
    private @Nullable Crossing latest;
    private boolean stood;
    private @Nullable Place stoodHere;

    /// @param shortestWay metres from one crossing to the next at least
    LineWatch(Gate gate, double shortestWay) {
        this.gate = gate;
        this.shortestWay = shortestWay;
    }

    /// The crossing that `to` completes, if it completes one. Comes some metres after the line.
    @Nullable Crossing advance(Place from, Place to) {
        if (to.broken()) {
            return end();
        }
        double past = gate.past(to);
        if (past < 0 && to.speed() >= MOVING_MPS && gate.between(from, to) != null) {
            backedAt = to.odometer();
        }
        if (!armed) {
            afar |= gate.distance(to) > AFAR_M;
            armed = afar && to.odometer() - lastOdometer >= shortestWay;
        }
        if (armed && to.gapS() <= LONGEST_BLIND_S) {
            forward(from, to, past);
        }
        if (first == null || latest == null) {
            return null;
        }
        if (to.speed() < STANDING_MPS) {
            stood = true;
            stoodHere = Math.abs(past) <= ON_THE_LINE_SIGMAS * to.sigma() ? to : stoodHere;
        }
        boolean goneOn = past >= GONE_ON_M && to.speed() >= MOVING_MPS;
        boolean backAgain = past < -AFAR_M;
        if (goneOn || (backAgain && first.speed() >= MOVING_MPS)) {
            return confirm(first, latest);
        }
        if (backAgain) {
            forget();
        }
        return null;
    }

    /// Nothing follows the last place, or nothing that belongs to it: a car that had just passed
    /// the line on its way has crossed it.
    @Nullable Crossing end() {
        Crossing passed = first;
        Crossing last = latest;
        Crossing crossed =
                passed != null && last != null && passed.speed() >= MOVING_MPS
                        ? confirm(passed, last)
                        : null;
        forget();
        armed = true;
        return crossed;
    }

    private void forward(Place from, Place to, double past) {
        Crossing passing = past >= 0 ? gate.between(from, to) : null;
        if (passing == null) {
            return;
        }
        if (first == null && passing.odometer() - backedAt < BACK_AGAIN_M) {
            // It had backed over the line and only takes that back.
            armed = false;
            afar = false;
            lastOdometer = passing.odometer();
            return;
        }
        latest = passing;
        first = first == null ? passing : first;
    }

    /// Whether the car is on its way over the line and it is not clear yet whether that counts.
    boolean isPending() {
        return first != null;
    }

    private Crossing confirm(Crossing reached, Crossing left) {
        lastOdometer = reached.odometer();
        armed = false;
        afar = false;
        boolean onTheLine = stood;
        Place here = stoodHere;
        forget();
        if (here != null && here.timeNs() > left.timeNs()) {
            // It pulled away from where it stood; jitter made the passings before that.
            double wait = Math.sqrt(2 * ON_THE_LINE_SIGMAS * here.sigma() / GENTLE_START);
            return withTimes(reached, reached.timeNs(), here.timeNs(), Math.round(1e9 * wait));
        }
        if (onTheLine || reached.timeNs() == left.timeNs()) {
            return withTimes(reached, reached.timeNs(), left.timeNs(), left.uncertaintyNs());
        }
        // Noise carried a moving car over the line more than once: the truth is in between.
        long half = (left.timeNs() - reached.timeNs()) / 2;
        long middle = reached.timeNs() + half;
        return withTimes(reached, middle, middle, half);
    }

    private static Crossing withTimes(Crossing base, long reachedNs, long leftNs, long within) {
        return new Crossing(
                reachedNs,
                leftNs,
                Math.max(base.uncertaintyNs(), within),
                base.odometer(),
                base.speed(),
                base.offset());
    }

    private void forget() {
        first = null;
        latest = null;
        stood = false;
        stoodHere = null;
    }
}
