package io.cartelem.app.cli;

import io.cartelem.app.support.SupportBundle;
import io.cartelem.app.support.SupportSettings;
import io.cartelem.core.config.Configuration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;

/// Collects logs and settings without starting anything. What the devices said last is only in a
/// running desktop's bundle.
@Command(
        name = "support",
        description = "Collect logs and settings (without secrets) in one zip for a bug report.")
final class SupportCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "ZIP",
            defaultValue = "cartelem-support.zip",
            description = "Where to write it; default: ${DEFAULT-VALUE}.")
    private Path zip = Path.of("cartelem-support.zip");

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration config = options.loadAndPrint(spec.commandLine().getErr()).configuration();
        try {
            new SupportBundle(Version.text(), Instant.now())
                    .settings(SupportSettings.lines(config))
                    .logs(Logs.folder(config))
                    .write(zip);
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.FAILED, zip + " cannot be written: " + e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Logs and settings, without secrets, are in " + zip.toAbsolutePath());
        out.flush();
        return 0;
    }
}
