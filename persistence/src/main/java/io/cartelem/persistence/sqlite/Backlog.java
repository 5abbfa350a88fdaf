package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.StoreException;
import io.cartelem.persistence.schema.LostRange;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was accepted and is not durable yet, within its bound, and the account of what had to be
/// given up. Not safe for threads: [Writer] guards it with its lock.
final class Backlog {
    private final long maxSamples;
    private final long maxBytes;
    private final Deque<Append> waiting = new ArrayDeque<>();
    private final Map<Long, LostRange> losses = new LinkedHashMap<>();
    private long samples;
    private long bytes;
    private long lost;

    Backlog(SqliteOptions options) {
        maxSamples = options.memorySamples();
        maxBytes = options.memoryMegabytes() * 1_000_000L;
    }

    /// Whether `append` fits; one that is larger than the bound fits when nothing else waits.
    boolean fits(Append append) {
        return waiting.isEmpty()
                || (samples + append.samples() <= maxSamples && bytes + append.bytes() <= maxBytes);
    }

    void add(Append append) {
        waiting.addLast(append);
        samples += append.samples();
        bytes += append.bytes();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long samples() {
        return samples;
    }

    Account account() {
        return new Account(samples, lost);
    }

    /// @param waiting samples accepted and not durable yet
    /// @param lost samples given up since the store was opened
    record Account(long waiting, long lost) {}

    /// The one that has waited longest.
    @Nullable Append oldest() {
        return waiting.peekFirst();
    }

    /// The oldest appends, as many as hold `limit` samples; they stay until [#settle].
    List<Append> group(int limit) {
        List<Append> group = new ArrayList<>();
        long taken = 0;
        for (Append append : waiting) {
            if (!group.isEmpty() && (taken + append.samples() > limit || group.size() >= limit)) {
                break;
            }
            group.add(append);
            taken += append.samples();
        }
        return group;
    }

    /// Takes away the oldest, which are durable, or given up because of `failure`.
    void settle(List<Append> oldest, @Nullable StoreException failure, Instant now) {
        for (Append append : oldest) {
            waiting.removeFirst();
            samples -= append.samples();
            bytes -= append.bytes();
            if (failure != null) {
                giveUp(append, failure, now);
            }
        }
    }

    /// Notes that `append` is lost.
    void giveUp(Append append, StoreException reason, Instant now) {
        if (append.samples() == 0) {
            return;
        }
        lost += append.samples();
        LostRange range =
                LostRange.of(
                        append.sessionId(), append.batch(), now, SqliteErrors.sentence(reason));
        losses.merge(append.sessionId(), range, LostRange::and);
    }

    /// What was lost since the last call, a range for each session.
    List<LostRange> takeLosses() {
        List<LostRange> taken = List.copyOf(losses.values());
        losses.clear();
        return taken;
    }
}
