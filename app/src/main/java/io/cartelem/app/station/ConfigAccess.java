package io.cartelem.app.station;

import io.cartelem.app.desk.Setting;
import io.cartelem.app.desk.SettingsAccess;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.ConfigProblem;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Configuration.Origin;
import io.cartelem.core.config.Key;
import io.cartelem.core.config.Keys;
import io.cartelem.core.config.LogLevel;
import io.cartelem.core.config.SettingsFile;
import io.cartelem.core.config.SyncMode;
import io.cartelem.core.config.Theme;
import io.cartelem.core.config.Units;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The settings for the settings view: shows those in force, writes the user's settings file.
final class ConfigAccess implements SettingsAccess {
    private static final Map<String, List<String>> CHOICES =
            Map.of(
                    Keys.LOG_LEVEL.name(), words(LogLevel.values()),
                    Keys.THEME.name(), words(Theme.values()),
                    Keys.UNITS.name(), words(Units.values()),
                    Keys.SYNC.name(), words(SyncMode.values()),
                    Keys.LANGUAGE.name(), List.of("system", "en", "de"),
                    Keys.TLS.name(), List.of("off", "self-signed", "files"),
                    Keys.RAW_CAPTURE.name(), List.of("true", "false"),
                    Keys.DEBUG.name(), List.of("true", "false"));

    private final Configuration config;
    private final List<ConfigProblem> problems;
    private final Path file;
    private final Consumer<OptionalDouble> recordAbove;
    private final Map<String, String> written = new TreeMap<>();

    /// @param recordAbove hears of a new speed for recording, which takes effect at once
    ConfigAccess(
            Configuration config,
            List<ConfigProblem> problems,
            Path dataFolder,
            Consumer<OptionalDouble> recordAbove) {
        this.config = config;
        this.recordAbove = recordAbove;
        this.problems = List.copyOf(problems);
        this.file = dataFolder.resolve(SettingsFile.NAME);
    }

    @Override
    public synchronized List<Setting> all() {
        return config.entries().stream().map(this::setting).toList();
    }

    @Override
    public synchronized Optional<String> set(String key, String value) {
        try {
            Map<String, String> values = new TreeMap<>(SettingsFile.read(file));
            if (value.isBlank()) {
                values.remove(key);
            } else {
                values.put(key, value.strip());
            }
            ConfigLoader.Result checked =
                    new ConfigLoader().settingsFile(Map.of(key, value.strip())).load();
            if (!value.isBlank() && !checked.problems().isEmpty()) {
                return Optional.of(checked.problems().getFirst().sentence());
            }
            SettingsFile.write(file, values);
            written.put(key, value.strip());
            if (key.equals(Keys.AUTO_RECORD_KPH.name()) && !stronger(Keys.AUTO_RECORD_KPH)) {
                recordAbove.accept(
                        value.isBlank()
                                ? OptionalDouble.empty()
                                : checked.configuration().get(Keys.AUTO_RECORD_KPH));
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "The settings file " + file + " cannot be written: " + e.getMessage());
        }
    }

    private Setting setting(Configuration.Entry entry) {
        Key<?> key = entry.key();
        boolean stronger = stronger(key);
        String changed = stronger || key.secret() ? null : written.get(key.name());
        String value =
                changed == null ? entry.text() : changed.isEmpty() ? key.defaultText() : changed;
        return new Setting(
                key.name(),
                value,
                key.defaultText(),
                entry.origin().label(),
                stronger,
                !key.live(),
                CHOICES.getOrDefault(key.name(), List.of()),
                key.secret(),
                problem(key));
    }

    /// Whether something that counts more than the settings file says what it is.
    private boolean stronger(Key<?> key) {
        Origin origin = config.origin(key);
        return origin == Origin.COMMAND_LINE
                || origin == Origin.ENVIRONMENT
                || origin == Origin.DOTENV;
    }

    private @Nullable String problem(Key<?> key) {
        return problems.stream()
                .filter(p -> p.key().equals(key.name()))
                .map(ConfigProblem::sentence)
                .findFirst()
                .orElse(null);
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    }
}
