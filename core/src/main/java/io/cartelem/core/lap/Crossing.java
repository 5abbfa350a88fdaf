package io.cartelem.core.lap;

/// A car crossed a timing line in its direction and went on.
///
/// @param timeNs when it reached the line
/// @param leftNs when it left the line; later than `timeNs` only if it stood on it
/// @param uncertaintyNs either time is within this of the truth 19 times out of 20
/// @param odometer metres driven since the first fix when it reached the line
/// @param speed m/s across the line when it reached it
/// @param offset metres to the right of the line's middle
public record Crossing(
        long timeNs,
        long leftNs,
        long uncertaintyNs,
        double odometer,
        double speed,
        double offset) {}
