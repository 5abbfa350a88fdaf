package io.cartelem.app.cli;

import io.cartelem.app.station.Station;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.port.Clock;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// The headless station on the devices that the settings name.
@Command(
        name = "serve",
        description = "Run without a window on the devices that the settings name.")
final class ServeCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();
    @Mixin private final RunOptions run = new RunOptions();

    @Option(names = "--record", description = "Start recording at once.")
    private boolean record;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        Station station =
                Station.open(
                        config, SettingOptions.dataFolder(config), Clock.system(), Version.text());
        try {
            station.connectDevices();
        } catch (RuntimeException e) {
            station.close();
            throw e;
        }
        new Headless(station, spec.commandLine().getOut()).run(record, run.name, run.time());
        return 0;
    }
}
