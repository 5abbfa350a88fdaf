package io.cartelem.core.sim;

import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.core.sim.device.Device;
import io.cartelem.core.sim.device.Faults;
import io.cartelem.core.sim.elm.ElmAdapter;
import io.cartelem.core.sim.elm.ElmFault;
import io.cartelem.core.sim.nmea.NmeaReceiver;
import io.cartelem.core.sim.nmea.ReceiverFault;

import java.io.IOException;
import java.util.function.IntSupplier;

/// A simulated car with its OBD-II adapter and its satellite receiver, reached over loopback TCP or
/// as serial ports, like real devices. [#close] leaves no thread behind. Safe on any thread.
public final class SimulatedCar implements AutoCloseable {
    private final Vehicle vehicle;
    private final ElmAdapter adapter;
    private final NmeaReceiver receiver;
    private final DeviceServer adapterServer;
    private final DeviceServer receiverServer;

    private SimulatedCar(SimulatedCarSettings settings, Clock clock) {
        long seed = settings.car().seed();
        vehicle = new Vehicle(settings.car(), clock);
        adapter = new ElmAdapter(settings.adapter(), vehicle, seed);
        receiver = new NmeaReceiver(settings.receiver(), vehicle, seed);
        boolean ptys = settings.ptys();
        adapterServer = server("sim-adapter", adapter, ptys, settings.elmPort(), adapter::baud);
        receiverServer = server("sim-receiver", receiver, ptys, settings.gpsPort(), receiver::baud);
    }

    /// Starts the car; its time 0 is now.
    ///
    /// @throws IOException when a port is taken
    public static SimulatedCar start(SimulatedCarSettings settings, Clock clock)
            throws IOException {
        SimulatedCar car = new SimulatedCar(settings, clock);
        try {
            car.replug();
        } catch (IOException e) {
            car.close();
            throw e;
        }
        return car;
    }

    /// The car itself: its true state, its faults, its journal.
    public Vehicle car() {
        return vehicle;
    }

    public ElmAdapter adapter() {
        return adapter;
    }

    public NmeaReceiver receiver() {
        return receiver;
    }

    /// Where the adapter is reached: `tcp://127.0.0.1:35000` or a serial port. A serial port may
    /// have another name after [#replug].
    public String elmAddress() {
        return adapterServer.address();
    }

    /// Where the receiver is reached.
    public String gpsAddress() {
        return receiverServer.address();
    }

    public Faults<ElmFault> elmFaults() {
        return adapter.faults();
    }

    public Faults<ReceiverFault> receiverFaults() {
        return receiver.faults();
    }

    /// Turns the key.
    public void ignition(boolean on) {
        vehicle.ignition(on);
    }

    /// Pulls the adapter's plug.
    public void unplugAdapter() {
        adapterServer.unplug();
    }

    /// Pulls the receiver's plug.
    public void unplugReceiver() {
        receiverServer.unplug();
    }

    /// Pulls both plugs.
    public void unplug() {
        unplugAdapter();
        unplugReceiver();
    }

    /// Plugs in what is unplugged, under the address it had.
    public void replug() throws IOException {
        adapterServer.plug();
        receiverServer.plug();
    }

    @Override
    public void close() {
        adapterServer.close();
        receiverServer.close();
    }

    private static DeviceServer server(
            String name, Device device, boolean pty, int port, IntSupplier baud) {
        if (pty) {
            return new DeviceServer(name, device, () -> new PtyDoorway(baud), true);
        }
        return DeviceServer.onTcp(name, device, port);
    }
}
