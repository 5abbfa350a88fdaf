package io.cartelem.app.station;

import io.cartelem.core.can.SlcanProbe;
import io.cartelem.core.collect.discovery.DeviceMemory;
import io.cartelem.core.collect.discovery.PortAccess;
import io.cartelem.core.collect.discovery.PortScanner;
import io.cartelem.core.gps.NmeaProbe;
import io.cartelem.core.mesh.MeshProbe;
import io.cartelem.core.obd.adapter.ElmProbe;
import io.cartelem.core.port.Clock;

import java.nio.file.Path;
import java.util.List;

/// The search for the devices that Cartelem knows.
public final class Ports {
    private Ports() {}

    /// @param dataFolder where it is remembered what was found
    public static PortScanner scanner(Path dataFolder, Clock clock) {
        return new PortScanner(
                PortAccess.system(),
                List.of(
                        new NmeaProbe(clock),
                        new ElmProbe(),
                        new MeshProbe(),
                        new SlcanProbe(Clock.system())),
                new DeviceMemory(dataFolder.resolve("devices.json")),
                clock);
    }
}
