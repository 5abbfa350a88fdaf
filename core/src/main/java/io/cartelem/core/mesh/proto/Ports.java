package io.cartelem.core.mesh.proto;

/// The applications within a mesh packet that matter here (`PortNum`).
public final class Ports {
    public static final int POSITION = 3;
    public static final int NODE_INFO = 4;
    public static final int ROUTING = 5;
    public static final int TELEMETRY = 67;

    /// The first of the private range 256 to 511; the one that Cartelem uses.
    public static final int PRIVATE = 256;

    private Ports() {}
}
