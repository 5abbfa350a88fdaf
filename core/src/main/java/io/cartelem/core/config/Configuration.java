package io.cartelem.core.config;

import java.util.List;
import java.util.Map;

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
