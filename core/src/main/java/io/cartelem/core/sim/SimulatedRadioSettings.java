package io.cartelem.core.sim;

import io.cartelem.core.sim.mesh.NodeProfile;

/// The simulated nodes and how they are reached.
///
/// @param car the node in the car
/// @param pit the node in the pit
/// @param seed decides all chance
/// @param carPort loopback TCP port of the car's node, 0 for any free one
/// @param pitPort loopback TCP port of the pit's node, 0 for any free one
public record SimulatedRadioSettings(
        NodeProfile car, NodeProfile pit, long seed, int carPort, int pitPort) {

    /// Two nodes on EU_868 and SHORT_FAST with a private channel, on free ports.
    public static SimulatedRadioSettings usual() {
        return new SimulatedRadioSettings(NodeProfile.car(), NodeProfile.pit(), 1, 0, 0);
    }
}
