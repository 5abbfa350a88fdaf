package io.cartelem.core.collect;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.CapturingLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.collect.transport.LinkTap;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Keeps one collector at work: opens its link, runs it, and after a loss tries again, first after
/// a second, then after twice as long each time up to thirty, and never gives up. A device that is
/// plugged in again is tried at once. After a connection that delivered samples for a while the
/// pauses begin anew.
///
/// Everything happens on one thread, `collector-` and the source; start and close from any other.
public final class CollectorSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorSupervisor.class);
    private static final Duration GOOD_CONNECTION = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TRANSCRIPT_BYTES = 64 * 1024;

    private final Collector collector;
    private final LinkOpener opener;
    private final Clock clock;
    private final Backoff backoff;
    private final Transcript transcript;
    private final CollectorStatus status;
    private final Thread thread;
    private final AtomicReference<@Nullable ByteLink> current = new AtomicReference<>();
    private final AtomicReference<@Nullable LinkTap> capture = new AtomicReference<>();
    private volatile boolean closing;

    /// Supervises a collector, from [#start] on.
    public CollectorSupervisor(
            Collector collector,
            LinkOpener opener,
            TelemetryBus bus,
            Clock clock,
            SupervisorSettings settings) {
        this.collector = collector;
        this.opener = opener;
        this.clock = clock;
        this.backoff = new Backoff(settings.firstDelay(), settings.longestDelay());
        this.transcript = new Transcript(clock, TRANSCRIPT_BYTES);
        this.status =
                new CollectorStatus(
                        collector.source(),
                        opener.address(),
                        bus,
                        clock,
                        settings.simulated(),
                        transcript);
        String name = "collector-" + collector.source();
        this.thread =
                opener.blocksNatively()
                        ? Thread.ofPlatform().name(name).daemon().unstarted(this::work)
                        : Thread.ofVirtual().name(name).unstarted(this::work);
    }

    /// The source of the collector's channels.
    public String source() {
        return collector.source();
    }

    /// Begins to connect; once only.
    public void start() {
        thread.start();
    }

    /// How the collector is now.
    public CollectorState state() {
        return status.snapshot();
    }

    /// What the collector did not understand, last seen first.
    public List<Rejection> rejections() {
        return status.rejections().list();
    }

    /// The last bytes to and from the device, oldest first.
    public List<Transcript.Entry> transcript() {
        return transcript.entries();
    }

    /// Calls a listener at every change of phase, code, sentence or device, on the collector's
    /// thread; it must be quick and must not close the supervisor. The rate is only pulled.
    public TelemetryBus.Subscription attach(Consumer<CollectorState> listener) {
        return status.attach(listener);
    }

    /// Shows the bytes to a capture from now on, or no longer if null. Closing it is the caller's.
    public void capture(@Nullable LinkTap tap) {
        if (tap != null) {
            tap.note("capture begins: " + state().address());
        }
        capture.set(tap);
    }

    private void work() {
        try {
            while (!closing) {
                connectOnce();
            }
        } catch (InterruptedException e) {
            // Only close() interrupts this thread, and it ends here.
            LOG.debug("{} stops", thread.getName());
        } finally {
            status.stopped();
        }
    }

    private void connectOnce() throws InterruptedException {
        Object presence = opener.presence();
        status.connecting(opener.address(), opener.intent());
        String code;
        String failure;
        try (ByteLink link = new CapturingLink(opener.open(), new Taps())) {
            current.set(link);
            if (closing) {
                return;
            }
            status.opened(link.address());
            collector.run(link, status);
            code = "ended";
            failure = "the connection ended";
        } catch (LinkException e) {
            code = e.reason().name().toLowerCase(Locale.ROOT);
            failure = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The collector of {} failed; it is started again", source(), e);
            code = "internal_error";
            failure = "the collector failed: " + e;
        } finally {
            current.set(null);
        }
        if (closing) {
            return;
        }
        if (status.deliveredForNs() >= GOOD_CONNECTION.toNanos()) {
            backoff.reset();
        }
        pauseBeforeRetry(code, failure, presence);
    }

    private void pauseBeforeRetry(String code, String failure, @Nullable Object presence)
            throws InterruptedException {
        long retryAt = clock.monoNs() + backoff.next().toNanos();
        if (failure.equals(status.snapshot().lastError())) {
            LOG.debug("{}: still {}", source(), failure);
        } else {
            LOG.info("{}: {}", source(), failure);
        }
        status.retrying(code, failure, retryAt);
        for (long left = retryAt - clock.monoNs(); left > 0; left = retryAt - clock.monoNs()) {
            clock.pause(Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())));
            Object now = opener.presence();
            if (now != null && !now.equals(presence)) {
                return;
            }
        }
    }

    /// Closes the link, ends the thread and waits for it. Harmless when closed already.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        ByteLink link = current.get();
        if (link != null) {
            link.close();
        }
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn("{} does not end; its port may stay in use", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The transcript always, the capture when there is one.
    private final class Taps implements LinkTap {
        @Override
        public void received(byte[] bytes, int offset, int length) {
            transcript.received(bytes, offset, length);
            LinkTap tap = capture.get();
            if (tap != null) {
                tap.received(bytes, offset, length);
            }
        }

        @Override
        public void sent(byte[] bytes) {
            transcript.sent(bytes);
            LinkTap tap = capture.get();
            if (tap != null) {
                tap.sent(bytes);
            }
        }

        @Override
        public void note(String text) {
            transcript.note(text);
            LinkTap tap = capture.get();
            if (tap != null) {
                tap.note(text);
            }
        }
    }
}
