package io.cartelem.core.collect.transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The serial ports that this process has open. The serial library keeps its state by port name and
/// would mix two links to one port up, and a search for devices must leave them alone. Any threads.
public final class PortsInUse {
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private PortsInUse() {}

    /// Whether a link of this process has the port open.
    public static boolean contains(String port) {
        return OPEN.contains(key(port));
    }

    /// Takes a port.
    ///
    /// @return what to [#release] later, null if it is taken
    static @Nullable String take(String port) {
        String key = key(port);
        return OPEN.add(key) ? key : null;
    }

    static void release(String key) {
        OPEN.remove(key);
    }

    /// One name for a port under all its names: links resolved, upper case on Windows.
    private static String key(String port) {
        if (SerialErrors.Os.current() == SerialErrors.Os.WINDOWS) {
            return port.substring(port.lastIndexOf('\\') + 1).toUpperCase(Locale.ROOT);
        }
        try {
            return Path.of(port).toRealPath().toString();
        } catch (IOException e) {
            // Gone already: by its own name.
            return port;
        }
    }
}
