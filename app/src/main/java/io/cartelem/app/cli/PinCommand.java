package io.cartelem.app.cli;

import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.port.Clock;
import io.cartelem.server.security.TokenVault;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// Prints the PIN with which a phone or tablet may start and stop recordings.
@Command(name = "pin", description = "Print the operator PIN for control from other devices.")
final class PinCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        String chosen = config.get(Keys.OPERATOR_PIN);
        Path file = SettingOptions.dataFolder(config).resolve("access.json");
        if (Files.exists(file) && !Files.isReadable(file)) {
            throw new CommandFailure(
                    CommandFailure.FAILED,
                    "The PIN is in \"%s\", which is somebody else's; ask as that user or with sudo."
                            .formatted(file),
                    null);
        }
        try (TokenVault vault =
                new TokenVault(file, chosen.isEmpty() ? null : chosen, Clock.system())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(vault.pin());
            out.flush();
        }
        return 0;
    }
}
