package io.cartelem.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

@Timeout(300)
class PreRollTest {
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void keepsTheLastSecondsAndNoMore() {
        PreRoll preRoll = new PreRoll();
        preRoll.add(SampleBatch.of(RPM, 0, 1));
        assertEquals(0, preRoll.samples());
        preRoll.span(10 * SECOND);
        for (int i = 0; i < 60; i++) {
            preRoll.add(SampleBatch.of(RPM, i * SECOND, i));
        }

        List<SampleBatch> kept = preRoll.drain();
        assertEquals(11, kept.size());
        assertEquals(49, kept.getFirst().value(0));
        assertEquals(0, preRoll.samples());
    }

    @Test
    void isBoundedInSamplesToo() {
        PreRoll preRoll = new PreRoll();
        preRoll.span(10 * SECOND);
        SampleBatch.Builder much = SampleBatch.builder(50_000);
        for (int i = 0; i < 50_000; i++) {
            much.add(RPM, 5, i);
        }
        SampleBatch batch = much.build();
        for (int i = 0; i < 10; i++) {
            preRoll.add(batch);
        }

        assertEquals(200_000, preRoll.samples());
        preRoll.span(0);
        assertEquals(0, preRoll.samples());
    }

    @Test
    void nothingIsLostDoubledOrOutOfOrderWhenARecordingTakesOver() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            StoreDouble store = new StoreDouble();
            TelemetryBus bus = new TelemetryBus();
            Clock clock = Clock.system();
            SessionRecorder recorder =
                    new SessionRecorder(
                            store.port(),
                            bus,
                            new LiveState(),
                            clock,
                            Duration.ZERO,
                            () -> SessionOrigin.LIVE);
            recorder.keepBefore(Duration.ofHours(1));
            CountDownLatch half = new CountDownLatch(3);
            List<Thread> publishers = new ArrayList<>();
            for (int p = 0; p < 3; p++) {
                Channel channel = Channel.number("source" + p, "count", "", 0);
                publishers.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            for (int i = 0; i < 2_000; i++) {
                                                bus.publish(
                                                        SampleBatch.of(channel, clock.monoNs(), i));
                                                if (i == 1_000) {
                                                    half.countDown();
                                                }
                                            }
                                        }));
            }
            half.await();
            SessionInfo session =
                    recorder.startEarlier(SessionDraft.named("Over"), Duration.ofHours(1));
            for (Thread publisher : publishers) {
                publisher.join();
            }
            recorder.close();
            SampleBatch kept = SampleBatch.concat(store.appended(session.id()));

            assertEquals(6_000, kept.size());
            int[] next = new int[3];
            for (int i = 0; i < kept.size(); i++) {
                int source = kept.channel(i).source().charAt(6) - '0';
                assertEquals(next[source]++, (int) kept.value(i));
                assertTrue(kept.timeNs(i) >= 0);
            }
        }
    }
}
