package io.cartelem.app.cli;

import io.cartelem.app.fx.ToolkitStart;
import io.cartelem.app.station.Station;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.port.Clock;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/// The station on the simulated car: in a window where there is a screen, else headless and
/// recording.
@Command(name = "simulate", description = "Run on the simulated car.")
final class SimulateCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();
    @Mixin private final RunOptions run = new RunOptions();

    @Option(names = "--headless", description = "Without a window, also where there is a screen.")
    private boolean headless;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        boolean window = !headless && Screen.present();
        if (window) {
            ToolkitStart.prepare();
        }
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        Station station =
                Station.open(
                        config, SettingOptions.dataFolder(config), Clock.system(), Version.text());
        try {
            station.simulate();
        } catch (RuntimeException e) {
            station.close();
            throw e;
        }
        if (window) {
            Window.open(station, true, List.of(), run.time());
        } else {
            new Headless(station, spec.commandLine().getOut()).run(true, run.name, run.time());
        }
        return 0;
    }
}
