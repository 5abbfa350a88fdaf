package io.cartelem.core.lap;

/// The time between two lines of a lap.
///
/// @param timeNs nanoseconds, −1 if one of its lines was not crossed
/// @param uncertaintyNs the time is within this of the truth 19 times out of 20
public record Sector(long timeNs, long uncertaintyNs) {
    /// A sector one end of which was missed.
    public static final Sector UNKNOWN = new Sector(-1, 0);

    public boolean isKnown() {
        return timeNs >= 0;
    }
}
