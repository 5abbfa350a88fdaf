package io.cartelem.core.sensor;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// Reads the lines of one sensor and publishes one batch for each piece of bytes that arrives.
///
/// Whatever the sensor sends, it harms nobody else: lines beyond its limit are thrown away and
/// counted before they are looked at, a stream of more than [#BYTES_PER_SECOND] is read with
/// pauses, so that the sender has to wait, and memory is bounded by the longest line and the limit.
public final class SensorCollector implements Collector {
    private static final int BUFFER = 16 * 1024;
    private static final int BYTES_PER_SECOND = 8 * 1024 * 1024;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration BREATH = Duration.ofMillis(10);
    private static final long SECOND_NS = 1_000_000_000L;

    /// A serial line sends ten bits a byte.
    private static final long BITS = 10;

    private final SensorDefinition sensor;
    private final LongSupplier lostMessages;

    /// @param lostMessages messages that the link had to give up since it was made, because they
    ///   came faster than they were read
    /// @throws IllegalArgumentException with a sentence when the description contradicts itself
    public SensorCollector(SensorDefinition sensor, LongSupplier lostMessages) {
        this.sensor = sensor;
        this.lostMessages = lostMessages;
        var _ = new SensorReader(sensor);
    }

    @Override
    public String source() {
        return sensor.name();
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        new Connection(link, context).run();
    }

    private final class Connection implements LineSplitter.Sink, SensorReader.Listener {
        private final ByteLink link;
        private final CollectorContext context;
        private final SensorReader reader = new SensorReader(sensor);
        private final LineSplitter splitter = new LineSplitter();
        private final SensorStatus status;
        private final Budget lines;
        private final Budget bytes;
        private final long nsPerByte;
        private SampleBatch.Builder batch = SampleBatch.builder(16);
        private String current = "";
        private long arrivalNs;
        private Instant utc = Instant.EPOCH;
        private long lost;

        Connection(ByteLink link, CollectorContext context) {
            this.link = link;
            this.context = context;
            long now = context.clock().monoNs();
            this.status = new SensorStatus(sensor, context, now);
            this.lines = new Budget(sensor.linesPerSecond(), now);
            this.bytes = new Budget(BYTES_PER_SECOND, now);
            this.nsPerByte = link.baud() > 0 ? BITS * SECOND_NS / link.baud() : 0;
            this.lost = lostMessages.getAsLong();
        }

        void run() throws LinkException, InterruptedException {
            if (link.hasBaud()) {
                splitter.joinMidLine();
            }
            byte[] buffer = new byte[BUFFER];
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                int got = link.read(buffer, 0, BUFFER, LOOK);
                long now = context.clock().monoNs();
                lines.at(now);
                bytes.at(now);
                if (got > 0) {
                    piece(buffer, got, now);
                }
                countLost();
                status.look(now);
                if (!bytes.take(got)) {
                    context.clock().pause(BREATH);
                }
            }
        }

        private void piece(byte[] buffer, int got, long now) {
            arrivalNs = now;
            utc = context.clock().utc();
            splitter.accept(buffer, 0, got, this);
            if (batch.size() > 0) {
                SampleBatch full = batch.build();
                batch = SampleBatch.builder(full.size());
                context.publish(full);
                status.published(full);
            }
        }

        @Override
        public void line(String text, int behind) {
            if (!lines.take()) {
                status.overLimit();
                context.rejected(status.limitReason(), text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            current = text;
            long behindNs = Math.min(behind * nsPerByte, SECOND_NS);
            status.line(
                    reader.read(text, arrivalNs - behindNs, utc.minusNanos(behindNs), batch, this));
        }

        @Override
        public void refused(String reason, byte[] beginning) {
            if (lines.take()) {
                status.line(SensorReader.Outcome.REFUSED);
            } else {
                status.overLimit();
            }
            status.refused(reason);
            context.rejected(reason, beginning);
        }

        @Override
        public void nothing(String why) {
            // A header or a comment is no trouble.
        }

        @Override
        public void refused(String reason) {
            status.refused(reason);
            context.rejected(reason, current.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void doubted(@Nullable SensorChannel channel, String reason) {
            status.doubted();
            context.rejected(reason, current.getBytes(StandardCharsets.UTF_8));
        }

        private void countLost() {
            for (long total = lostMessages.getAsLong(); lost < total; lost++) {
                context.rejected("messages came faster than they could be read", new byte[0]);
            }
        }
    }
}
