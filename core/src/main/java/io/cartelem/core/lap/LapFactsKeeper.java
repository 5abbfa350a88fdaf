package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

/// Gathers what happens in a lap while it is driven. Used by one thread.
final class LapFactsKeeper {
    private static final double STANDING_MPS = 1;
    private static final double POOR_HDOP = 4;

    /// Poor geometry for a moment is no news.
    private static final double POOR_FOR_S = 1;

    private final double startM;
    private double maxSpeed;
    private double longestGapS;
    private double gapAtM;
    private double stoodS;
    private double stoodAtM;
    private double standingS;
    private double poorS;
    private double poorest;
    private double worstHdop;
    private double hdopAtM;

    LapFactsKeeper(double startM) {
        this.startM = startM;
    }

    void add(@Nullable Place before, Place place) {
        double at = place.odometer() - startM;
        maxSpeed = Math.max(maxSpeed, place.speed());
        if (before == null) {
            return;
        }
        double seconds = place.secondsSince(before);
        if (place.gapS() > longestGapS) {
            longestGapS = place.gapS();
            gapAtM = before.odometer() - startM;
        }
        standingS = place.speed() < STANDING_MPS ? standingS + seconds : 0;
        if (standingS > stoodS) {
            stoodS = standingS;
            stoodAtM = at;
        }
        boolean poor = place.hdop() > POOR_HDOP;
        poorS = poor ? poorS + seconds : 0;
        poorest = poor ? Math.max(poorest, place.hdop()) : 0;
        if (poorS >= POOR_FOR_S && poorest > worstHdop) {
            worstHdop = poorest;
            hdopAtM = at;
        }
    }

    LapFacts facts(@Nullable Crossing start, @Nullable Crossing end) {
        return new LapFacts(
                maxSpeed, longestGapS, gapAtM, stoodS, stoodAtM, worstHdop, hdopAtM, start, end);
    }
}
