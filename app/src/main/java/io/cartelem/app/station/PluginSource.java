package io.cartelem.app.station;

import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.config.Keys;
import io.cartelem.core.plugin.PluginFolder;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The sources of the plugins folder. Jars are loaded once; a new one is found at the next start.
final class PluginSource implements SourceKind {
    private final Supplier<Set<String>> taken;
    private @Nullable PluginFolder plugins;
    private @Nullable List<SourcePlan> plans;

    /// @param taken the sources that others have
    PluginSource(Supplier<Set<String>> taken) {
        this.taken = taken;
    }

    @Override
    public List<SourcePlan> plan(SourceEnvironment environment) {
        List<SourcePlan> known = plans;
        if (known == null) {
            String set = environment.config().get(Keys.PLUGINS_DIR);
            Path folder =
                    set.isEmpty() ? environment.dataFolder().resolve("plugins") : Path.of(set);
            PluginFolder loaded = PluginFolder.load(folder, environment.clock());
            plugins = loaded;
            known = loaded.plans(taken.get());
            plans = known;
        }
        return known;
    }

    @Override
    public void close() {
        if (plugins != null) {
            plugins.close();
        }
    }
}
