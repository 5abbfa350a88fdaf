package io.cartelem.app.cli;

import io.cartelem.app.station.Station;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.server.EmbeddedServer;
import io.cartelem.server.ServerException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The station without a window: prints a line of state each second until SIGTERM, Ctrl+C or the
/// end of its time, then stops cleanly.
final class Headless {
    private static final Logger LOG = LoggerFactory.getLogger(Headless.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Station station;
    private final PrintWriter out;
    private final ServiceManager manager = ServiceManager.of(System.getenv());
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param station running; closed by [#run]
    Headless(Station station, PrintWriter out) {
        this.station = station;
        this.out = out;
    }

    /// Runs on the calling thread.
    ///
    /// @param record whether to record from the start
    /// @param name of the session, null for one with the date
    /// @param time after which it ends by itself, null for never
    void run(boolean record, @Nullable String name, @Nullable Duration time) {
        Thread hook = Thread.ofPlatform().name("shutdown").unstarted(this::stopAndWait);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            SessionInfo session = serveAndRecord(record, name, time);
            if (session != null) {
                out.println(
                        "stopped; session " + session.id() + " \"" + session.name() + "\" is kept");
                out.flush();
            }
        } finally {
            // only now: the process ends at once when this is known
            closed.countDown();
        }
        forget(hook);
    }

    /// @return what was recorded, null for nothing
    private @Nullable SessionInfo serveAndRecord(
            boolean record, @Nullable String name, @Nullable Duration time) {
        SessionInfo session = null;
        try (station) {
            EmbeddedServer server = serve();
            if (record) {
                session =
                        station.recorder()
                                .start(SessionDraft.named(name == null ? defaultName() : name));
            }
            greet(server);
            manager.ready(state());
            watch(time);
            manager.stopping();
        }
        return session;
    }

    /// Ended by itself, so nobody waits for it any more.
    private void forget(Thread hook) {
        if (stop.getCount() == 0) {
            return;
        }
        try {
            boolean removed = Runtime.getRuntime().removeShutdownHook(hook);
            LOG.debug("the station ended by itself; hook removed: {}", removed);
        } catch (IllegalStateException e) {
            // the process was asked to end at the same moment: then the hook runs and finds all
            // done
            LOG.debug("the station ended while the process does", e);
        }
    }

    private EmbeddedServer serve() {
        try {
            return station.serve(true);
        } catch (ServerException e) {
            throw new CommandFailure(
                    CommandFailure.FAILED,
                    e.getMessage() + " Another port is chosen with --port or PORT.",
                    e);
        }
    }

    private void greet(EmbeddedServer server) {
        for (SessionInfo session : station.recovered()) {
            out.println(
                    "recovered session "
                            + session.id()
                            + " \""
                            + session.name()
                            + "\": the last run did not end cleanly");
        }
        if (station.origin() == SessionOrigin.SIMULATED) {
            out.println(
                    "SIMULATED: no real car is connected; a simulated one drives a lap and is recorded as such.");
            out.println(
                    "To connect a real one, plug in its OBD-II adapter and GPS receiver, or set OBD_PORT and GPS_PORT"
                            + " (a serial port or tcp://host:port) in .env, then run `serve --record`.");
        }
        out.println(
                "Live page: "
                        + server.addresses().stream()
                                .map(URI::toString)
                                .collect(Collectors.joining(" "))
                        + " (operator PIN for other devices: `cartelem pin`)");
        if (server.isShared()) {
            out.println("For other devices, to look on: " + server.viewerLink());
        }
        out.println("Recordings are kept in " + station.store().status().location());
        out.flush();
    }

    private void watch(@Nullable Duration time) {
        long end = time == null ? Long.MAX_VALUE : station.clock().monoNs() + time.toNanos();
        try {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                String state = state();
                out.println(state);
                out.flush();
                manager.alive(state);
                if (station.clock().monoNs() >= end) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String state() {
        return StateLine.of(station.recorder().status(), station.collectors().states());
    }

    private String defaultName() {
        String day = MINUTE.format(station.clock().utc().atZone(ZoneId.systemDefault()));
        return (station.origin() == SessionOrigin.SIMULATED ? "Simulated drive " : "Drive ") + day;
    }

    private void stopAndWait() {
        stop.countDown();
        try {
            if (!closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.error("the station did not close within {} s", PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
