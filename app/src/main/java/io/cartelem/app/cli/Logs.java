package io.cartelem.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;

import org.slf4j.LoggerFactory;

import java.nio.file.Path;

/// Where the log goes and how much it tells. Must be called before any class that logs is loaded,
/// because the first logger opens the file.
final class Logs {
    private Logs() {}

    /// The folder of the log files.
    static Path folder(Path dataFolder) {
        return dataFolder.resolve("logs");
    }

    static void begin(Configuration config, Path dataFolder) {
        System.setProperty("cartelem.logs", folder(dataFolder).toString());
        String level = config.get(Keys.DEBUG) ? "DEBUG" : config.get(Keys.LOG_LEVEL).name();
        if (LoggerFactory.getLogger("io.cartelem") instanceof Logger cartelem) {
            cartelem.setLevel(Level.valueOf(level));
        }
    }
}
