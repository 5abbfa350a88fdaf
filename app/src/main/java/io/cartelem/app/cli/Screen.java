package io.cartelem.app.cli;

import java.util.Locale;
import java.util.Map;

/// Whether there is a screen to open a window on.
final class Screen {
    private Screen() {}

    static boolean present() {
        return present(System.getProperty("os.name"), System.getenv());
    }

    /// Windows and macOS always have one; elsewhere X11 or Wayland announce theirs in the
    /// environment.
    static boolean present(String osName, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        return os.contains("win")
                || os.contains("mac")
                || !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    }
}
