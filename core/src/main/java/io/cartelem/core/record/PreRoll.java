package io.cartelem.core.record;

import io.cartelem.core.model.SampleBatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The last seconds of what came while nothing was recorded. Bounded in time and in samples; the
/// oldest go first. Not safe by itself: whoever owns it locks it.
final class PreRoll {
    /// Enough for ten seconds of everything a car with custom sensors can say.
    private static final int MOST_SAMPLES = 200_000;

    private final ArrayDeque<SampleBatch> kept = new ArrayDeque<>();
    private long spanNs;
    private long newestNs = Long.MIN_VALUE;
    private int samples;

    /// Keeps so much from now on, 0 for nothing.
    void span(long ns) {
        spanNs = ns;
        trim();
    }

    void add(SampleBatch batch) {
        if (spanNs <= 0 || batch.isEmpty()) {
            return;
        }
        kept.addLast(batch);
        samples += batch.size();
        newestNs = Math.max(newestNs, lastNs(batch));
        trim();
    }

    /// All that is kept, in the order in which it came; nothing is kept afterwards.
    List<SampleBatch> drain() {
        List<SampleBatch> all = new ArrayList<>(kept);
        kept.clear();
        samples = 0;
        return all;
    }

    int samples() {
        return samples;
    }

    private void trim() {
        while (!kept.isEmpty()
                && (samples > MOST_SAMPLES
                        || spanNs <= 0
                        || lastNs(kept.getFirst()) < newestNs - spanNs)) {
            samples -= kept.removeFirst().size();
        }
    }

    private static long lastNs(SampleBatch batch) {
        long last = batch.timeNs(0);
        for (int i = 1; i < batch.size(); i++) {
            last = Math.max(last, batch.timeNs(i));
        }
        return last;
    }
}
