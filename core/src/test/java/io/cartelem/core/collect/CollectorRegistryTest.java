package io.cartelem.core.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.IdleLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ManualClock;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(300)
class CollectorRegistryTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final CollectorRegistry registry = new CollectorRegistry(clock);

    @AfterEach
    void close() {
        registry.close();
        assertTrue(registry.states().isEmpty());
    }

    @Test
    void keepsTheOrderInWhichSourcesWereNamed() {
        registry.start(supervisor("gps", new PluggableOpener()));
        registry.switchOff("meshtastic", "switched off in the settings");
        registry.start(supervisor("obd", new PluggableOpener()));
        assertEquals(
                List.of("gps", "meshtastic", "obd"),
                registry.states().stream().map(CollectorState::source).toList());
        assertEquals(2, registry.running().size());
        assertEquals("switched off in the settings", registry.states().get(1).sentence());
        assertTrue(registry.find("meshtastic").isEmpty());
        assertTrue(registry.find("nobody").isEmpty());
    }

    @Test
    void theOldCollectorLetsGoBeforeTheNewOneStarts() throws Exception {
        PluggableOpener port = new PluggableOpener();
        port.plug();
        registry.start(supervisor("gps", port));
        LoopbackLink first = port.device();
        CollectorSupervisor second = supervisor("gps", port);
        registry.start(second);
        port.device();
        LinkException lost = null;
        try {
            first.write(new byte[] {1});
        } catch (LinkException e) {
            lost = e;
        }
        assertEquals(LinkException.Reason.LOST, lost.reason());
        assertSame(second, registry.find("gps").orElseThrow());
        assertEquals(1, registry.states().size());
    }

    @Test
    void listenersHearAllCollectorsUntilTheyLeave() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        registry.attach(
                state -> {
                    throw new IllegalStateException("a broken listener");
                });
        TelemetryBus.Subscription handle =
                registry.attach(state -> heard.add(state.source() + " " + state.phase()));
        PluggableOpener port = new PluggableOpener();
        port.plug();
        registry.start(supervisor("gps", port));
        port.device().write(new byte[] {'A'});
        Await.until(() -> heard.contains("gps RUNNING"));
        registry.switchOff("gps", "no longer wanted");
        assertEquals("gps OFF", heard.getLast());
        handle.close();
        int before = heard.size();
        registry.switchOff("obd", "not there");
        assertEquals(before, heard.size());
    }

    @Test
    void aSourceCanBeForgotten() {
        registry.start(supervisor("gps", new PluggableOpener()));
        CollectorSupervisor running = registry.find("gps").orElseThrow();
        registry.remove("gps");
        registry.remove("gps");
        assertEquals(Phase.OFF, running.state().phase());
        assertFalse(registry.find("gps").isPresent());
    }

    @Test
    void aPlanEqualToTheOneInForceLeavesTheCollectorAlone() {
        TelemetryBus bus = new TelemetryBus();
        registry.apply(plan("brakes", "three columns"), bus);
        CollectorSupervisor first = registry.find("brakes").orElseThrow();
        registry.apply(plan("brakes", "three columns"), bus);
        assertSame(first, registry.find("brakes").orElseThrow());
        registry.apply(plan("brakes", "four columns"), bus);
        assertNotSame(first, registry.find("brakes").orElseThrow());
        assertEquals(Phase.OFF, first.state().phase());
    }

    @Test
    void aPlanWithoutIdentityAlwaysStartsAnew() {
        TelemetryBus bus = new TelemetryBus();
        registry.apply(plan("obd", null), bus);
        CollectorSupervisor first = registry.find("obd").orElseThrow();
        registry.apply(plan("obd", null), bus);
        assertNotSame(first, registry.find("obd").orElseThrow());
    }

    @Test
    void aSourceThatCannotBeStartedIsListedWithItsTrouble() {
        TelemetryBus bus = new TelemetryBus();
        registry.apply(plan("brakes", "three columns"), bus);
        registry.apply(new SourcePlan.Refused("brakes", "brakes: the link is missing"), bus);
        registry.apply(new SourcePlan.Off("oil", "not wanted"), bus);
        assertEquals(
                List.of("brakes refused brakes: the link is missing", "oil off null"),
                registry.states().stream()
                        .map(s -> s.source() + " " + s.code() + " " + s.lastError())
                        .toList());
        assertTrue(registry.running().isEmpty());
        registry.apply(plan("brakes", "three columns"), bus);
        assertTrue(registry.find("brakes").isPresent());
    }

    private static SourcePlan plan(String source, @Nullable Object identity) {
        return new SourcePlan.Run(
                new FakeCollector(source),
                IdleLink.opener("nowhere"),
                SupervisorSettings.DEFAULT,
                identity);
    }

    private CollectorSupervisor supervisor(String source, PluggableOpener port) {
        return new CollectorSupervisor(
                new FakeCollector(source),
                port,
                new TelemetryBus(),
                clock,
                SupervisorSettings.DEFAULT);
    }
}
