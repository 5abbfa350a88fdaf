package io.cartelem.core.obd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.adapter.AdapterProfile.Ability;
import io.cartelem.core.obd.diag.ControlUnit;
import io.cartelem.core.obd.diag.DiagnosticsException;
import io.cartelem.core.obd.diag.DiagnosticsException.Reason;
import io.cartelem.core.obd.diag.FreezeFrame;
import io.cartelem.core.obd.diag.HealthReport;
import io.cartelem.core.obd.diag.TroubleCode;
import io.cartelem.core.obd.diag.TroubleCodes;
import io.cartelem.core.obd.diag.VehicleReport;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.ObdProtocol;
import io.cartelem.core.sim.elm.ElmProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Diagnostic requests of another thread while the collector polls the simulated car.
@Timeout(300)
class DiagnosticsTest {
    private static final CarSettings QUICK =
            CarSettings.usual().withWarm(true).withLatency(Duration.ofMillis(1));

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(240, TimeUnit.SECONDS);
    }

    private static List<String> codes(List<TroubleCode> codes) {
        return codes.stream().map(TroubleCode::code).toList();
    }

    private static Reason refusal(CompletableFuture<?> future) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> get(future));
        return assertInstanceOf(DiagnosticsException.class, e.getCause()).reason();
    }

    @ParameterizedTest
    @EnumSource(
            value = ObdProtocol.class,
            names = {"CAN_11_500", "CAN_29_500", "ISO_9141_2", "KWP_FAST", "J1850_PWM"})
    void reportsTheWholeCarWhileItIsPolled(ObdProtocol protocol) throws Exception {
        CarSettings settings = QUICK.withProtocol(protocol).withLatency(Duration.ofMillis(1));
        try (SimulatedDrive drive =
                new SimulatedDrive(settings, ElmProfile.genuine(), "RPM,SPEED")) {
            drive.awaitMore("RPM", 3);
            drive.car.fail("P0301");
            drive.car.suspect("P0420");

            VehicleReport report = get(drive.collector.diagnostics().report());

            assertEquals(CarSettings.DEFAULT_VIN, report.vin());
            assertEquals(List.of("P0301"), codes(report.stored()));
            assertEquals("Misfires in cylinder 1", report.stored().getFirst().meaning());
            assertTrue(codes(report.pending()).contains("P0420"), () -> "" + report.pending());
            assertTrue(report.milOn());
            assertEquals("ELM327 v2.2", report.adapter());
            assertTrue(report.volts() > 11 && report.volts() < 16, () -> "" + report.volts());
            assertEquals(2, report.units().size());
            ControlUnit engine = report.units().getFirst();
            assertTrue(engine.readiness() != null && engine.readiness().codes() == 1);
            assertFalse(engine.calibrations().isEmpty());
            FreezeFrame frame = report.freezeFrames().getFirst();
            assertEquals("P0301", frame.code().code());
            assertTrue(
                    frame.values().stream()
                            .anyMatch(value -> value.channel().name().equals("RPM")));
            drive.awaitMore("RPM", 3);
        }
    }

    @Test
    void clearsOnRequestOnly() throws Exception {
        try (SimulatedDrive drive = new SimulatedDrive(QUICK, ElmProfile.genuine(), "RPM,SPEED")) {
            drive.awaitMore("RPM", 3);
            drive.car.fail("P0301");
            assertEquals(
                    List.of("P0301"), codes(get(drive.collector.diagnostics().report()).stored()));
            assertEquals(
                    List.of("P0301"), codes(get(drive.collector.diagnostics().report()).stored()));

            VehicleReport after = get(drive.collector.diagnostics().clearCodes());
            assertEquals(List.of(), after.stored());
            assertEquals(List.of(), after.freezeFrames());
            assertFalse(after.milOn());
        }
    }

    @Test
    void readsTheCodesAloneAndKeepsThemAsText() throws Exception {
        try (SimulatedDrive drive = new SimulatedDrive(QUICK, ElmProfile.genuine(), "RPM,SPEED")) {
            drive.awaitMore("RPM", 3);
            assertEquals("none", TroubleCodes.text(get(drive.collector.diagnostics().codes())));
            drive.car.fail("P0420");
            drive.car.fail("P0301");
            String text = TroubleCodes.text(get(drive.collector.diagnostics().codes()));
            assertEquals("P0301 P0420", text);
            assertEquals(Set.of("P0301", "P0420"), TroubleCodes.parse(text));
            assertEquals(Set.of(), TroubleCodes.parse("none"));
        }
    }

    @Test
    void refusesWithoutAnAdapterAndWithTheIgnitionOff() {
        ObdCollector idle = new ObdCollector(ObdSettings.defaults());
        assertEquals(Reason.NOT_CONNECTED, refusal(idle.diagnostics().report()));

        try (SimulatedDrive drive =
                new SimulatedDrive(QUICK.withIgnition(false), ElmProfile.genuine(), "RPM,SPEED")) {
            drive.awaitState("ignition_off");
            assertEquals(Reason.CAR_SILENT, refusal(drive.collector.diagnostics().report()));
        }
    }

    @Test
    void refusesMoreRequestsThanFit() throws Exception {
        try (SimulatedDrive drive =
                new SimulatedDrive(
                        QUICK.withLatency(Duration.ofMillis(20)),
                        ElmProfile.genuine(),
                        "RPM,SPEED")) {
            drive.awaitMore("RPM", 3);
            List<CompletableFuture<VehicleReport>> futures = new ArrayList<>();
            drive.publishing.lock();
            try {
                drive.await("stop", drive.publishing::hasQueuedThreads);
                for (int i = 0; i < 8; i++) {
                    futures.add(drive.collector.diagnostics().report());
                }
                assertEquals(Reason.BUSY, refusal(futures.getLast()));
                drive.unplug();
            } finally {
                drive.publishing.unlock();
            }
            long failed = futures.stream().filter(future -> failure(future) != null).count();
            assertEquals(8, failed, "whoever waits is told when the link closes");
        }
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return future.handle((value, why) -> why).join();
    }

    /// A drive by a clock that counts what is done, so that speed is the same on every machine.
    private static SimulatedDrive measured(ElmProfile profile, String channels) {
        return new SimulatedDrive(
                QUICK,
                profile,
                channels,
                AdapterMemory.ofProcess(),
                Duration.ofMinutes(1),
                new LeapClock());
    }

    @Test
    void examinesAGenuineAdapter() throws Exception {
        try (SimulatedDrive drive = measured(ElmProfile.genuine(), "RPM,SPEED,COOLANT_TEMP@1")) {
            drive.awaitMore("RPM", 3);
            HealthReport report = get(drive.check(Duration.ofSeconds(1)));

            assertEquals("up to 6 PIDs in a request", report.chosen());
            assertEquals(List.of(), report.faults());
            assertEquals(
                    List.of("RPM", "SPEED", "COOLANT_TEMP").stream().sorted().toList(),
                    report.reachableHz().keySet().stream().sorted().toList());
            assertTrue(report.reachableHz().get("RPM") > 50, report::toString);
            assertEquals(1.0, report.reachableHz().get("COOLANT_TEMP"), 1.0);
            assertTrue(report.sentences().getFirst().startsWith("ELM327 v2.2 answers in"));
        }
    }

    @Test
    void findsWhatAPoorCloneLacks() throws Exception {
        try (SimulatedDrive drive = measured(ElmProfile.cloneV21(), "RPM,SPEED")) {
            drive.awaitMore("RPM", 3);
            HealthReport report = get(drive.check(Duration.ofSeconds(1)));

            assertTrue(
                    report.faults()
                            .contains("It has no adaptive timing and waits its full time-out."));
            assertTrue(
                    report.faults()
                            .contains(
                                    "It does not understand the number of expected lines behind a"
                                            + " request."));
            assertTrue(
                    report.faults()
                            .contains(
                                    "Several PIDs in one request do not work with it and this"
                                            + " car."));
            assertEquals("one by one", report.chosen());
            assertEquals(
                    Ability.FAILS, drive.memory.adapter("ELM327 v2.1").orElseThrow().countDigit());
            drive.awaitMore("RPM", 3);
            assertNull(drive.end());
        }
    }

    @Test
    void triesAShorterTimeOutWhereThereIsNoAdaptiveTiming() throws Exception {
        ElmProfile profile =
                ElmProfile.genuine()
                        .withMissing(Set.of("ATAT"))
                        .withCountDigit(ElmProfile.Handling.REFUSED);
        try (SimulatedDrive drive = measured(profile, "RPM,SPEED")) {
            drive.awaitMore("RPM", 3);
            HealthReport report = get(drive.check(Duration.ofSeconds(1)));
            assertTrue(
                    report.valuesPerSecond().containsKey("one by one, shorter time-out"),
                    report::toString);
            drive.awaitMore("RPM", 3);
        }
    }

    @Test
    void hasNothingToMeasureWithoutChannels() {
        try (SimulatedDrive drive =
                new SimulatedDrive(QUICK, ElmProfile.genuine(), "hybrid_battery_remaining")) {
            drive.awaitState("no_channels");
            assertEquals(Reason.REFUSED, refusal(drive.check(Duration.ofSeconds(1))));
        }
    }
}
