package io.cartelem.core.sim;

import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.elm.ElmProfile;
import io.cartelem.core.sim.nmea.ReceiverProfile;

/// The simulated car and how it is reached.
///
/// @param car the car itself
/// @param adapter the OBD-II adapter plugged into it
/// @param receiver the satellite receiver on its roof
/// @param elmPort loopback TCP port of the adapter, 0 for any free one
/// @param gpsPort loopback TCP port of the receiver, 0 for any free one
/// @param ptys whether both are serial ports instead, on which the baud rate has to be right
public record SimulatedCarSettings(
        CarSettings car,
        ElmProfile adapter,
        ReceiverProfile receiver,
        int elmPort,
        int gpsPort,
        boolean ptys) {

    public SimulatedCarSettings {
        if (elmPort < 0 || elmPort > 65_535 || gpsPort < 0 || gpsPort > 65_535) {
            throw new IllegalArgumentException(
                    "TCP ports are 0 to 65535, not " + elmPort + " and " + gpsPort);
        }
    }

    /// The usual car with a genuine adapter and a 10 Hz receiver, on free ports.
    public static SimulatedCarSettings usual() {
        return new SimulatedCarSettings(
                CarSettings.usual(), ElmProfile.genuine(), ReceiverProfile.usual(), 0, 0, false);
    }

    public SimulatedCarSettings withCar(CarSettings newCar) {
        return new SimulatedCarSettings(newCar, adapter, receiver, elmPort, gpsPort, ptys);
    }

    public SimulatedCarSettings withAdapter(ElmProfile newAdapter) {
        return new SimulatedCarSettings(car, newAdapter, receiver, elmPort, gpsPort, ptys);
    }

    public SimulatedCarSettings withReceiver(ReceiverProfile newReceiver) {
        return new SimulatedCarSettings(car, adapter, newReceiver, elmPort, gpsPort, ptys);
    }

    public SimulatedCarSettings withPorts(int elm, int gps) {
        return new SimulatedCarSettings(car, adapter, receiver, elm, gps, ptys);
    }

    public SimulatedCarSettings withPtys(boolean serial) {
        return new SimulatedCarSettings(car, adapter, receiver, elmPort, gpsPort, serial);
    }
}
