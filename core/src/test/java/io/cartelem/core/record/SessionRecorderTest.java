package io.cartelem.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

@Timeout(300)
class SessionRecorderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);

    private final StoreDouble store = new StoreDouble();
    private final TelemetryBus bus = new TelemetryBus();
    private final LiveState live = new LiveState();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final SessionRecorder recorder =
            new SessionRecorder(
                    store.port(),
                    bus,
                    live,
                    clock,
                    Duration.ofSeconds(1),
                    () -> SessionOrigin.SIMULATED);

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void keepsOnlyWhatIsMeasuredBetweenStartAndStop() {
        bus.publish(SampleBatch.of(RPM, clock.monoNs(), 1));
        SessionInfo session = recorder.start(SessionDraft.named("Lap"));
        long start = clock.monoNs();
        bus.publish(
                SampleBatch.builder(2).add(RPM, start - 5, 2).add(RPM, start + 5_000, 3).build());
        bus.publish(SampleBatch.of(RPM, start + 9_000, 4));
        assertEquals(2, recorder.status().samples());
        recorder.stop();
        bus.publish(SampleBatch.of(RPM, start + 10_000, 5));

        assertEquals(SessionOrigin.SIMULATED, session.origin());
        SampleBatch kept = SampleBatch.concat(store.appended(session.id()));
        assertEquals(2, kept.size());
        assertEquals(5_000, kept.timeNs(0));
        assertEquals(4, kept.value(1));
    }

    @Test
    void recordsOneSessionAtATime() {
        recorder.start(SessionDraft.named("One"));

        StoreException refused =
                assertThrows(StoreException.class, () -> recorder.start(SessionDraft.named("Two")));
        assertEquals(Reason.CONFLICT, refused.reason());
        assertTrue(refused.getMessage().contains("One"));
        assertThrows(StoreException.class, () -> recorder.start(1));

        recorder.stop();
        assertEquals(Reason.CONFLICT, assertThrows(StoreException.class, recorder::stop).reason());
        assertThrows(StoreException.class, () -> recorder.mark("late"));
        assertNotNull(recorder.start(SessionDraft.named("Two")));
    }

    @Test
    void keepsAFrameForEachInterval() throws InterruptedException {
        bus.subscribe(live);
        recorder.start(SessionDraft.named("Frames"));
        bus.publish(
                SampleBatch.builder(2)
                        .add(RPM, clock.monoNs(), 900.5)
                        .add(Channel.text("obd", "VIN"), clock.monoNs(), "W\"W")
                        .build());

        clock.awaitPause(PATIENCE);
        clock.advance(Duration.ofSeconds(1));
        assertEquals(
                "{\"obd.RPM\":900.5,\"obd.VIN\":\"W\\\"W\"}",
                store.frames.poll(60, TimeUnit.SECONDS));
        clock.awaitPause(PATIENCE);
        clock.advance(Duration.ofMillis(11_500));
        assertEquals("{}", store.frames.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void anchorsToSatelliteTime() {
        recorder.start(SessionDraft.named("Anchors"));
        Instant gps = Instant.parse("2026-06-01T11:00:00Z");
        recorder.trustedTime(clock.monoNs() - 1, gps);
        recorder.trustedTime(clock.monoNs() + 1_000, gps);

        assertEquals(1, store.anchors.size());
        assertEquals(new ClockAnchor(1_000, gps, ClockAnchor.Trust.GPS), store.anchors.getFirst());
    }

    @Test
    void countsWhatTheStoreGivesUp() {
        recorder.start(SessionDraft.named("Full disk"));
        store.failing = true;
        bus.publish(SampleBatch.of(RPM, clock.monoNs(), 1));

        assertEquals(1, recorder.status().lost());
    }

    @Test
    void marksTheInstantAndTellsItsListeners() {
        int[] changes = new int[1];
        TelemetryBus.Subscription listening = recorder.onChange(() -> changes[0]++);
        recorder.start(SessionDraft.named("Marks"));
        clock.advance(Duration.ofMillis(250));

        assertEquals(250_000_000L, recorder.mark("tyre change").timeNs());
        assertEquals(Duration.ofMillis(250), recorder.status().elapsed());
        listening.close();
        recorder.stop();
        assertEquals(1, changes[0]);
        assertFalse(recorder.status().recording());
    }

    @Test
    void reportsTheRateOfTheLastSeconds() {
        recorder.start(SessionDraft.named("Rate"));
        clock.advance(Duration.ofMillis(500));
        for (int i = 0; i < 10; i++) {
            bus.publish(SampleBatch.of(RPM, clock.monoNs(), i));
        }

        assertEquals(20, recorder.status().samplesPerSecond(), 0.1);
    }
}
