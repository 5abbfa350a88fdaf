package io.cartelem.app.lap;

import io.cartelem.core.lap.Lap;

/// A lap that can be chosen.
///
/// @param text its number and time
public record LapChoice(long sessionId, Lap lap, String text) {
    @Override
    public String toString() {
        return text;
    }
}
