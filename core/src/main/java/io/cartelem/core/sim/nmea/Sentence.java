package io.cartelem.core.sim.nmea;

/// The kinds of sentence that the simulated receivers know.
public enum Sentence {
    GGA,
    GLL,
    GSA,
    GSV,
    RMC,
    VTG,
    ZDA
}
