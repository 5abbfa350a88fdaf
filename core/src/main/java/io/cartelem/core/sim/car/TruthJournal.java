package io.cartelem.core.sim.car;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/// What the control units really answered, and when they looked: a test compares a recording with
/// it. Keeps the newest entries up to a bound. Safe on any thread.
public final class TruthJournal {
    /// Entries kept unless told otherwise: half an hour at 36 answers a second.
    public static final int DEFAULT_BOUND = 65_536;

    private final int bound;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long forgotten;

    public TruthJournal() {
        this(DEFAULT_BOUND);
    }

    public TruthJournal(int bound) {
        this.bound = bound;
    }

    /// One answered parameter.
    ///
    /// @param timeNs [io.cartelem.core.port.Clock#monoNs] of the car's clock when it was sampled
    /// @param ecu which control unit answered
    /// @param service the requested service, for example 1
    /// @param pid the parameter, -1 for a service without one
    /// @param data the value's bytes as sent
    public record Entry(long timeNs, Ecu.Role ecu, int service, int pid, byte[] data) {}

    synchronized void add(Entry entry) {
        if (entries.size() == bound) {
            entries.removeFirst();
            forgotten++;
        }
        entries.addLast(entry);
    }

    /// All kept entries, oldest first.
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// The kept entries of a mode-01 parameter, oldest first.
    public List<Entry> ofPid(int pid) {
        return where(entry -> entry.service() == 1 && entry.pid() == pid);
    }

    /// The kept entries that meet a condition, oldest first.
    public List<Entry> where(Predicate<Entry> condition) {
        return entries().stream().filter(condition).toList();
    }

    /// How many entries were pushed out by newer ones.
    public synchronized long forgotten() {
        return forgotten;
    }

    public synchronized void clear() {
        entries.clear();
        forgotten = 0;
    }
}
