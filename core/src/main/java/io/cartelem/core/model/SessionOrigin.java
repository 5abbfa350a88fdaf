package io.cartelem.core.model;

/// How a session came to be. Stored by name, never changed afterwards: a simulated drive stays
/// marked as one for ever.
public enum SessionOrigin {
    LIVE,
    SIMULATED,
    IMPORTED
}
