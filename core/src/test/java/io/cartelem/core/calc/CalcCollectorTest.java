package io.cartelem.core.calc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.transport.IdleLink;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class CalcCollectorTest {
    private static final Channel SPEED = Channel.number("obd", "SPEED", "km/h", 0);

    @Test
    void publishesOnTheBusItListensTo() {
        TelemetryBus bus = new TelemetryBus();
        LiveState live = new LiveState();
        bus.subscribe(live);
        CalcCollector collector =
                new CalcCollector(
                        List.of(
                                new CalcDefinition("mps", "m/s", 1, "obd.SPEED / 3.6", 0),
                                new CalcDefinition("bad", "", 1, "obd.SPEED +", 0)),
                        Map.of("worse", "sensors.toml, line 9, calc.worse: wrong"),
                        bus);
        try (CollectorSupervisor supervisor =
                new CollectorSupervisor(
                        collector,
                        IdleLink.opener("other channels"),
                        bus,
                        Clock.system(),
                        SupervisorSettings.DEFAULT)) {
            supervisor.start();
            Await.until(() -> supervisor.state().phase() == Phase.WAITING);
            assertEquals(2, supervisor.state().rejected());
            long start = System.nanoTime();
            // the collector may subscribe a moment after it has said so
            Await.until(
                    () -> {
                        bus.publish(SampleBatch.of(SPEED, System.nanoTime(), 36));
                        return live.latest("calc.mps").isPresent();
                    });
            assertEquals(10, live.latest("calc.mps").orElseThrow().value());
            assertEquals("m/s", live.latest("calc.mps").orElseThrow().channel().unit());
            assertTrue(live.latest("calc.mps").orElseThrow().timeNs() >= start);
        }
    }
}
