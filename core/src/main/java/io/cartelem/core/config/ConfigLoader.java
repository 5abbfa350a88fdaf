package io.cartelem.core.config;

import io.cartelem.core.config.Configuration.Origin;
import io.cartelem.core.config.Configuration.Value;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Puts the settings together: command line over environment over `.env` over settings file over
/// default. An invalid value is reported and replaced by the next weaker one, so that the desktop
/// can start and show the problem; a headless start should refuse when a problem is fatal.
public final class ConfigLoader {
    private static final int NEAR = 3;

    private final Map<Origin, Map<String, String>> layers = new EnumMap<>(Origin.class);

    /// What came of it.
    public record Result(Configuration configuration, List<ConfigProblem> problems) {
        public boolean usable() {
            return problems.stream().noneMatch(ConfigProblem::fatal);
        }
    }

    public ConfigLoader commandLine(Map<String, String> values) {
        layers.put(Origin.COMMAND_LINE, Map.copyOf(values));
        return this;
    }

    /// Of the environment only known names are looked at: it is full of other programs' words.
    public ConfigLoader environment(Map<String, String> values) {
        Map<String, String> known = new HashMap<>(values);
        known.keySet().retainAll(Keys.byName().keySet());
        layers.put(Origin.ENVIRONMENT, known);
        return this;
    }

    public ConfigLoader dotEnv(Map<String, String> values) {
        layers.put(Origin.DOTENV, Map.copyOf(values));
        return this;
    }

    public ConfigLoader settingsFile(Map<String, String> values) {
        layers.put(Origin.SETTINGS, Map.copyOf(values));
        return this;
    }

    public Result load() {
        List<ConfigProblem> problems = new ArrayList<>();
        layers.forEach((origin, values) -> unknown(origin, values, problems));
        Map<String, Value> chosen = new HashMap<>();
        for (Key<?> key : Keys.all()) {
            chosen.put(key.name(), choose(key, problems));
        }
        return new Result(new Configuration(chosen), List.copyOf(problems));
    }

    private Value choose(Key<?> key, List<ConfigProblem> problems) {
        for (Map.Entry<Origin, Map<String, String>> layer : layers.entrySet()) {
            String text = layer.getValue().get(key.name());
            if (text == null) {
                continue;
            }
            try {
                return new Value(text, key.parse(text), layer.getKey());
            } catch (IllegalArgumentException e) {
                String where = " (" + layer.getKey().label() + ")";
                problems.add(
                        new ConfigProblem(
                                key.name(), layer.getKey(), true, e.getMessage() + where));
            }
        }
        return new Value(key.defaultText(), key.parse(key.defaultText()), Origin.DEFAULT);
    }

    private static void unknown(
            Origin origin, Map<String, String> values, List<ConfigProblem> problems) {
        for (String name : new TreeMap<>(values).keySet()) {
            if (!Keys.byName().containsKey(name)) {
                String sentence =
                        name
                                + " ("
                                + origin.label()
                                + ") is not a setting of Cartelem"
                                + hint(name);
                problems.add(
                        new ConfigProblem(name, origin, origin == Origin.COMMAND_LINE, sentence));
            }
        }
    }

    private static String hint(String name) {
        String best = "";
        int least = NEAR + 1;
        for (String known : Keys.byName().keySet()) {
            int distance = EditDistance.between(name.toUpperCase(Locale.ROOT), known);
            if (distance < least || (distance == least && known.compareTo(best) < 0)) {
                least = distance;
                best = known;
            }
        }
        return least > NEAR ? "." : "; did you mean " + best + "?";
    }
}
