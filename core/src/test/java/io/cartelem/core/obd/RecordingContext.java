package io.cartelem.core.obd;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notes everything that a collector tells; any thread may look.
public class RecordingContext implements CollectorContext {
    private final Clock clock;
    public final List<SampleBatch> batches = new CopyOnWriteArrayList<>();
    public final List<String> states = new CopyOnWriteArrayList<>();
    public final List<String> sentences = new CopyOnWriteArrayList<>();
    public final List<CollectorState.Phase> phases = new CopyOnWriteArrayList<>();
    public final List<String> devices = new CopyOnWriteArrayList<>();
    public final List<String> rejections = new CopyOnWriteArrayList<>();
    public final List<Double> rates = new CopyOnWriteArrayList<>();

    public RecordingContext(Clock clock) {
        this.clock = clock;
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
    public void state(CollectorState.Phase phase, String code, String sentence) {
        phases.add(phase);
        states.add(code);
        sentences.add(sentence);
    }

    @Override
    public void device(String name) {
        devices.add(name);
    }

    @Override
    public void rate(double hertz) {
        rates.add(hertz);
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        rejections.add(reason);
    }

    /// All samples of one channel, in order.
    public List<Sample> samples(String channel) {
        List<Sample> found = new ArrayList<>();
        for (SampleBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                if (batch.channel(i).name().equals(channel)) {
                    found.add(batch.sample(i));
                }
            }
        }
        return found;
    }
}
