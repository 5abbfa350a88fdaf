package io.cartelem.app.desk;

import io.cartelem.core.model.Channel;
import io.cartelem.core.obd.diag.ControlUnit;
import io.cartelem.core.obd.diag.DiagnosticsException;
import io.cartelem.core.obd.diag.FreezeFrame;
import io.cartelem.core.obd.diag.HealthReport;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.obd.diag.Readiness;
import io.cartelem.core.obd.diag.TroubleCode;
import io.cartelem.core.obd.diag.VehicleReport;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A car with a misfire, which answers at once.
public final class FakeCar implements ObdDiagnostics {
    private static final TroubleCode MISFIRE =
            new TroubleCode("P0301", "Cylinder 1 misfire detected", "7E8");
    private static final TroubleCode LEAN =
            new TroubleCode("P0171", "System too lean (bank 1)", "7E8");

    public final List<String> asked = new ArrayList<>();
    public @Nullable DiagnosticsException refusal;

    @Override
    public CompletableFuture<VehicleReport> report() {
        return answer("report", car(List.of(MISFIRE), List.of(LEAN)));
    }

    @Override
    public CompletableFuture<VehicleReport> clearCodes() {
        return answer("clear", car(List.of(), List.of()));
    }

    @Override
    public CompletableFuture<HealthReport> checkAdapter() {
        return answer(
                "check",
                new HealthReport(
                        "ELM327 v1.5",
                        3.2,
                        Map.of("one by one", 11.0, "up to six at once", 38.4),
                        "up to six at once",
                        List.of("It does not know the command AT AL (long messages)."),
                        Map.of(
                                "RPM",
                                9.6,
                                "SPEED",
                                9.6,
                                "THROTTLE_POS",
                                9.6,
                                "ENGINE_LOAD",
                                4.8,
                                "COOLANT_TEMP",
                                1.0,
                                "FUEL_LEVEL",
                                0.2),
                        List.of(
                                "ELM327 v1.5 answers in 3.2 ms and reaches 38.4 values a second,"
                                        + " asked up to six at once.",
                                "It does not know the command AT AL (long messages).",
                                "RPM: 9.6 values a second.")));
    }

    private <T> CompletableFuture<T> answer(String what, T answer) {
        asked.add(what);
        DiagnosticsException no = refusal;
        return no == null
                ? CompletableFuture.completedFuture(answer)
                : CompletableFuture.failedFuture(no);
    }

    private static VehicleReport car(List<TroubleCode> stored, List<TroubleCode> pending) {
        Readiness engine =
                new Readiness(
                        !stored.isEmpty(),
                        stored.size(),
                        false,
                        List.of(
                                new Readiness.Monitor("Misfire", true),
                                new Readiness.Monitor("Fuel system", true),
                                new Readiness.Monitor("Comprehensive components", true),
                                new Readiness.Monitor("Catalyst", false),
                                new Readiness.Monitor("Evaporative system", false),
                                new Readiness.Monitor("Oxygen sensor", true),
                                new Readiness.Monitor("Oxygen sensor heater", true)));
        return new VehicleReport(
                Instant.parse("2026-11-23T12:00:00Z"),
                "ELM327 v1.5",
                "ISO 15765-4 CAN (11 bit, 500 kbaud)",
                "JMZNDGEWB00123456",
                Double.NaN,
                List.of(
                        new ControlUnit(
                                "7E8", "ECM-EngineControl", List.of("PE5R188K2C"), 38, engine),
                        new ControlUnit("7E9", null, List.of(), 6, null)),
                stored,
                pending,
                List.of(MISFIRE),
                stored.isEmpty()
                        ? List.of()
                        : List.of(
                                new FreezeFrame(
                                        "7E8",
                                        MISFIRE,
                                        List.of(
                                                value("SPEED", "km/h", 0, 112),
                                                value("RPM", "1/min", 0, 4312),
                                                value("ENGINE_LOAD", "%", 0, 87),
                                                value("COOLANT_TEMP", "°C", 0, 91),
                                                value("THROTTLE_POS", "%", 0, 78)))),
                List.of("The car does not tell its fuel type."));
    }

    private static FreezeFrame.Value value(String name, String unit, int decimals, double value) {
        return new FreezeFrame.Value(Channel.number("obd", name, unit, decimals), value);
    }
}
