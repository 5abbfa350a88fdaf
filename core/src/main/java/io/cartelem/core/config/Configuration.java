package io.cartelem.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The settings in force. Made by [ConfigLoader].
public final class Configuration {
    /// Where a value came from, the strongest first.
    public enum Origin {
        COMMAND_LINE("command line"),
        ENVIRONMENT("environment"),
        DOTENV(".env"),
        SETTINGS("settings file"),
        DEFAULT("default");

        private final String label;

        Origin(String label) {
            this.label = label;
        }

        /// For a person.
        public String label() {
            return label;
        }
    }

    /// A setting as it stands.
    ///
    /// @param text as it was written; masked if the key is secret and the value not empty
    public record Entry(Key<?> key, String text, Origin origin) {}

    record Value(String text, Object parsed, Origin origin) {}

    private static final String MASK = "••••••";

    private final Map<String, Value> values;

    Configuration(Map<String, Value> values) {
        this.values = Map.copyOf(values);
    }

    /// The value of `key`.
    public <T> T get(Key<T> key) {
        Value value = values.get(key.name());
        if (value == null) {
            throw new IllegalArgumentException(key + " is not a key of this configuration");
        }
        // The value was made by this very key's parser.
        @SuppressWarnings("unchecked")
        T typed = (T) value.parsed();
        return typed;
    }

    /// The same settings with one as the settings file says it now. Where a stronger place decides,
    /// nothing changes.
    ///
    /// @param text empty for the default
    /// @throws IllegalArgumentException with a sentence that names the key, the value and what is
    ///   allowed
    public Configuration withSetting(Key<?> key, String text) {
        if (origin(key).compareTo(Origin.SETTINGS) < 0) {
            return this;
        }
        Map<String, Value> changed = new HashMap<>(values);
        changed.put(
                key.name(),
                text.isBlank()
                        ? new Value(key.defaultText(), key.parse(key.defaultText()), Origin.DEFAULT)
                        : new Value(text.strip(), key.parse(text), Origin.SETTINGS));
        return new Configuration(changed);
    }

    /// The names of the settings that another configuration has different values of.
    public Set<String> differences(Configuration other) {
        return Keys.all().stream()
                .filter(key -> !get(key).equals(other.get(key)))
                .map(Key::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Where the value of `key` came from.
    public Origin origin(Key<?> key) {
        Value value = values.get(key.name());
        return value == null ? Origin.DEFAULT : value.origin();
    }

    /// Whether somebody chose the value.
    public boolean isSet(Key<?> key) {
        return origin(key) != Origin.DEFAULT;
    }

    /// All settings, secrets masked.
    public List<Entry> entries() {
        return Keys.all().stream()
                .map(
                        key -> {
                            Value value = values.get(key.name());
                            String text = value == null ? key.defaultText() : value.text();
                            boolean mask = key.secret() && !text.isEmpty();
                            return new Entry(key, mask ? MASK : text, origin(key));
                        })
                .toList();
    }
}
