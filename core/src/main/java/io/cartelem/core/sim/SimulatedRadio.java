package io.cartelem.core.sim;

import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.mesh.Ether;
import io.cartelem.core.sim.mesh.MeshNode;
import io.cartelem.core.sim.mesh.NodeDevice;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// Two Meshtastic nodes, one for the car and one for the pit, each reached over loopback TCP or a
/// serial port by the very collector that talks to real nodes. Over TCP a newcomer takes the place
/// of the client that was there, as with real firmware. The time on the air passes by the given
/// clock. [#close] leaves no thread behind. Safe on any thread.
public final class SimulatedRadio implements AutoCloseable {
    /// The rate of every Meshtastic board.
    private static final int BAUD = 115_200;

    private final Clock clock;
    private final Ether ether;
    private final MeshNode car;
    private final MeshNode pit;
    private final DeviceServer carServer;
    private final DeviceServer pitServer;

    /// One thread for each thing that is to happen on the air, while it waits for its time.
    private final ExecutorService alarms =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sim-ether-", 0).factory());

    private SimulatedRadio(SimulatedRadioSettings settings, Clock clock) {
        this.clock = clock;
        ether = new Ether(settings.seed(), clock.monoNs());
        ether.alarm(this::wakeAt);
        car = new MeshNode(settings.car(), ether, settings.seed());
        pit = new MeshNode(settings.pit(), ether, settings.seed());
        carServer = server("sim-car-node", car, settings.carPort(), settings.ptys());
        pitServer = server("sim-pit-node", pit, settings.pitPort(), settings.ptys());
    }

    private DeviceServer server(String name, MeshNode node, int port, boolean pty) {
        NodeDevice device = new NodeDevice(node, ether, clock);
        return pty
                ? new DeviceServer(name, device, () -> new PtyDoorway(() -> BAUD), true)
                : DeviceServer.takenOverOnTcp(name, device, port);
    }

    /// Starts both nodes.
    ///
    /// @throws IOException when a port is taken
    public static SimulatedRadio start(SimulatedRadioSettings settings, Clock clock)
            throws IOException {
        SimulatedRadio radio = new SimulatedRadio(settings, clock);
        try {
            radio.carServer.plug();
            radio.pitServer.plug();
        } catch (IOException e) {
            radio.close();
            throw e;
        }
        return radio;
    }

    private void wakeAt(long atNs) {
        try {
            alarms.execute(
                    () -> {
                        try {
                            clock.pause(Duration.ofNanos(atNs - clock.monoNs()));
                            ether.advance(clock.monoNs());
                        } catch (InterruptedException e) {
                            // close() asked for the end
                            Thread.currentThread().interrupt();
                        }
                    });
        } catch (RejectedExecutionException e) {
            // Closed in this very moment: nothing happens on the air any more.
            return;
        }
    }

    public Ether ether() {
        return ether;
    }

    public MeshNode car() {
        return car;
    }

    public MeshNode pit() {
        return pit;
    }

    /// Where the car's node is reached: `tcp://127.0.0.1:4403` or a serial port, which may have
    /// another name after [#replugCar].
    public String carAddress() {
        return carServer.address();
    }

    /// Where the pit's node is reached.
    public String pitAddress() {
        return pitServer.address();
    }

    /// Pulls the plug of the car's node.
    public void unplugCar() {
        carServer.unplug();
    }

    /// Plugs the car's node in again.
    public void plugCar() throws IOException {
        carServer.plug();
    }

    /// Pulls the plug of the car's node and puts it back.
    public void replugCar() throws IOException {
        unplugCar();
        plugCar();
    }

    @Override
    public void close() {
        carServer.close();
        pitServer.close();
        alarms.shutdownNow();
        alarms.close();
    }
}
