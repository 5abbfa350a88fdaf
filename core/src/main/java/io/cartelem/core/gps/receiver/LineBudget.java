package io.cartelem.core.gps.receiver;

/// What a line of a given baud rate can carry. The sizes are of a receiver of several
/// constellations, which sends up to 1,360 bytes per fix with every sentence.
final class LineBudget {
    private static final int EVERY_SENTENCE = 1360;
    private static final int RMC_VTG_GGA = 200;
    private static final int ONCE_A_SECOND = EVERY_SENTENCE - RMC_VTG_GGA;

    /// The rate assumed where a link has none of its own, such as TCP.
    private static final int ASSUMED_BAUD = 115_200;

    private LineBudget() {}

    /// Whether every sentence of `hertz` fixes a second fits.
    static boolean carriesAll(int baud, int hertz) {
        return EVERY_SENTENCE * hertz <= bytesPerSecond(baud);
    }

    /// Whether they fit with the satellites' sentences once a second.
    static boolean carriesThinned(int baud, int hertz) {
        return ONCE_A_SECOND + RMC_VTG_GGA * hertz <= bytesPerSecond(baud);
    }

    /// The most fixes a second that fit when thinned, at least 1.
    static int mostHertz(int baud) {
        return Math.max(1, (bytesPerSecond(baud) - ONCE_A_SECOND) / RMC_VTG_GGA);
    }

    /// Ten bits a byte, and a tenth left free.
    private static int bytesPerSecond(int baud) {
        int known = baud == 0 ? ASSUMED_BAUD : baud;
        return known / 10 * 9 / 10;
    }
}
