package io.cartelem.app.cli;

import io.cartelem.app.station.Ports;
import io.cartelem.core.collect.discovery.PortReport;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.port.Clock;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/// Finds out what is on each serial port by trying; takes about ten seconds.
@Command(name = "devices", description = "Find out what is plugged into each serial port.")
final class DevicesCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        List<PortReport> ports;
        try {
            ports = Ports.scanner(SettingOptions.dataFolder(config), Clock.system()).scan();
        } catch (LinkException e) {
            throw new CommandFailure(CommandFailure.FAILED, e.getMessage(), e);
        }
        if (ports.isEmpty()) {
            out.println(
                    "There is no serial port. A WiFi adapter is set with OBD_PORT=tcp://host:port.");
        }
        for (PortReport port : ports) {
            out.println(port.port() + " (" + port.description() + ") " + port.status());
        }
        out.flush();
        return 0;
    }
}
