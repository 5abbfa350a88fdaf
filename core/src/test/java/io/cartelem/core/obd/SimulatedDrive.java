package io.cartelem.core.obd;

import static org.junit.jupiter.api.Assertions.fail;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.diag.DiagnosticsDesk;
import io.cartelem.core.obd.diag.HealthReport;
import io.cartelem.core.obd.elm.ElmTimeouts;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.core.sim.elm.ElmAdapter;
import io.cartelem.core.sim.elm.ElmProfile;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The collector at work on a simulated adapter in a simulated car, over a link in memory, each on
/// a thread of its own.
final class SimulatedDrive implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// For exchanges of which some are never answered.
    static final Duration IMPATIENCE = Duration.ofMillis(350);

    final Vehicle car;
    final ElmAdapter adapter;
    final RecordingContext context;
    final ObdCollector collector;
    final AdapterMemory memory;

    /// Whoever holds it stops the collector where it publishes next.
    final ReentrantLock publishing = new ReentrantLock();

    private final LoopbackLink.Pair link = LoopbackLink.pair();
    private final Thread adapterThread;
    private final Thread collectorThread;
    private volatile @Nullable Exception end;

    /// An adapter that answers everything, which may take it as long as it likes.
    SimulatedDrive(CarSettings car, ElmProfile profile, String channels) {
        this(car, profile, channels, AdapterMemory.ofProcess(), PATIENCE, Clock.system());
    }

    /// @param timeout of all exchanges, in real time
    SimulatedDrive(
            CarSettings settings,
            ElmProfile profile,
            String channels,
            AdapterMemory memory,
            Duration timeout,
            Clock clock) {
        this.memory = memory;
        this.car = new Vehicle(settings, clock);
        this.adapter =
                new ElmAdapter(profile.withTiming(ElmProfile.Timing.NONE), car, settings.seed());
        this.context =
                new RecordingContext(unhurried(clock)) {
                    @Override
                    public void publish(SampleBatch batch) {
                        publishing.lock();
                        try {
                            super.publish(batch);
                        } finally {
                            publishing.unlock();
                        }
                    }
                };
        ObdSettings wanted = ObdSettings.of(channels, 100);
        this.collector =
                new ObdCollector(
                        new ObdSettings(
                                wanted.channels(),
                                ElmTimeouts.all(timeout),
                                memory,
                                Duration.ofMillis(200),
                                Duration.ofMillis(100),
                                Duration.ofMillis(400),
                                3,
                                false));
        adapterThread = Thread.ofVirtual().name("adapter").start(this::serve);
        collectorThread = Thread.ofVirtual().name("collector").start(this::collect);
    }

    /// Lets the collector take a breath of real time in each pause, so that it does not record
    /// without end by a clock that leaps.
    private static Clock unhurried(Clock clock) {
        return new Clock() {
            @Override
            public long monoNs() {
                return clock.monoNs();
            }

            @Override
            public Instant utc() {
                return clock.utc();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                clock.pause(duration);
                LockSupport.parkNanos(2_000_000);
            }
        };
    }

    private void serve() {
        try {
            adapter.serve(link.device());
        } catch (LinkException | InterruptedException e) {
            // the test is over
        }
    }

    private void collect() {
        try {
            collector.run(link.host(), context);
        } catch (LinkException | InterruptedException e) {
            end = e;
        }
    }

    /// Lets the adapter be examined, for a shorter time than a person would wait.
    CompletableFuture<HealthReport> check(Duration time) {
        return ((DiagnosticsDesk) collector.diagnostics()).checkAdapter(time);
    }

    /// Waits for the state with that code to be told.
    void awaitState(String code) {
        await("state " + code, () -> code.equals(lastState()));
    }

    /// Waits until that many samples of the channel came after now.
    void awaitMore(String channel, int count) {
        int before = context.samples(channel).size();
        await(count + " of " + channel, () -> context.samples(channel).size() >= before + count);
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail(
                        "no %s; states %s, rejected %s, ended by %s"
                                .formatted(what, context.states, context.rejections, end));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    String lastState() {
        return context.states.isEmpty() ? "" : context.states.getLast();
    }

    /// What the collector ended with, null while it runs.
    @Nullable Exception end() {
        return end;
    }

    /// Breaks the link as a pulled plug does.
    void unplug() {
        link.device().close();
    }

    @Override
    public void close() {
        link.host().close();
        link.device().close();
        try {
            collectorThread.join();
            adapterThread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
