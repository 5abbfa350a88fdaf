package io.cartelem.app.station;

import io.cartelem.app.desk.Setting;
import io.cartelem.app.desk.SettingsAccess;
import io.cartelem.core.config.CanKeys;
import io.cartelem.core.config.ConfigProblem;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Configuration.Origin;
import io.cartelem.core.config.Key;
import io.cartelem.core.config.Keys;
import io.cartelem.core.config.LogLevel;
import io.cartelem.core.config.RadioKeys;
import io.cartelem.core.config.SettingsFile;
import io.cartelem.core.config.SyncMode;
import io.cartelem.core.config.Theme;
import io.cartelem.core.config.Units;
import io.cartelem.core.obd.ObdSettings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The settings for the settings view: shows those in force, writes the user's settings file.
final class ConfigAccess implements SettingsAccess {
    private static final List<String> YES_NO = List.of("true", "false");
    private static final Map<String, List<String>> CHOICES =
            Map.ofEntries(
                    Map.entry(Keys.LOG_LEVEL.name(), words(LogLevel.values())),
                    Map.entry(Keys.THEME.name(), words(Theme.values())),
                    Map.entry(Keys.UNITS.name(), words(Units.values())),
                    Map.entry(Keys.SYNC.name(), words(SyncMode.values())),
                    Map.entry(Keys.LANGUAGE.name(), List.of("system", "en", "de")),
                    Map.entry(Keys.TLS.name(), List.of("off", "self-signed", "files")),
                    Map.entry(Keys.RAW_CAPTURE.name(), YES_NO),
                    Map.entry(Keys.ALERT_SOUND.name(), YES_NO),
                    Map.entry(Keys.DEBUG.name(), YES_NO),
                    Map.entry(RadioKeys.MESHTASTIC_ROLE.name(), words(RadioKeys.Role.values())),
                    Map.entry(CanKeys.CAN_LISTEN_ONLY.name(), YES_NO));

    /// What only the maker of a value can judge, beyond its form.
    private static final Map<String, Consumer<String>> JUDGES =
            Map.of(
                    Keys.OBD_PIDS.name(),
                    pids -> {
                        var _ = ObdSettings.of(pids, ObdSettings.DEFAULT_RATE_HZ);
                    });

    private final Station station;
    private final List<ConfigProblem> problems;
    private final Path file;
    private final Map<String, String> written = new TreeMap<>();

    ConfigAccess(Station station, List<ConfigProblem> problems) {
        this.station = station;
        this.problems = List.copyOf(problems);
        this.file = station.dataFolder().resolve(SettingsFile.NAME);
    }

    @Override
    public synchronized List<Setting> all() {
        return station.config().entries().stream().map(this::setting).toList();
    }

    @Override
    public synchronized Outcome set(String name, String wanted) {
        String value = wanted.strip();
        Key<?> key =
                Keys.all().stream().filter(k -> k.name().equals(name)).findFirst().orElse(null);
        if (key == null) {
            return new Refused(name + " is not a setting of Cartelem.");
        }
        Configuration config = station.config();
        if (decidedElsewhere(config.origin(key))) {
            return new Refused(
                    name
                            + " is decided by the "
                            + config.origin(key).label()
                            + "; change it there.");
        }
        Configuration changed;
        try {
            changed = config.withSetting(key, value);
            if (!value.isEmpty()) {
                JUDGES.getOrDefault(name, text -> {}).accept(value);
            }
        } catch (IllegalArgumentException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
        try {
            Map<String, String> values = new TreeMap<>(SettingsFile.read(file));
            if (value.isEmpty()) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
            SettingsFile.write(file, values);
        } catch (IOException e) {
            return new Refused(
                    "The settings file " + file + " cannot be written: " + e.getMessage());
        }
        written.put(name, value);
        return new Kept(effect(key, changed));
    }

    /// Devices are exchanged here; what the window draws it changes itself; the rest was read when
    /// the program started.
    private Effect effect(Key<?> key, Configuration changed) {
        if (!key.live()) {
            return Effect.AT_NEXT_START;
        }
        return station.reconfigure(changed) ? Effect.NOW : Effect.AFTER_RECORDING;
    }

    private static boolean decidedElsewhere(Origin origin) {
        return origin.compareTo(Origin.SETTINGS) < 0;
    }

    private Setting setting(Configuration.Entry entry) {
        Key<?> key = entry.key();
        boolean stronger = decidedElsewhere(entry.origin());
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

    private @Nullable String problem(Key<?> key) {
        if (written.containsKey(key.name())) {
            return null;
        }
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
