package io.cartelem.core.collect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/// What a collector did not understand. Equal reasons collapse into one with a count; when there
/// are too many different ones, the one not seen for longest is forgotten, but stays in the total.
/// Any thread.
final class Rejections {
    private static final int REASONS = 32;
    private static final int SAMPLE_BYTES = 96;

    /// In the order in which they were last seen.
    private final LinkedHashMap<String, Rejection> byReason =
            new LinkedHashMap<>(REASONS, 0.75f, true);

    private long total;

    /// Counts one.
    ///
    /// @return whether the reason is new
    synchronized boolean add(String reason, byte[] bytes, long atNs) {
        total++;
        byte[] sample = Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE_BYTES));
        Rejection before = byReason.get(reason);
        byReason.put(
                reason,
                before == null
                        ? new Rejection(reason, 1, atNs, atNs, sample)
                        : new Rejection(
                                reason, before.count() + 1, before.firstNs(), atNs, sample));
        if (byReason.size() > REASONS) {
            byReason.pollFirstEntry();
        }
        return before == null;
    }

    synchronized long total() {
        return total;
    }

    /// The reasons, last seen first.
    synchronized List<Rejection> list() {
        return new ArrayList<>(byReason.values()).reversed();
    }
}
