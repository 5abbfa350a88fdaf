package io.cartelem.core.sim.mesh;

/// What goes wrong on the air, for each receiver of each packet.
public enum EtherFault {
    /// The packet does not arrive.
    LOSS,
    /// It arrives twice, as when another node repeats it.
    DUPLICATE,
    /// It arrives up to three seconds late, perhaps behind the next one.
    DELAY
}
