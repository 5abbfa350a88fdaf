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
        String xdg = environment.get("XDG_DATA_HOME");
        boolean usable = xdg != null && Path.of(xdg).isAbsolute();
        return (usable ? Path.of(xdg) : Path.of(home, ".local", "share")).resolve("cartelem");
    }

    /// The data folder of whoever runs this process.
    public static Path data() {
        return data(
                System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }
}
