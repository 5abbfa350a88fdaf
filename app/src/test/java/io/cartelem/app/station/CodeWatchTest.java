package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cartelem.app.desk.FakeCar;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.obd.diag.TroubleCodes;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(600)
class CodeWatchTest {
    private final TelemetryBus bus = new TelemetryBus();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final BlockingQueue<SampleBatch> published = new LinkedBlockingQueue<>();

    @Test
    void readsTheCodesWhenARecordingBegins() throws Exception {
        bus.subscribe(published::add);
        ObdDiagnostics car = new FakeCar();
        try (CodeWatch watch = new CodeWatch(bus, clock, () -> Optional.of(car))) {
            watch.recording(true);
            watch.recording(true);
            SampleBatch batch = published.poll(60, TimeUnit.SECONDS);
            assertNotNull(batch);
            assertEquals(TroubleCodes.CHANNEL, batch.channel(0));
            assertEquals("P0171 P0301", batch.text(0));
            assertEquals(clock.monoNs(), batch.timeNs(0));
            watch.recording(false);
            watch.recording(true);
            assertNotNull(published.poll(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void saysNothingWithoutACar() throws Exception {
        bus.subscribe(published::add);
        CountDownLatch asked = new CountDownLatch(1);
        try (CodeWatch watch =
                new CodeWatch(
                        bus,
                        clock,
                        () -> {
                            asked.countDown();
                            return Optional.empty();
                        })) {
            watch.recording(true);
            assertEquals(true, asked.await(60, TimeUnit.SECONDS));
        }
        assertNull(published.poll());
    }
}
