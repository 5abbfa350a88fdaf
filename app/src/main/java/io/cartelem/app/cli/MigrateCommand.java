package io.cartelem.app.cli;

import io.cartelem.app.station.Stores;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// Brings the store to the layout of this version, which otherwise happens at the next start.
@Command(name = "migrate", description = "Bring the recordings to the layout of this version.")
final class MigrateCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        try (SessionStore store =
                Stores.open(config, SettingOptions.dataFolder(config), Clock.system())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    store.status().location() + " is ready for Cartelem " + Version.text() + ".");
            out.flush();
        }
        return 0;
    }
}
