package io.cartelem.core.alert;

import io.cartelem.core.alert.Alert.Spot;

import java.util.Optional;

/// Remembers alerts in the session being recorded. Called on the thread `alerts`; may wait.
@FunctionalInterface
public interface AlertLog {
    /// Remembers nothing.
    AlertLog NONE = (monoNs, text) -> Optional.empty();

    /// Sets a marker.
    ///
    /// @param monoNs the process's monotonic time of what happened
    /// @return where it was set, empty if nothing is being recorded
    Optional<Spot> mark(long monoNs, String text);
}
