package io.cartelem.core.sim.mesh;

import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.sim.device.Faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The radio channel that simulated nodes share, and the order of what happens on it. Everything is
/// decided by the seed and by what the nodes do; time is nanoseconds that only [#advance] moves.
///
/// Any thread, one at a time: [#run] and [#advance] take the ether's lock, and everything that a
/// node does happens within one of them.
public final class Ether {
    private static final int LONGEST_DELAY_MS = 3_000;
    private static final long MS = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<MeshNode> nodes = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atNs).thenComparingLong(Event::order));
    private final Faults<EtherFault> faults;
    private LongConsumer alarm = atNs -> {};
    private Consumer<Delivery> witness = delivery -> {};
    private long nowNs;
    private long order;
    private long busyUntilNs;
    private long sent;
    private long lost;

    private record Event(long atNs, long order, Runnable action) {}

    /// A packet that reached a node's ears, each time it does.
    ///
    /// @param to the node that heard it
    public record Delivery(MeshPacket packet, int to, long atNs) {}

    public Ether(long seed, long startNs) {
        this.faults = new Faults<>(EtherFault.class, seed);
        this.nowNs = startNs;
    }

    public Faults<EtherFault> faults() {
        return faults;
    }

    /// Tells of every delivery from now on, within the ether's lock.
    public void witness(Consumer<Delivery> listener) {
        run(nowNs, () -> witness = listener);
    }

    /// Tells when something is to happen, so that [#advance] is called then.
    public void alarm(LongConsumer listener) {
        run(nowNs, () -> alarm = listener);
    }

    /// Packets sent, whether or not anybody heard them.
    public long sent() {
        return locked(() -> sent);
    }

    /// Receptions that the fault [EtherFault#LOSS] prevented.
    public long lost() {
        return locked(() -> lost);
    }

    private long locked(LongSupplier value) {
        lock.lock();
        try {
            return value.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    void add(MeshNode node) {
        nodes.add(node);
    }

    /// Lets happen what is due until `toNs`.
    public void advance(long toNs) {
        run(toNs, () -> {});
    }

    /// When something happens next, [Long#MAX_VALUE] if nothing will.
    public long nextNs() {
        return locked(() -> events.isEmpty() ? Long.MAX_VALUE : events.peek().atNs());
    }

    /// Does something at a time, after what was due before it.
    public void run(long atNs, Runnable action) {
        lock.lock();
        try {
            while (!events.isEmpty() && events.peek().atNs() <= atNs) {
                Event event = events.remove();
                nowNs = Math.max(nowNs, event.atNs());
                event.action().run();
            }
            nowNs = Math.max(nowNs, atNs);
            action.run();
        } finally {
            lock.unlock();
        }
    }

    ReentrantLock lock() {
        return lock;
    }

    long nowNs() {
        return nowNs;
    }

    void schedule(long afterNs, Runnable action) {
        long at = nowNs + afterNs;
        events.add(new Event(at, order++, action));
        alarm.accept(at);
    }

    /// How long the channel is still taken, 0 if it is free.
    long busyForNs() {
        return Math.max(0, busyUntilNs - nowNs);
    }

    /// A node begins to send.
    void transmit(MeshNode sender, MeshPacket packet, long airtimeNs) {
        sent++;
        busyUntilNs = Math.max(busyUntilNs, nowNs + airtimeNs);
        schedule(
                airtimeNs,
                () -> {
                    sender.transmitted();
                    for (MeshNode node : nodes) {
                        if (node != sender) {
                            reach(node, packet);
                        }
                    }
                });
    }

    private void reach(MeshNode node, MeshPacket packet) {
        if (faults.strikes(EtherFault.LOSS)) {
            lost++;
            return;
        }
        boolean twice = faults.strikes(EtherFault.DUPLICATE);
        long delay = faults.strikes(EtherFault.DELAY) ? faults.pick(LONGEST_DELAY_MS) * MS : 0;
        deliver(node, packet, delay);
        if (twice) {
            deliver(node, packet, delay + faults.pick(LONGEST_DELAY_MS) * MS);
        }
    }

    private void deliver(MeshNode node, MeshPacket packet, long delayNs) {
        if (delayNs > 0) {
            schedule(delayNs, () -> deliver(node, packet, 0));
            return;
        }
        witness.accept(new Delivery(packet, node.number(), nowNs));
        node.heard(packet);
    }
}
