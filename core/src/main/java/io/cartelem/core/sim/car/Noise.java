package io.cartelem.core.sim.car;

/// Noise that is a function of time: the same seed and time give the same value, without a state
/// that would have to be run through.
final class Noise {
    private Noise() {}

    /// Smooth noise between -1 and 1 that changes over about `periodS` seconds.
    static double smooth(long seed, int stream, double seconds, double periodS) {
        double position = seconds / periodS;
        long cell = (long) Math.floor(position);
        double f = Journey.smooth(position - cell);
        double from = at(seed, stream, cell);
        return from + (at(seed, stream, cell + 1) - from) * f;
    }

    /// Even noise between -1 and 1 of one cell.
    static double at(long seed, int stream, long cell) {
        long z = seed * 0x9E3779B97F4A7C15L + stream * 0xD1B54A32D192ED03L + cell;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >> 11) * 0x1.0p-52;
    }
}
