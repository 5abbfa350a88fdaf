package io.cartelem.core.mesh.stream;

import io.cartelem.core.mesh.proto.FromRadio.QueueStatus;

/// What is known of a node's transmit queue, from statuses of which any may be lost. One packet of
/// ours at a time, so that none grows old behind others in a queue that cannot be emptied.
final class TransmitQueue {
    /// Places of a queue whose status does not say.
    private static final int USUAL_PLACES = 16;

    /// A status that has not come by then was lost.
    private static final long STATUS_PATIENCE_NS = 2_000_000_000L;

    /// How often a full queue is asked whether it has emptied.
    private static final long LOOK_AGAIN_NS = 1_000_000_000L;

    /// A queue of which nothing is heard any more is taken for empty then.
    private static final long BACKLOG_PATIENCE_NS = 30_000_000_000L;

    private int awaited;
    private long sentNs;
    private boolean backlog;
    private long backlogNs;
    private long lookNs;
    private int lostInARow;
    private int free = USUAL_PLACES;

    void forget() {
        awaited = 0;
        backlog = false;
        lostInARow = 0;
        free = USUAL_PLACES;
    }

    void sent(int packetId, long nowNs) {
        awaited = packetId;
        sentNs = nowNs;
    }

    void status(QueueStatus status, long nowNs) {
        lostInARow = 0;
        free = status.free();
        if (status.packetId() == awaited) {
            awaited = 0;
        }
        int places = status.maxlen() == 0 ? USUAL_PLACES : status.maxlen();
        boolean behind = status.free() < places - 1;
        if (behind && !backlog) {
            backlogNs = nowNs;
        }
        backlog = behind;
        lookNs = nowNs + LOOK_AGAIN_NS;
    }

    void refused(int packetId) {
        if (packetId == awaited) {
            awaited = 0;
        }
    }

    /// Gives up what will not come any more.
    void tick(long nowNs) {
        if (awaited != 0 && nowNs - sentNs >= STATUS_PATIENCE_NS) {
            awaited = 0;
            lostInARow++;
        }
        if (backlog && nowNs - backlogNs >= BACKLOG_PATIENCE_NS) {
            backlog = false;
        }
    }

    boolean takesOne() {
        return awaited == 0 && !backlog;
    }

    /// Whether it is time to ask how full it is; asked for once each time.
    boolean look(long nowNs) {
        if (!backlog || nowNs < lookNs) {
            return false;
        }
        lookNs = nowNs + LOOK_AGAIN_NS;
        return true;
    }

    long nextWakeNs() {
        long next = Long.MAX_VALUE;
        if (awaited != 0) {
            next = sentNs + STATUS_PATIENCE_NS;
        }
        if (backlog) {
            next = Math.min(next, Math.min(lookNs, backlogNs + BACKLOG_PATIENCE_NS));
        }
        return next;
    }

    /// Packets in a row of which no status came.
    int lostInARow() {
        return lostInARow;
    }

    int free() {
        return free;
    }
}
