package io.cartelem.core.config;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A file of `KEY=value` lines: the `.env` of the folder the user started from, and the settings
/// file that the desktop writes.
public final class SettingsFile {
    /// The name of the settings file in the data folder.
    public static final String NAME = "settings.env";

    private SettingsFile() {}

    /// The values in `file`; none if there is no such file.
    ///
    /// @throws IOException with a sentence when it is there but cannot be read
    public static Map<String, String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        try {
            Dotenv.configure()
                    .directory(String.valueOf(file.toAbsolutePath().getParent()))
                    .filename(String.valueOf(file.getFileName()))
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                    .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        } catch (DotenvException e) {
            throw new IOException(
                    file + " cannot be read as KEY=value lines: " + e.getMessage(), e);
        }
        return values;
    }

    /// Replaces `file` as a whole, so that a crash leaves the old or the new one.
    public static void write(Path file, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder("# Written by Cartelem's settings view.\n");
        new TreeMap<>(values)
                .forEach(
                        (key, value) ->
                                text.append(key).append('=').append(quoted(value)).append('\n'));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(
                fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ' ' || c == '#' || c == '"' || c == '\'');
        return plain ? value : '"' + value + '"';
    }
}
