package io.cartelem.core.lap;

/// A part of a lap in which it lost time against another.
///
/// @param corner where
/// @param sector the sector in which its slowest place lies, from 1
/// @param seconds lost from the part's beginning to its end, more than 0
/// @param slowest lowest speed of the lap there, m/s
/// @param referenceSlowest lowest speed of the reference there, m/s
public record Loss(
        Corner corner, int sector, double seconds, double slowest, double referenceSlowest) {}
