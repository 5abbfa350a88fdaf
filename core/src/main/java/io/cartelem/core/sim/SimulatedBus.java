package io.cartelem.core.sim;

import io.cartelem.core.sim.device.Device;

import java.io.IOException;

/// A simulated device on the simulated CAN bus, plugged in: reached over loopback TCP or by a
/// serial port. Any thread.
public final class SimulatedBus implements AutoCloseable {
    private static final int FIRST_BAUD = 115_200;

    private final DeviceServer server;

    private SimulatedBus(DeviceServer server) throws IOException {
        this.server = server;
        server.plug();
    }

    /// Behind a TCP port of its own.
    public static SimulatedBus overTcp(Device device) throws IOException {
        return new SimulatedBus(
                new DeviceServer("sim-can", device, () -> new TcpDoorway(0), false));
    }

    /// At a pseudo terminal.
    ///
    /// @throws IOException where there are no ptys
    public static SimulatedBus overSerial(Device device) throws IOException {
        return new SimulatedBus(
                new DeviceServer("sim-can", device, () -> new PtyDoorway(() -> FIRST_BAUD), true));
    }

    /// What a collector opens.
    public String address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }
}
