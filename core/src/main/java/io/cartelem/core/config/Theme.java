package io.cartelem.core.config;

/// How the desktop looks.
public enum Theme {
    DARK,
    /// Light with the strongest contrast, for a laptop in the sun.
    SUNLIGHT,
    SYSTEM
}
