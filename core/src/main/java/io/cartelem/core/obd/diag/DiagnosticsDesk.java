package io.cartelem.core.obd.diag;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.adapter.AdapterRestartedException;
import io.cartelem.core.obd.diag.DiagnosticsException.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/// Takes diagnostic requests from any thread and hands them to the collector's thread one by one.
/// At most [#ROOM] wait; a further one is refused. Where there is no car to ask, requests are
/// refused at once. A request whose future was cancelled or given up meanwhile is never carried
/// out. Futures are completed on threads of their own, so that no listener delays the polling.
public final class DiagnosticsDesk implements ObdDiagnostics {
    /// How many requests may wait.
    public static final int ROOM = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Request<?>> waiting = new ArrayDeque<>(ROOM);

    /// Why no requests are taken, null while they are.
    private @Nullable DiagnosticsException closed =
            new DiagnosticsException(Reason.NOT_CONNECTED, "No OBD adapter is connected.");

    /// What is asked of the car.
    private interface Job<T> {
        T run(CarSession car)
                throws LinkException,
                        InterruptedException,
                        AdapterRestartedException,
                        DiagnosticsException;
    }

    private record Request<T>(Job<T> job, CompletableFuture<T> future) {

        void serve(CarSession car)
                throws LinkException, InterruptedException, AdapterRestartedException {
            boolean served = false;
            try {
                T result = job.run(car);
                served = true;
                Thread.startVirtualThread(() -> future.complete(result));
            } catch (DiagnosticsException e) {
                served = true;
                refuse(e);
            } finally {
                if (!served) {
                    refuse(
                            new DiagnosticsException(
                                    Reason.NOT_CONNECTED,
                                    "The connection to the adapter was lost meanwhile."));
                }
            }
        }

        void refuse(DiagnosticsException why) {
            Thread.startVirtualThread(() -> future.completeExceptionally(why));
        }
    }

    @Override
    public CompletableFuture<VehicleReport> report() {
        return submit(car -> new VehicleReader(car).read());
    }

    @Override
    public CompletableFuture<List<TroubleCode>> codes() {
        return submit(car -> new VehicleReader(car).storedAndPending());
    }

    @Override
    public CompletableFuture<VehicleReport> clearCodes() {
        return submit(car -> new VehicleReader(car).clear());
    }

    @Override
    public CompletableFuture<HealthReport> checkAdapter() {
        return checkAdapter(HealthCheck.DURATION);
    }

    /// As [#checkAdapter()], within another time.
    public CompletableFuture<HealthReport> checkAdapter(Duration total) {
        return submit(car -> new HealthCheck(car, total).run());
    }

    /// From now on requests are taken. Called by the collector's thread.
    public void open() {
        lock.lock();
        try {
            closed = null;
        } finally {
            lock.unlock();
        }
    }

    /// From now on requests are refused, those that wait included.
    public void close(Reason reason, String sentence) {
        DiagnosticsException why = new DiagnosticsException(reason, sentence);
        Deque<Request<?>> refused;
        lock.lock();
        try {
            closed = why;
            refused = new ArrayDeque<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(request -> request.refuse(why));
    }

    /// Whether a request waits that somebody still wants answered.
    public boolean hasWaiting() {
        lock.lock();
        try {
            forgetAbandoned();
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Serves one request if one waits. Called by the collector's thread between two polls.
    public void serve(CarSession car)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Request<?> request;
        lock.lock();
        try {
            forgetAbandoned();
            request = waiting.poll();
        } finally {
            lock.unlock();
        }
        if (request != null) {
            request.serve(car);
        }
    }

    private <T> CompletableFuture<T> submit(Job<T> job) {
        CompletableFuture<T> future = new CompletableFuture<>();
        DiagnosticsException refusal;
        lock.lock();
        try {
            refusal = closed;
            forgetAbandoned();
            if (refusal == null && waiting.size() >= ROOM) {
                refusal =
                        new DiagnosticsException(
                                Reason.BUSY,
                                "The car is busy with other diagnostic requests; try again.");
            }
            if (refusal == null) {
                waiting.add(new Request<>(job, future));
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            future.completeExceptionally(refusal);
        }
        return future;
    }

    /// Called with the lock held.
    private void forgetAbandoned() {
        waiting.removeIf(request -> request.future().isDone());
    }
}
