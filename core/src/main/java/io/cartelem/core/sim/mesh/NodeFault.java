package io.cartelem.core.sim.mesh;

/// What goes wrong in a node and on the line to its client. Those of the line strike for each
/// frame, the others for each packet that the client hands over.
public enum NodeFault {
    /// The rest of a frame is lost.
    TORN_FRAME,
    /// A line of log text is written before a frame or into it.
    LOG_TEXT,
    /// The status of a packet does not reach the client.
    LOST_STATUS,
    /// The transmit queue takes nothing.
    QUEUE_FULL,
    /// The node thinks that it sent too much, and says so in one of the three ways.
    DUTY_REFUSAL,
    /// The node restarts.
    REBOOT
}
