package io.cartelem.core.can;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Notes what a collector tells; any thread may look.
final class CanContext implements CollectorContext {
    record Told(Phase phase, String code, String sentence) {}

    private final Clock clock;
    final List<SampleBatch> batches = new CopyOnWriteArrayList<>();
    final List<Told> states = new CopyOnWriteArrayList<>();
    final List<String> devices = new CopyOnWriteArrayList<>();
    final List<String> rejected = new CopyOnWriteArrayList<>();

    CanContext(Clock clock) {
        this.clock = clock;
    }

    /// Waits up to a minute, which only a very slow machine needs.
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "what was waited for did not come");
            LockSupport.parkNanos(200_000);
        }
    }

    boolean told(String code) {
        return states.stream().anyMatch(state -> state.code().equals(code));
    }

    String sentence(String code) {
        return states.stream()
                .filter(state -> state.code().equals(code))
                .map(Told::sentence)
                .reduce("", (first, last) -> last);
    }

    List<Sample> samples(String id) {
        List<Sample> found = new ArrayList<>();
        for (SampleBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                if (batch.channel(i).id().equals(id)) {
                    found.add(batch.sample(i));
                }
            }
        }
        return found;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void publish(SampleBatch batch) {
        batches.add(batch);
    }

    @Override
    public void state(Phase phase, String code, String sentence) {
        states.add(new Told(phase, code, sentence));
    }

    @Override
    public void device(String name) {
        devices.add(name);
    }

    @Override
    public void rate(double hertz) {}

    @Override
    public void rejected(String reason, byte[] bytes) {
        rejected.add(reason);
    }
}
