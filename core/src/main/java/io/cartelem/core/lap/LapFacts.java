package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

/// What happened in a lap, from which its validity is judged. Places are metres from its start.
///
/// @param maxSpeed m/s
/// @param longestGapS seconds without a position, 0 if there was no gap
/// @param stoodS the longest stop, seconds
/// @param worstHdop the worst while it was poor, 0 if it never was for long, infinite where the
///   receiver guessed
/// @param start how it began, null if not with a line
/// @param end how it ended, null if not with a line
public record LapFacts(
        double maxSpeed,
        double longestGapS,
        double gapAtM,
        double stoodS,
        double stoodAtM,
        double worstHdop,
        double hdopAtM,
        @Nullable Crossing start,
        @Nullable Crossing end) {}
