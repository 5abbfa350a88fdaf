package io.cartelem.core.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where a user's data belongs on each system.
public final class UserFolders {
    private UserFolders() {}

    /// The folder of recordings and settings: `XDG_DATA_HOME` (XDG Base Directory Specification),
    /// `LOCALAPPDATA` on Windows, `Library/Application Support` on macOS.
    ///
    /// @param osName the system property `os.name`
    /// @param home the system property `user.home`
    public static Path data(String osName, String home, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            String local = environment.get("LOCALAPPDATA");
            return (local == null ? Path.of(home, "AppData", "Local") : Path.of(local))
                    .resolve("Cartelem");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Cartelem");
        }
        return xdg(environment, "XDG_DATA_HOME", Path.of(home, ".local", "share"))
                .resolve("cartelem");
    }

    /// The specification wants a path that is not absolute to be ignored.
    private static Path xdg(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.get(variable);
        return value != null && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
    }

    /// The folder of logs, which nobody would miss in a backup: `XDG_STATE_HOME` (XDG Base
    /// Directory Specification), `Library/Logs` on macOS, the data folder on Windows, which has no
    /// other.
    ///
    /// @param osName the system property `os.name`
    /// @param home the system property `user.home`
    public static Path logs(String osName, String home, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return data(osName, home, environment).resolve("logs");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Logs", "Cartelem");
        }
        return xdg(environment, "XDG_STATE_HOME", Path.of(home, ".local", "state"))
                .resolve("cartelem");
    }

    /// The log folder of whoever runs this process.
    public static Path logs() {
        return logs(
                System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }

    /// The data folder of whoever runs this process.
    public static Path data() {
        return data(
                System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }
}
