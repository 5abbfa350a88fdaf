/// A simulated pair of Meshtastic nodes that speak the real stream protocol to their clients and
/// share one seeded radio channel. The ether and its nodes are driven by whoever holds the ether's
/// lock: a test that moves the time by hand, or the threads of
/// [io.cartelem.core.sim.SimulatedRadio].
@NullMarked
package io.cartelem.core.sim.mesh;

import org.jspecify.annotations.NullMarked;
