package io.cartelem.app.station;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.obd.diag.TroubleCode;
import io.cartelem.core.obd.diag.TroubleCodes;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Asks the car for its trouble codes while a session is recorded, so that the recording shows
/// which are new: when it begins and then once a minute. One virtual thread while recording, named
/// `trouble-codes`. Safe on any thread.
final class CodeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CodeWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    /// A request waits for at most one round of values.
    private static final long PATIENCE_S = 20;

    private final TelemetryBus bus;
    private final Clock clock;
    private final Supplier<Optional<ObdDiagnostics>> diagnostics;
    private @Nullable ScheduledExecutorService asking;

    /// @param diagnostics of the collector at work now, empty if there is none
    CodeWatch(TelemetryBus bus, Clock clock, Supplier<Optional<ObdDiagnostics>> diagnostics) {
        this.bus = bus;
        this.clock = clock;
        this.diagnostics = diagnostics;
    }

    /// A recording began or ended. Returns at once.
    synchronized void recording(boolean on) {
        if (on == (asking != null)) {
            return;
        }
        if (on) {
            ScheduledExecutorService executor =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofVirtual().name("trouble-codes").factory());
            var _ =
                    executor.scheduleWithFixedDelay(
                            this::ask, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
            asking = executor;
        } else if (asking != null) {
            asking.shutdownNow();
            asking = null;
        }
    }

    @Override
    public void close() {
        recording(false);
    }

    private void ask() {
        try {
            Optional<ObdDiagnostics> car = diagnostics.get();
            if (car.isEmpty()) {
                return;
            }
            List<TroubleCode> codes = await(car.get().codes());
            bus.publish(
                    SampleBatch.builder(1)
                            .add(TroubleCodes.CHANNEL, clock.monoNs(), TroubleCodes.text(codes))
                            .build());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // also what was cancelled with the connection; what leaves here would end the asking
            LOG.debug("the car did not tell its trouble codes", e);
        }
    }

    private static List<TroubleCode> await(CompletableFuture<List<TroubleCode>> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(PATIENCE_S, TimeUnit.SECONDS);
        } finally {
            // else a question that nobody waits for any more would still be put to the car
            answer.cancel(false);
        }
    }
}
