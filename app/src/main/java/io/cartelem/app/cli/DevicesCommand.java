package io.cartelem.app.cli;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.SerialPortInfo;
import io.cartelem.core.collect.transport.SerialPorts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/// Lists the serial ports of this computer.
@Command(name = "devices", description = "List the serial ports of this computer.")
final class DevicesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<SerialPortInfo> ports;
        try {
            ports = SerialPorts.list();
        } catch (LinkException e) {
            throw new CommandFailure(CommandFailure.FAILED, e.getMessage(), e);
        }
        if (ports.isEmpty()) {
            out.println(
                    "There is no serial port. A WiFi adapter is set with OBD_PORT=tcp://host:port.");
        }
        for (SerialPortInfo port : ports) {
            out.println(port.path() + "  " + port.description());
        }
        out.flush();
        return 0;
    }
}
