package io.cartelem.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.config.UserFolders;

import org.slf4j.LoggerFactory;

import java.nio.file.Path;

/// Where the log goes and how much it tells. Must be called before any class that logs is loaded,
/// because the first logger opens the file.
final class Logs {
    private Logs() {}

    /// The folder of the log files: the user's for such things, unless a folder for everything was
    /// chosen.
    static Path folder(Configuration config) {
        Path chosen = config.get(Keys.DATA_DIR);
        return chosen.toString().isEmpty() ? UserFolders.logs() : chosen.resolve("logs");
    }

    static void begin(Configuration config) {
        System.setProperty(LogSetup.FOLDER, folder(config).toString());
        String level = config.get(Keys.DEBUG) ? "DEBUG" : config.get(Keys.LOG_LEVEL).name();
        if (LoggerFactory.getLogger("io.cartelem") instanceof Logger cartelem) {
            cartelem.setLevel(Level.valueOf(level));
        }
    }
}
