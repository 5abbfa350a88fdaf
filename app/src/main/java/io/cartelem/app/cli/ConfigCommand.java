package io.cartelem.app.cli;

import io.cartelem.core.config.Configuration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// Prints every setting, its value, where it came from and what it means.
@Command(name = "config", description = "Print every setting, its value and where it came from.")
final class ConfigCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        out.println("# data folder: " + SettingOptions.dataFolder(config));
        for (Configuration.Entry entry : config.entries()) {
            out.printf(
                    "%-20s = %-30s # %s; %s%n",
                    entry.key().name(),
                    entry.text(),
                    entry.origin().label(),
                    entry.key().meaning());
        }
        out.flush();
        return 0;
    }
}
