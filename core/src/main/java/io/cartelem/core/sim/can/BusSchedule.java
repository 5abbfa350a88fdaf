package io.cartelem.core.sim.can;

import java.time.Duration;
import java.util.List;

/// What the control units of a simulated bus send: frames with fixed periods, in the order of their
/// times. Used by one thread.
public final class BusSchedule {
    private final List<Sender> senders;
    private final long[] sent;

    /// A frame that comes again and again.
    ///
    /// @param period between two of them
    /// @param data of the frame with that number, from 0
    public record Sender(int id, boolean extended, Duration period, Data data) {}

    /// The data of a repeated frame.
    @FunctionalInterface
    public interface Data {
        byte[] of(long number);
    }

    /// A frame with its time.
    ///
    /// @param dueNs nanoseconds after the beginning
    public record Due(long dueNs, BusFrame frame) {}

    /// @param senders at least one
    public BusSchedule(List<Sender> senders) {
        this.senders = List.copyOf(senders);
        this.sent = new long[senders.size()];
    }

    /// The next frame.
    public Due next() {
        int first = 0;
        for (int i = 1; i < sent.length; i++) {
            if (dueNs(i) < dueNs(first)) {
                first = i;
            }
        }
        Sender sender = senders.get(first);
        BusFrame frame =
                new BusFrame(sender.id(), sender.extended(), sender.data().of(sent[first]));
        Due due = new Due(dueNs(first), frame);
        sent[first]++;
        return due;
    }

    private long dueNs(int sender) {
        return sent[sender] * senders.get(sender).period().toNanos();
    }
}
