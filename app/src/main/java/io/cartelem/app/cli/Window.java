package io.cartelem.app.cli;

import io.cartelem.app.shell.DesktopApp;
import io.cartelem.app.station.Station;
import io.cartelem.app.station.StationDesk;
import io.cartelem.core.config.ConfigProblem;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Opens the desktop on a station and returns when the window was closed. Where the process is
/// asked to end instead, by SIGTERM, Ctrl+C or the end of the user's session, the station is closed
/// as cleanly: the recording is ended, not left behind.
final class Window {
    private static final Logger LOG = LoggerFactory.getLogger(Window.class);

    private final Station station;
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;

    private Window(Station station) {
        this.station = station;
    }

    /// @param decided whether the user said already where the values shall come from
    /// @param problems settings that were not used, to be shown
    /// @param time after which the window closes by itself, null for never
    static void open(
            Station station,
            boolean decided,
            List<ConfigProblem> problems,
            @Nullable Duration time) {
        Window window = new Window(station);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(window::asked));
        try {
            StationDesk desk =
                    new StationDesk(
                            station,
                            !decided,
                            problems,
                            Logs.folder(station.config()),
                            Version.text());
            DesktopApp.run(desk, time);
        } finally {
            window.close();
        }
    }

    private void asked() {
        try {
            close();
        } catch (RuntimeException e) {
            LOG.error("the station did not close cleanly; the next start recovers it", e);
        }
    }

    /// Closes the station once; whoever comes second waits until that is done.
    private void close() {
        closing.lock();
        try {
            if (!closed) {
                closed = true;
                station.close();
            }
        } finally {
            closing.unlock();
        }
    }
}
