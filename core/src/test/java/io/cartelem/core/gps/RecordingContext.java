package io.cartelem.core.gps;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import java.util.ArrayList;
import java.util.List;

/// Keeps what a collector tells.
class RecordingContext implements CollectorContext {
    record Told(Phase phase, String code, String sentence) {}

    final List<SampleBatch> batches = new ArrayList<>();
    final List<Told> states = new ArrayList<>();
    final List<String> devices = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    double hertz;
    private final Clock clock;

    RecordingContext(Clock clock) {
        this.clock = clock;
    }

    List<String> codes() {
        return states.stream().map(Told::code).distinct().toList();
    }

    Told lastState() {
        return states.getLast();
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
    public void rate(double hertz) {
        this.hertz = hertz;
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        rejected.add(reason);
    }
}
