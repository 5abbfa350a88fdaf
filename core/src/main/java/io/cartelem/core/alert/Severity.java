package io.cartelem.core.alert;

import java.util.Locale;

/// How much an alert matters, in rising order.
public enum Severity {
    /// Worth knowing.
    INFO,
    /// Worth looking at soon.
    WARNING,
    /// Stop the car.
    CRITICAL;

    /// As the API, styles and the keys of texts spell it, for example `critical`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
