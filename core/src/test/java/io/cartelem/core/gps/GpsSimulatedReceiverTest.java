package io.cartelem.core.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.SerialLink;
import io.cartelem.core.collect.transport.SerialSettings;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.PseudoTerminal;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;
import io.cartelem.core.sim.nmea.ReceiverProfile;
import io.cartelem.core.sim.nmea.ReceiverProfile.Kind;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The collector against the simulated receivers on a serial port on which the rate matters: from 1
/// Hz at 9600 baud, as they come from the shop, to 10 Hz.
class GpsSimulatedReceiverTest {
    private static final double SPEED = 6;

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UBLOX_8", "UBLOX_10", "MEDIATEK", "CASIC"})
    void bringsAFreshReceiverToTenHertz(Kind kind) throws Exception {
        Assumptions.assumeTrue(PseudoTerminal.available());
        Clock clock = new ScaledClock(SPEED, Instant.parse("2026-11-23T12:00:00Z"));
        SimulatedCarSettings settings =
                SimulatedCarSettings.usual()
                        .withPtys(true)
                        .withReceiver(
                                ReceiverProfile.fresh(kind)
                                        .withFirstFix(Duration.ZERO)
                                        .withPaced(true));
        try (SimulatedCar car = SimulatedCar.start(settings, clock);
                SerialLink link = SerialLink.open(car.gpsAddress(), SerialSettings.at(38_400))) {
            CountDownLatch reached = new CountDownLatch(1);
            RecordingContext context =
                    new RecordingContext(clock) {
                        @Override
                        public void state(Phase phase, String code, String sentence) {
                            super.state(phase, code, sentence);
                            if (sentence.startsWith("10 Hz 3D")) {
                                reached.countDown();
                            }
                        }
                    };
            GpsCollector collector =
                    new GpsCollector(GpsSettings.live(10, 0, GpsTimeListener.NONE));
            boolean inTime = false;
            // On a busy machine an answer may come too late; the next connection asks again.
            for (int tries = 0; tries < 8 && !inTime; tries++) {
                Thread thread =
                        Thread.ofPlatform()
                                .start(
                                        () ->
                                                assertThrows(
                                                        Exception.class,
                                                        () -> collector.run(link, context)));
                inTime = reached.await(30, TimeUnit.SECONDS);
                thread.interrupt();
                thread.join();
            }
            assertTrue(inTime, () -> "last state: " + context.lastState());
            assertEquals(100, car.receiver().periodMs());
            assertEquals(115_200, car.receiver().baud());
            assertFalse(context.devices.isEmpty());
        }
    }
}
