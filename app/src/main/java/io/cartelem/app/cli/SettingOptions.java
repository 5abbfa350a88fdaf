package io.cartelem.app.cli;

import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.ConfigProblem;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.config.SettingsFile;
import io.cartelem.core.config.UserFolders;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The options that every command shares: each is a setting for this run.
final class SettingOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address the server listens on.")
    @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the server.")
    @Nullable String port;

    @Option(names = "--database", paramLabel = "URL", description = "Where recordings are kept.")
    @Nullable String database;

    @Option(names = "--data-dir", paramLabel = "FOLDER", description = "Recordings and settings.")
    @Nullable String dataDir;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description =
                    "Any setting by its name, for example -s OBD_PORT=/dev/ttyUSB0. See `cartelem config`.")
    Map<String, String> settings = new LinkedHashMap<>();

    /// What the settings of all places come to.
    ///
    /// @param folder where the user started
    ConfigLoader.Result load(Path folder, Map<String, String> environment) throws IOException {
        Map<String, String> commandLine = new HashMap<>(settings);
        put(commandLine, "HOST", host);
        put(commandLine, "PORT", port);
        put(commandLine, "DATABASE_URL", database);
        put(commandLine, "DATA_DIR", dataDir);
        Map<String, String> dotEnv = SettingsFile.read(folder.resolve(".env"));
        ConfigLoader loader =
                new ConfigLoader().commandLine(commandLine).environment(environment).dotEnv(dotEnv);
        Path data = dataFolder(loader.load().configuration());
        return loader.settingsFile(SettingsFile.read(data.resolve(SettingsFile.NAME))).load();
    }

    /// The folder of recordings and settings.
    static Path dataFolder(Configuration config) {
        Path chosen = config.get(Keys.DATA_DIR);
        return chosen.toString().isEmpty() ? UserFolders.data() : chosen;
    }

    /// As [#load] for commands that refuse to run with an unusable setting; prints every problem.
    ///
    /// @throws CommandFailure USAGE if a setting cannot be used
    Configuration loadOrRefuse(PrintWriter complaints) {
        ConfigLoader.Result result = loadAndPrint(complaints);
        if (!result.usable()) {
            throw new CommandFailure(CommandFailure.USAGE, "Nothing was started.", null);
        }
        return result.configuration();
    }

    /// As [#load] for the window, which starts with what can be used and shows the rest.
    ConfigLoader.Result loadAndPrint(PrintWriter complaints) {
        ConfigLoader.Result result;
        try {
            result = load(Path.of("").toAbsolutePath(), System.getenv());
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.USAGE, e.getMessage(), e);
        }
        for (ConfigProblem problem : result.problems()) {
            complaints.println((problem.fatal() ? "Error: " : "Warning: ") + problem.sentence());
        }
        complaints.flush();
        Logs.begin(result.configuration());
        return result;
    }

    private static void put(Map<String, String> values, String key, @Nullable String value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
