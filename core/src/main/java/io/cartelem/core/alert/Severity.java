package io.cartelem.core.alert;

/// How much an alert matters, in rising order.
public enum Severity {
    /// Worth knowing.
    INFO,
    /// Worth looking at soon.
    WARNING,
    /// Stop the car.
    CRITICAL
}
