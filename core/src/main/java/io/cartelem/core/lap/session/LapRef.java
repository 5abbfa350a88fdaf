package io.cartelem.core.lap.session;

/// A lap of a session.
///
/// @param number from 1
public record LapRef(long sessionId, int number) {

    /// Reads `7:3` as lap 3 of session 7.
    ///
    /// @throws IllegalArgumentException with a sentence for anything else
    public static LapRef parse(String text) {
        if (!text.matches("[0-9]{1,18}:[0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "a lap is written session:lap, for example 7:3, not '" + text + "'");
        }
        int colon = text.indexOf(':');
        return new LapRef(
                Long.parseLong(text.substring(0, colon)),
                Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return sessionId + ":" + number;
    }
}
