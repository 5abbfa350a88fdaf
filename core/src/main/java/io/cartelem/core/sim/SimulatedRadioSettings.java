package io.cartelem.core.sim;

import io.cartelem.core.sim.mesh.NodeProfile;

/// The simulated nodes and how they are reached.
///
/// @param car the node in the car
/// @param pit the node in the pit
/// @param seed decides all chance
/// @param carPort loopback TCP port of the car's node, 0 for any free one
/// @param pitPort loopback TCP port of the pit's node, 0 for any free one
/// @param ptys whether both are serial ports instead, on which the baud rate has to be right
public record SimulatedRadioSettings(
        NodeProfile car, NodeProfile pit, long seed, int carPort, int pitPort, boolean ptys) {

    /// Two nodes on EU_868 and SHORT_FAST with a private channel, on free ports.
    public static SimulatedRadioSettings usual() {
        return new SimulatedRadioSettings(NodeProfile.car(), NodeProfile.pit(), 1, 0, 0, false);
    }

    public SimulatedRadioSettings withNodes(NodeProfile newCar, NodeProfile newPit) {
        return new SimulatedRadioSettings(newCar, newPit, seed, carPort, pitPort, ptys);
    }

    public SimulatedRadioSettings withPorts(int newCar, int newPit) {
        return new SimulatedRadioSettings(car, pit, seed, newCar, newPit, ptys);
    }

    public SimulatedRadioSettings withPtys(boolean serial) {
        return new SimulatedRadioSettings(car, pit, seed, carPort, pitPort, serial);
    }
}
