package io.cartelem.app.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;

/// The options of the commands that run a station.
final class RunOptions {
    @Option(names = "--name", paramLabel = "TEXT", description = "Name of the session.")
    @Nullable String name;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            description = "End cleanly after so many seconds; default: run until stopped.")
    @Nullable Long seconds;

    @Nullable Duration time() {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
