package io.cartelem.core.mesh;

import java.util.ArrayDeque;
import java.util.BitSet;

/// Tells from the numbers 0 to 255 of the packets that arrived how many did not. Packets may come
/// late and out of order; whoever asks has sorted out those that come twice.
///
/// A number says nothing of how often it went round. After a long silence the one is taken that
/// fits the pace of the packets before. A leap that does not fit at all is a sender that began
/// anew, and counts as no loss.
final class SequenceMeter {
    /// The packets over which the present loss is counted.
    static final int WINDOW = 256;

    private static final int ROUND = 256;

    /// How far behind the newest a packet may come and still be counted.
    private static final int LATEST = 48;

    private static final int UNLIKELY = 64;

    /// Arrivals over which the pace is measured; fewer than [#ENOUGH] tell none.
    private static final int ARRIVALS = 32;

    private static final int ENOUGH = 8;

    private final BitSet arrived = new BitSet(WINDOW);
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private boolean any;

    /// Counted through, not only to 255.
    private long newest;

    private long first;
    private long newestNs;
    private long received;
    private long expectedBefore;
    private long receivedBefore;

    private record Arrival(long number, long timeNs) {}

    /// Counts a packet.
    ///
    /// @param number 0 to 255
    /// @param anew whether the sender says that it has just begun to count
    void received(int number, boolean anew, long nowNs) {
        if (!any) {
            begin(number, nowNs);
            return;
        }
        int ahead = (int) Math.floorMod(number - newest, (long) ROUND);
        int behind = ROUND - ahead;
        double pace = paceNs();
        double expected = pace > 0 ? Math.max(1, (nowNs - newestNs) / pace) : 1;
        if (ahead == 0 || (behind <= LATEST && expected < ahead - LATEST)) {
            late(ahead == 0 ? 0 : behind);
            return;
        }
        long gap = ahead + ROUND * Math.max(0, Math.round((expected - ahead) / ROUND));
        if ((anew && gap > 1) || gap > 4 * expected + UNLIKELY) {
            expectedBefore += newest - first + 1;
            receivedBefore += received;
            begin(number, nowNs);
            return;
        }
        for (long skipped = Math.max(newest + 1, newest + gap - WINDOW + 1);
                skipped < newest + gap;
                skipped++) {
            arrived.clear(place(skipped));
        }
        newest += gap;
        newestNs = nowNs;
        arrived.set(place(newest));
        received++;
        arrivals.add(new Arrival(newest, nowNs));
        if (arrivals.size() > ARRIVALS) {
            arrivals.removeFirst();
        }
    }

    private void begin(int number, long nowNs) {
        any = true;
        newest = number;
        first = number;
        newestNs = nowNs;
        received = 1;
        arrivals.clear();
        arrivals.add(new Arrival(number, nowNs));
        arrived.clear();
        arrived.set(place(number));
    }

    private void late(int behind) {
        long number = newest - behind;
        if (number >= first && !arrived.get(place(number))) {
            arrived.set(place(number));
            received++;
        }
    }

    private static int place(long number) {
        return (int) Math.floorMod(number, (long) WINDOW);
    }

    /// Percent of the last packets that did not arrive.
    double lossPercent() {
        if (!any) {
            return 0;
        }
        long considered = Math.min(WINDOW, newest - first + 1);
        return 100.0 * (considered - arrived.cardinality()) / considered;
    }

    /// Packets that were sent since the first one heard, as far as the numbers tell.
    long expected() {
        return any ? expectedBefore + newest - first + 1 : 0;
    }

    /// Packets that did not arrive of [#expected].
    long lost() {
        return expected() - receivedBefore - received;
    }

    /// The usual time between two packets in ns, 0 if not known.
    double paceNs() {
        if (arrivals.size() < ENOUGH) {
            return 0;
        }
        Arrival oldest = arrivals.getFirst();
        Arrival latest = arrivals.getLast();
        return (double) (latest.timeNs() - oldest.timeNs()) / (latest.number() - oldest.number());
    }
}
