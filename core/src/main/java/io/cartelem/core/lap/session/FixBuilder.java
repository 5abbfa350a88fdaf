package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Fix;

import java.util.Set;
import java.util.function.Consumer;

/// Puts the samples of one instant together to a fix. Used by one thread.
final class FixBuilder {
    static final String LATITUDE = "latitude";
    static final String LONGITUDE = "longitude";
    static final String SPEED = "speed_kph";
    static final String HEADING = "heading_deg";
    static final String HDOP = "hdop";

    /// The names of the channels that make a fix.
    static final Set<String> CHANNELS = Set.of(LATITUDE, LONGITUDE, SPEED, HEADING, HDOP);

    private static final double KPH_PER_MPS = 3.6;

    private final Consumer<Fix> sink;
    private long timeNs;
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;
    private double speed = Double.NaN;
    private double heading = Double.NaN;
    private double hdop = Double.NaN;
    private boolean doubtful;

    FixBuilder(Consumer<Fix> sink) {
        this.sink = sink;
    }

    /// Adds a sample; one of a later time completes the fix before it.
    void add(String channel, long time, double value, boolean isDoubtful) {
        if (time != timeNs) {
            flush();
            timeNs = time;
        }
        switch (channel) {
            case LATITUDE -> latitude = value;
            case LONGITUDE -> longitude = value;
            case SPEED -> speed = value / KPH_PER_MPS;
            case HEADING -> heading = value;
            case HDOP -> hdop = value;
            default -> {
                return;
            }
        }
        doubtful |= isDoubtful;
    }

    /// Hands out what is complete.
    void flush() {
        if (!Double.isNaN(latitude) && !Double.isNaN(longitude)) {
            sink.accept(new Fix(timeNs, latitude, longitude, speed, heading, hdop, doubtful));
        }
        latitude = Double.NaN;
        longitude = Double.NaN;
        speed = Double.NaN;
        heading = Double.NaN;
        hdop = Double.NaN;
        doubtful = false;
    }
}
