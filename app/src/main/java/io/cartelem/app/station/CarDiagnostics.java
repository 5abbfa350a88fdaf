package io.cartelem.app.station;

import io.cartelem.core.obd.diag.FreezeFrame;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.obd.diag.TroubleCode;
import io.cartelem.core.obd.diag.VehicleReport;
import io.cartelem.server.VehicleService;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the web asks of the car, answered by the OBD collector's diagnostics between two polls.
/// Waits for the car, so it is called on request threads.
final class CarDiagnostics implements VehicleService {
    /// Reading everything takes some seconds on a slow bus.
    private static final long PATIENCE_S = 30;

    private final Supplier<Optional<ObdDiagnostics>> diagnostics;

    /// @param diagnostics of the collector at work now, empty if there is none
    CarDiagnostics(Supplier<Optional<ObdDiagnostics>> diagnostics) {
        this.diagnostics = diagnostics;
    }

    @Override
    public Vehicle vehicle() throws UnavailableException {
        VehicleReport report = ask(ObdDiagnostics::report);
        return new Vehicle(
                report.vin(),
                report.protocol(),
                report.adapter(),
                Double.isNaN(report.volts()) ? null : report.volts());
    }

    @Override
    public Troubles troubles() throws UnavailableException {
        VehicleReport report = ask(ObdDiagnostics::report);
        Map<String, Double> frozen = new LinkedHashMap<>();
        report.freezeFrames().stream()
                .findFirst()
                .map(FreezeFrame::values)
                .ifPresent(values -> values.forEach(v -> frozen.put(v.channel().id(), v.value())));
        return new Troubles(
                troubles(report.stored()),
                troubles(report.pending()),
                troubles(report.permanent()),
                frozen);
    }

    @Override
    public void clearTroubles() throws UnavailableException {
        VehicleReport _ = ask(ObdDiagnostics::clearCodes);
    }

    private static List<Trouble> troubles(List<TroubleCode> codes) {
        return codes.stream().map(c -> new Trouble(c.code(), c.meaning())).toList();
    }

    private VehicleReport ask(Function<ObdDiagnostics, CompletableFuture<VehicleReport>> question)
            throws UnavailableException {
        ObdDiagnostics car =
                diagnostics
                        .get()
                        .orElseThrow(
                                () -> new UnavailableException("No OBD-II adapter is in use."));
        try {
            return question.apply(car).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UnavailableException(String.valueOf(cause.getMessage()));
        } catch (TimeoutException e) {
            throw new UnavailableException("The car did not answer within " + PATIENCE_S + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The question to the car was given up.");
        }
    }
}
