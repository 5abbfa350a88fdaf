package io.cartelem.core.sensor;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps all that a collector says.
final class RecordingContext implements CollectorContext {
    final List<Sample> samples = new CopyOnWriteArrayList<>();
    final List<String> states = new CopyOnWriteArrayList<>();
    final Map<String, AtomicLong> rejections = new ConcurrentHashMap<>();
    final AtomicLong batches = new AtomicLong();
    final AtomicLong published = new AtomicLong();
    private final Clock clock;
    private final boolean keep;

    /// @param keep whether samples are kept, or only counted
    RecordingContext(Clock clock, boolean keep) {
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void publish(SampleBatch batch) {
        if (keep) {
            for (int i = 0; i < batch.size(); i++) {
                samples.add(batch.sample(i));
            }
        }
        batches.incrementAndGet();
        published.addAndGet(batch.size());
    }

    @Override
    public void state(CollectorState.Phase phase, String code, String sentence) {
        states.add(phase + " " + code + ": " + sentence);
    }

    @Override
    public void device(String name) {
        states.add("device " + name);
    }

    @Override
    public void rate(double hertz) {
        // the rate depends on how the test's clock is moved
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        rejections.computeIfAbsent(reason, r -> new AtomicLong()).incrementAndGet();
    }

    long rejected(String reason) {
        AtomicLong count = rejections.get(reason);
        return count == null ? 0 : count.get();
    }

    String state() {
        return states.getLast();
    }
}
