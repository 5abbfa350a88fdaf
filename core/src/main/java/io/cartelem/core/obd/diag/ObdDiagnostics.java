package io.cartelem.core.obd.diag;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// What one may ask of the car besides its values. Safe on any thread; each request is served by
/// the collector's thread between two polls. Futures fail with a [DiagnosticsException]. Whoever
/// does not want to wait any longer cancels the future; then nothing is asked of the car later.
public interface ObdDiagnostics {

    /// Reads identification, trouble codes, freeze frames and readiness; takes a few seconds.
    CompletableFuture<VehicleReport> report();

    /// Reads the stored and pending trouble codes and nothing else: two requests, so that it does
    /// not disturb a recording.
    default CompletableFuture<List<TroubleCode>> codes() {
        return report().thenApply(
                        all ->
                                Stream.concat(all.stored().stream(), all.pending().stream())
                                        .toList());
    }

    /// Clears trouble codes, freeze frames and readiness (service 04), then reads all again. Only
    /// ever on the explicit wish of a person who was asked: the car forgets what its workshop would
    /// want to know.
    CompletableFuture<VehicleReport> clearCodes();

    /// Examines the adapter for about 20 seconds, during which no values arrive, chooses the safe
    /// and fast settings and remembers them.
    CompletableFuture<HealthReport> checkAdapter();
}
