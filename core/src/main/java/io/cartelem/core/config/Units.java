package io.cartelem.core.config;

/// In which units values are shown; recordings are always metric.
public enum Units {
    METRIC,
    IMPERIAL
}
