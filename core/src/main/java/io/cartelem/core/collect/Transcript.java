package io.cartelem.core.collect;

import io.cartelem.core.collect.transport.LinkTap;
import io.cartelem.core.port.Clock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The last bytes that passed between a collector and its device, for a person who wonders why it
/// does not work. Bounded; the oldest go first. Any thread.
public final class Transcript implements LinkTap {
    private static final long SAME_BURST_NS = Duration.ofMillis(100).toNanos();
    private static final int LONGEST_ENTRY = 256;

    /// What an entry costs besides its bytes, so that many small ones are bounded too.
    private static final int ENTRY_COST = 32;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final Clock clock;
    private final int capacity;
    private int cost;

    /// Who speaks.
    public enum Direction {
        FROM_DEVICE,
        TO_DEVICE,
        NOTE
    }

    /// A run of bytes.
    ///
    /// @param atNs monotonic time of its first byte
    /// @param bytes what passed; of a note its text in UTF-8
    public record Entry(long atNs, Direction direction, byte[] bytes) {}

    /// @param capacity bytes to keep, about
    public Transcript(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public void received(byte[] bytes, int offset, int length) {
        add(Direction.FROM_DEVICE, bytes, offset, length);
    }

    @Override
    public void sent(byte[] bytes) {
        add(Direction.TO_DEVICE, bytes, 0, bytes.length);
    }

    @Override
    public void note(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(Direction.NOTE, bytes, 0, bytes.length);
    }

    private synchronized void add(Direction direction, byte[] bytes, int offset, int length) {
        long now = clock.monoNs();
        int kept = Math.min(length, capacity);
        Entry last = entries.peekLast();
        if (last != null
                && direction != Direction.NOTE
                && last.direction() == direction
                && last.bytes().length + kept <= LONGEST_ENTRY
                && now - last.atNs() < SAME_BURST_NS) {
            byte[] joined = Arrays.copyOf(last.bytes(), last.bytes().length + kept);
            System.arraycopy(bytes, offset, joined, last.bytes().length, kept);
            entries.removeLast();
            entries.addLast(new Entry(last.atNs(), direction, joined));
            cost += kept;
        } else {
            entries.addLast(
                    new Entry(now, direction, Arrays.copyOfRange(bytes, offset, offset + kept)));
            cost += kept + ENTRY_COST;
        }
        while (cost > capacity && entries.size() > 1) {
            cost -= entries.removeFirst().bytes().length + ENTRY_COST;
        }
    }

    /// What is kept, oldest first.
    public synchronized List<Entry> entries() {
        return new ArrayList<>(entries);
    }
}
