package io.cartelem.core.plugin;

import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/// The jars of a folder, each with a class loader of its own, so that two plugins may bring
/// different versions of a library. A jar that is broken becomes a refused source with a sentence;
/// nothing else is harmed. One thread.
public final class PluginFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);

    /// The source under which a jar is listed that brings none of its own begins with this.
    private static final String TROUBLE = "plugin-";

    private final Clock clock;
    private final List<URLClassLoader> loaders = new ArrayList<>();
    private final List<Provider> providers = new ArrayList<>();
    private final List<SourcePlan> broken = new ArrayList<>();

    private record Provider(Path jar, CollectorProvider provider, CollectorProvider.Host host) {}

    private PluginFolder(Clock clock) {
        this.clock = clock;
    }

    /// Loads every jar, in the order of their names.
    ///
    /// @param folder need not exist
    public static PluginFolder load(Path folder, Clock clock) {
        PluginFolder plugins = new PluginFolder(clock);
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
                found.forEach(jars::add);
            } catch (IOException e) {
                LOG.warn("the plugins folder {} cannot be read", folder, e);
            }
        }
        jars.sort(null);
        jars.forEach(plugins::add);
        return plugins;
    }

    /// What all plugins want to be read.
    ///
    /// @param taken names that plugins must not use
    public List<SourcePlan> plans(Set<String> taken) {
        List<SourcePlan> plans = new ArrayList<>(broken);
        Set<String> names = new HashSet<>(taken);
        for (Provider provider : providers) {
            try {
                for (SourcePlan plan : provider.provider().sources(provider.host())) {
                    plans.add(names.add(plan.source()) ? guarded(plan) : collision(provider, plan));
                }
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                plans.add(trouble(provider.jar(), "fails when it is asked for its sources", e));
            }
        }
        return plans;
    }

    /// One that cannot be compared is the same as long as it is this plan.
    private static SourcePlan guarded(SourcePlan plan) {
        return plan instanceof SourcePlan.Run run
                ? new SourcePlan.Run(
                        new GuardedCollector(run.collector()),
                        run.opener(),
                        run.supervision(),
                        run.identity() == null ? run : run.identity())
                : plan;
    }

    private static SourcePlan collision(Provider provider, SourcePlan plan) {
        return trouble(
                provider.jar(),
                "names a source " + plan.source() + ", which there is already",
                null);
    }

    private void add(Path jar) {
        try {
            URLClassLoader loader =
                    new URLClassLoader(
                            new URL[] {jar.toUri().toURL()}, PluginFolder.class.getClassLoader());
            loaders.add(loader);
            CollectorProvider.Host host = new JarHost(clock, settings(jar));
            boolean any = false;
            for (CollectorProvider provider : ServiceLoader.load(CollectorProvider.class, loader)) {
                if (loader.equals(provider.getClass().getClassLoader())) {
                    providers.add(new Provider(jar, provider, host));
                    any = true;
                }
            }
            if (!any) {
                broken.add(
                        trouble(
                                jar,
                                "has no plugin: META-INF/services/"
                                        + CollectorProvider.class.getName()
                                        + " is not in it",
                                null));
            }
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            broken.add(trouble(jar, "cannot be loaded", e));
        } catch (IOException e) {
            broken.add(trouble(jar, "cannot be read", e));
        }
    }

    private static SourcePlan trouble(Path jar, String what, @Nullable Throwable cause) {
        String file = String.valueOf(jar.getFileName());
        if (cause != null) {
            LOG.warn("the plugin {} {}", jar, what, cause);
        }
        Throwable root = cause == null || cause.getCause() == null ? cause : cause.getCause();
        String why =
                root == null
                        ? ""
                        : ": " + root.getClass().getSimpleName() + ": " + root.getMessage();
        String name = file.substring(0, file.length() - ".jar".length());
        return new SourcePlan.Refused(
                TROUBLE + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_"),
                "The plugin " + file + " " + what + why + ".");
    }

    private static Properties settings(Path jar) throws IOException {
        String file = String.valueOf(jar.getFileName());
        Path beside = jar.resolveSibling(file.replaceAll("\\.jar$", ".properties"));
        Properties settings = new Properties();
        if (Files.exists(beside)) {
            try (InputStream in = Files.newInputStream(beside)) {
                settings.load(in);
            }
        }
        return settings;
    }

    private record JarHost(Clock clock, Properties settings) implements CollectorProvider.Host {
        @Override
        public Optional<String> setting(String key) {
            return Optional.ofNullable(settings.getProperty(key)).map(String::strip);
        }
    }

    /// Lets go of the jars; the plugins' collectors must have stopped.
    @Override
    public void close() {
        for (URLClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                LOG.debug("a plugin's jar does not close", e);
            }
        }
    }
}
