package io.cartelem.app.station;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.util.function.Consumer;

/// Bytes in memory as a link, as fast as they are read; its end is a loss.
final class MemoryLink implements ByteLink {
    private final byte[] bytes;
    private int at;

    private MemoryLink(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Runs a collector until it has read everything.
    static void read(Collector collector, byte[] bytes, Consumer<SampleBatch> sink)
            throws InterruptedException {
        try {
            collector.run(new MemoryLink(bytes), new Sink(sink));
        } catch (LinkException e) {
            if (e.reason() != LinkException.Reason.LOST) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException {
        if (at == bytes.length) {
            throw new LinkException(LinkException.Reason.LOST, "all is read");
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, buffer, offset, count);
        at += count;
        return count;
    }

    @Override
    public void write(byte[] sent) {}

    @Override
    public String address() {
        return "memory";
    }

    @Override
    public void close() {}

    private record Sink(Consumer<SampleBatch> batches) implements CollectorContext {
        @Override
        public Clock clock() {
            return Clock.system();
        }

        @Override
        public void publish(SampleBatch batch) {
            batches.accept(batch);
        }

        @Override
        public void state(Phase phase, String code, String sentence) {}

        @Override
        public void device(String name) {}

        @Override
        public void rate(double hertz) {}

        @Override
        public void rejected(String reason, byte[] bytes) {
            throw new AssertionError(reason);
        }
    }
}
