package io.cartelem.core.collect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkTap;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(300)
class CollectorSupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final TelemetryBus bus = new TelemetryBus();
    private final PluggableOpener port = new PluggableOpener();
    private final CollectorSupervisor supervisor =
            new CollectorSupervisor(
                    new FakeCollector("gps"), port, bus, clock, SupervisorSettings.DEFAULT);

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void goesThroughThePhasesOfAConnection() throws Exception {
        List<Phase> phases = new CopyOnWriteArrayList<>();
        List<Double> values = new CopyOnWriteArrayList<>();
        bus.subscribe(batch -> values.add(batch.value(0)));
        TelemetryBus.Subscription listening = supervisor.attach(s -> phases.add(s.phase()));
        assertEquals(Phase.OFF, supervisor.state().phase());
        assertEquals("gps", supervisor.source());
        port.plug();
        supervisor.start();
        send(port.device(), "A");
        awaitPhase(Phase.RUNNING);
        Await.until(() -> phases.size() == 4);
        listening.close();
        CollectorState state = supervisor.state();
        assertEquals("fake device", state.device());
        assertEquals("loopback:host", state.address());
        assertEquals(1.0, state.rateHz());
        assertFalse(state.simulated());
        assertNull(state.lastError());
        assertEquals(List.of(65.0), values);
        supervisor.close();
        assertEquals(
                List.of(Phase.CONNECTING, Phase.STARTING, Phase.STARTING, Phase.RUNNING), phases);
        assertEquals(Phase.OFF, supervisor.state().phase());
        assertEquals("off", supervisor.state().code());
    }

    @Test
    void backsOffFromOneSecondToThirtyAndNeverGivesUp() throws Exception {
        supervisor.start();
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 9; attempt++) {
            int made = attempt;
            Await.until(() -> port.attempts.get() == made);
            awaitPhase(Phase.RETRYING);
            long before = clock.monoNs();
            while (port.attempts.get() == made) {
                clock.advance(clock.awaitPause(PATIENCE));
                Await.until(() -> port.attempts.get() > made || isPaused());
            }
            pauses.add((clock.monoNs() - before) / 1_000_000_000);
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L, 30L), pauses);
    }

    private boolean isPaused() {
        try {
            clock.awaitPause(Duration.ZERO);
            return true;
        } catch (IllegalStateException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void saysWhyItRetriesAndCountsTheSecondsDown() throws Exception {
        supervisor.start();
        awaitPhase(Phase.RETRYING);
        clock.awaitPause(PATIENCE);
        CollectorState state = supervisor.state();
        assertEquals("not_found", state.code());
        assertEquals("the port is not there; next attempt in 1 s", state.sentence());
        assertEquals("the port is not there", state.lastError());
        assertEquals("/dev/ttyTEST0", state.address());
    }

    @Test
    void aDeviceThatIsPluggedInAgainIsTriedAtOnce() throws Exception {
        port.tellsPresence = true;
        port.plug();
        supervisor.start();
        LoopbackLink device = port.device();
        long before = clock.monoNs();
        port.unplug();
        device.close();
        awaitPhase(Phase.RETRYING);
        assertEquals("lost", supervisor.state().code());
        clock.awaitPause(PATIENCE);
        port.plug();
        clock.advance(Duration.ofMillis(200));
        port.device();
        assertEquals(200, (clock.monoNs() - before) / 1_000_000);
    }

    @Test
    void aDeviceThatStaysButFailsIsNotTriedAtOnce() throws Exception {
        port.tellsPresence = true;
        port.plug();
        supervisor.start();
        port.device().close();
        awaitPhase(Phase.RETRYING);
        for (int i = 0; i < 4; i++) {
            clock.awaitPause(PATIENCE);
            clock.advance(Duration.ofMillis(200));
        }
        clock.awaitPause(PATIENCE);
        assertEquals(1, port.attempts.get());
        clock.advance(Duration.ofMillis(200));
        port.device();
    }

    @Test
    void aConnectionThatDeliveredForAWhileResetsThePauses() throws Exception {
        supervisor.start();
        for (int attempt = 1; attempt <= 3; attempt++) {
            int made = attempt;
            Await.until(() -> port.attempts.get() == made);
            if (attempt == 3) {
                port.plug();
            }
            passPause();
        }
        LoopbackLink device = port.device();
        send(device, "A");
        awaitPhase(Phase.RUNNING);
        clock.advance(Duration.ofSeconds(5));
        send(device, "BC");
        Await.until(() -> bus.published() == 3);
        device.close();
        awaitPhase(Phase.RETRYING);
        assertEquals(
                "loopback:device unplugged its end; next attempt in 1 s",
                supervisor.state().sentence());
    }

    private void passPause() throws InterruptedException {
        awaitPhase(Phase.RETRYING);
        int made = port.attempts.get();
        while (port.attempts.get() == made) {
            clock.advance(clock.awaitPause(PATIENCE));
            Await.until(() -> port.attempts.get() > made || isPaused());
        }
    }

    @Test
    void aCollectorThatBreaksIsStartedAgain() throws Exception {
        port.plug();
        supervisor.start();
        send(port.device(), "!");
        awaitPhase(Phase.RETRYING);
        assertEquals("internal_error", supervisor.state().code());
        assertTrue(supervisor.state().sentence().contains("it broke"));
        passPause();
        send(port.device(), ".");
        awaitCode("ended");
    }

    @Test
    void equalRejectionsCollapse() throws Exception {
        port.plug();
        supervisor.start();
        LoopbackLink device = port.device();
        send(device, "x");
        Await.until(() -> supervisor.state().rejected() == 1);
        clock.advance(Duration.ofSeconds(3));
        send(device, "xx");
        Await.until(() -> supervisor.state().rejected() == 3);
        Rejection only = supervisor.rejections().getFirst();
        assertEquals(1, supervisor.rejections().size());
        assertEquals("an x came", only.reason());
        assertEquals(3, only.count());
        assertEquals(0, only.firstNs());
        assertEquals(3_000_000_000L, only.lastNs());
        assertArrayEquals(new byte[] {'x'}, only.sample());
    }

    @Test
    void theTranscriptAndTheCaptureSeeTheBytes() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        LinkTap tap =
                new LinkTap() {
                    @Override
                    public void received(byte[] bytes, int offset, int length) {
                        seen.add("<" + new String(bytes, offset, length, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void sent(byte[] bytes) {
                        seen.add(">" + new String(bytes, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void note(String text) {
                        seen.add(text);
                    }
                };
        port.plug();
        supervisor.start();
        LoopbackLink device = port.device();
        send(device, "A");
        awaitPhase(Phase.RUNNING);
        supervisor.capture(tap);
        send(device, "B");
        Await.until(() -> seen.size() == 2);
        assertEquals(List.of("capture begins: loopback:host", "<B"), seen);
        supervisor.capture(null);
        send(device, "C");
        Await.until(() -> bus.published() == 3);
        assertEquals(2, seen.size());
        String transcript = "";
        for (Transcript.Entry entry : supervisor.transcript()) {
            transcript +=
                    entry.direction()
                            + ":"
                            + new String(entry.bytes(), StandardCharsets.UTF_8)
                            + " ";
        }
        assertEquals("NOTE:open loopback:host FROM_DEVICE:ABC ", transcript);
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws Exception {
        supervisor.attach(
                state -> {
                    throw new IllegalStateException("a broken listener");
                });
        port.plug();
        supervisor.start();
        send(port.device(), "A");
        awaitPhase(Phase.RUNNING);
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        CollectorSupervisor never =
                new CollectorSupervisor(
                        new FakeCollector("obd"),
                        port,
                        bus,
                        clock,
                        SupervisorSettings.DEFAULT.asSimulated());
        assertTrue(never.state().simulated());
        never.close();

        supervisor.start();
        awaitPhase(Phase.RETRYING);
        clock.awaitPause(PATIENCE);
        supervisor.close();
        supervisor.close();
        assertEquals(Phase.OFF, supervisor.state().phase());
    }

    @Test
    void pausesMustMakeSense() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    private void awaitPhase(Phase phase) {
        Await.until(() -> supervisor.state().phase() == phase);
    }

    private void awaitCode(String code) {
        Await.until(() -> supervisor.state().code().equals(code));
    }

    private static void send(LoopbackLink device, String text) throws Exception {
        device.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
