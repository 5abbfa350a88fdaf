package io.cartelem.app.cli;

import io.cartelem.app.shell.DesktopApp;
import io.cartelem.app.station.Station;
import io.cartelem.app.station.StationDesk;
import io.cartelem.core.config.ConfigProblem;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// Opens the desktop on a station and returns when the window was closed.
final class Window {
    private Window() {}

    /// @param decided whether the user said already where the values shall come from
    /// @param problems settings that were not used, to be shown
    /// @param time after which the window closes by itself, null for never
    static void open(
            Station station,
            boolean decided,
            List<ConfigProblem> problems,
            @Nullable Duration time) {
        try (station) {
            StationDesk desk =
                    new StationDesk(
                            station,
                            !decided,
                            problems,
                            Logs.folder(station.config()),
                            Version.text());
            DesktopApp.run(desk, time);
        }
    }
}
