package io.cartelem.core.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A DBC file and the CAN bus that it describes.
///
/// @param bus the bus's name as candump gives it, empty for the first one heard
public record DbcPath(String bus, Path file) {

    /// Reads files with commas between, each with a bus's name and `=` before it where there are
    /// several buses: `car.dbc` or `can0=engine.dbc,can1=body.dbc`.
    ///
    /// @throws IllegalArgumentException for an empty or impossible name, or a bus named twice
    static List<DbcPath> parse(String text) {
        List<DbcPath> paths = new ArrayList<>();
        Set<String> buses = new HashSet<>();
        for (String entry : Parsers.list(text)) {
            int equals = entry.indexOf('=');
            String bus = equals < 0 ? "" : entry.substring(0, equals).strip();
            String file = entry.substring(equals + 1).strip();
            boolean possible = equals < 0 || bus.matches("[A-Za-z][A-Za-z0-9_-]{0,15}");
            if (!possible || file.isEmpty() || !buses.add(bus)) {
                throw new IllegalArgumentException("no DBC file, or a bus twice");
            }
            try {
                paths.add(new DbcPath(bus, Path.of(file)));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("no file name", e);
            }
        }
        return List.copyOf(paths);
    }
}
