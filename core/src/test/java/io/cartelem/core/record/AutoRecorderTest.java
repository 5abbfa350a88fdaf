package io.cartelem.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.Await;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

@Timeout(300)
class AutoRecorderTest {
    private static final Channel GPS_SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    private static final Channel CAR_SPEED = Channel.number("obd", "SPEED", "km/h", 0);
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final StoreDouble store = new StoreDouble();
    private final TelemetryBus bus = new TelemetryBus();
    private final ManualClock clock = new ManualClock(NOON);
    private final SessionRecorder recorder =
            new SessionRecorder(
                    store.port(),
                    bus,
                    new LiveState(),
                    clock,
                    Duration.ZERO,
                    () -> SessionOrigin.LIVE);
    private final BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
    private final TelemetryBus.Subscription listening =
            recorder.onChange(() -> changes.add(recorder.status().recording()));
    private AutoRecorder auto = auto(OptionalDouble.of(30));

    private AutoRecorder auto(OptionalDouble threshold) {
        return new AutoRecorder(
                recorder,
                bus,
                clock,
                threshold,
                () -> SessionNames.next(store.port(), "Ring", LocalDate.of(2026, 6, 1)));
    }

    @AfterEach
    void close() {
        listening.close();
        auto.close();
        recorder.close();
    }

    /// `seconds` of a speed, twice a second.
    private void drive(Channel channel, double kph, double seconds) {
        for (int i = 0; i < 2 * seconds; i++) {
            clock.advance(Duration.ofMillis(500));
            bus.publish(SampleBatch.of(channel, clock.monoNs(), kph));
        }
    }

    private void awaitRecording(boolean on) {
        Await.until(() -> recorder.status().recording() == on);
    }

    @Test
    void beginsOnSpeedWithTheTenSecondsBefore() {
        drive(GPS_SPEED, 10, 30);
        long publishedBefore = clock.monoNs();
        drive(GPS_SPEED, 40, 3);
        awaitRecording(true);
        SessionInfo session = recorder.status().session();
        drive(GPS_SPEED, 50, 2);

        assertEquals("Ring 2026-06-01 #1", session.name());
        assertEquals("Ring", session.details().track());
        Await.until(() -> SampleBatch.concat(store.appended(session.id())).size() >= 24);
        SampleBatch kept = SampleBatch.concat(store.appended(session.id()));
        long startNs = clock.monoNs() - recorder.status().elapsed().toNanos();
        assertTrue(startNs <= publishedBefore - 6_000_000_000L, "too little before the start");
        assertEquals(NOON.plusNanos(startNs), store.begun.get(session.id()));
        for (int i = 1; i < kept.size(); i++) {
            assertEquals(500_000_000L, kept.timeNs(i) - kept.timeNs(i - 1), "at " + i);
        }
        assertTrue(kept.timeNs(0) >= 0 && kept.timeNs(0) <= 500_000_000L);
        assertEquals(clock.monoNs() - startNs, kept.timeNs(kept.size() - 1));
    }

    @Test
    void endsAfterTwoMinutesAtRest() {
        drive(GPS_SPEED, 60, 3);
        awaitRecording(true);
        drive(GPS_SPEED, 0.4, 60);
        drive(GPS_SPEED, 20, 2);
        drive(GPS_SPEED, 0.4, 119);
        // The queue is worked off when a later order of the same thread was obeyed.
        assertTrue(recorder.status().recording());
        drive(GPS_SPEED, 0.4, 3);
        awaitRecording(false);

        drive(GPS_SPEED, 60, 3);
        awaitRecording(true);
        assertEquals("Ring 2026-06-01 #2", recorder.status().session().name());
    }

    @Test
    void neverEndsWhatAPersonBegan() {
        recorder.start(SessionDraft.named("Mine"));
        drive(GPS_SPEED, 60, 5);
        drive(GPS_SPEED, 0, 200);
        auto.close();

        assertEquals("Mine", recorder.status().session().name());
    }

    @Test
    void doesNotBeginAgainWhatAPersonEndedWhileDriving() {
        drive(GPS_SPEED, 60, 3);
        awaitRecording(true);
        recorder.stop();
        drive(GPS_SPEED, 60, 60);
        auto.close();
        assertFalse(recorder.status().recording());
        assertEquals(2, changes.size());
    }

    @Test
    void takesTheCarsOwnSpeedWhereThereIsNoReceiver() {
        drive(CAR_SPEED, 60, 3);
        awaitRecording(true);
    }

    @Test
    void oneWrongSpeedBeginsNothing() {
        for (int i = 0; i < 20; i++) {
            drive(GPS_SPEED, 120, 0.5);
            drive(GPS_SPEED, 2, 1);
        }
        auto.close();

        assertEquals(0, changes.size());
    }

    @Test
    void offMeansOff() {
        auto.threshold(OptionalDouble.empty());
        drive(GPS_SPEED, 200, 20);
        auto.close();
        assertEquals(0, changes.size());

        auto = auto(OptionalDouble.empty());
        recorder.startEarlier(SessionDraft.named("By hand"), Duration.ofSeconds(10));
        assertEquals(0, store.appended(1).size());
    }

    @Test
    void numbersSessionsOfADay() {
        LocalDate day = LocalDate.of(2026, 6, 1);
        assertEquals("Drive 2026-06-01 #1", SessionNames.next(store.port(), null, day).name());
        store.port().create(SessionDraft.named("Drive 2026-06-01 #7"), SessionOrigin.LIVE, NOON);
        store.port().create(SessionDraft.named("Drive 2026-06-01 #x"), SessionOrigin.LIVE, NOON);
        assertEquals("Drive 2026-06-01 #8", SessionNames.next(store.port(), " ", day).name());
        assertTrue(SessionNames.next(store.port(), "x".repeat(300), day).name().length() < 255);
    }
}
