package io.cartelem.core.obd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.discovery.DeviceProbe.Finding;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.TcpLink;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.obd.adapter.ElmProbe;
import io.cartelem.core.obd.elm.ElmTimeouts;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.elm.ElmProfile;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The collector at a simulated WiFi adapter, reached as a real one.
class TcpDriveTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final SimulatedCarSettings CAR =
            SimulatedCarSettings.usual()
                    .withCar(CarSettings.usual().withLatency(Duration.ofMillis(2)))
                    .withAdapter(ElmProfile.genuineStn().withTiming(ElmProfile.Timing.NONE));

    private static ByteLink open(SimulatedCar car) throws Exception {
        URI address = new URI(car.elmAddress());
        return TcpLink.open(car.elmAddress(), address.getHost(), address.getPort(), PATIENCE);
    }

    @Test
    void noticesThePulledPlugAndGoesOnAfterReplugging() throws Exception {
        try (SimulatedCar car = SimulatedCar.start(CAR, Clock.system())) {
            ObdCollector collector =
                    new ObdCollector(
                            ObdSettings.of("RPM,SPEED", 100)
                                    .withTimeouts(ElmTimeouts.all(PATIENCE)));
            for (int round = 0; round < 3; round++) {
                RecordingContext context =
                        new RecordingContext(Clock.system()) {
                            @Override
                            public void publish(SampleBatch batch) {
                                super.publish(batch);
                                if (samples("RPM").size() >= 5) {
                                    car.unplugAdapter();
                                }
                            }
                        };
                try (ByteLink link = open(car)) {
                    LinkException e =
                            assertThrows(LinkException.class, () -> collector.run(link, context));
                    assertEquals(LinkException.Reason.LOST, e.reason());
                }
                assertTrue(context.samples("RPM").size() >= 5);
                assertTrue(context.devices.getFirst().contains("STN2120"));
                car.replug();
            }
        }
    }

    @Test
    void isFoundByProbing() throws Exception {
        try (SimulatedCar car = SimulatedCar.start(CAR, Clock.system());
                ByteLink link = open(car)) {
            assertEquals(
                    Optional.of(new Finding("obd", "ELM327 v1.4b", 0)),
                    new ElmProbe(PATIENCE).probe(link));
        }
    }
}
