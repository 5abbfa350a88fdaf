package io.cartelem.core.gps;

import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import java.util.List;

/// The channels of the source `gps`.
public final class GpsChannels {
    public static final String SOURCE = "gps";

    public static final Channel LATITUDE = Channel.number(SOURCE, "latitude", "°", 7);
    public static final Channel LONGITUDE = Channel.number(SOURCE, "longitude", "°", 7);

    /// Metres above mean sea level.
    public static final Channel ALTITUDE = Channel.number(SOURCE, "altitude", "m", 1);

    /// Speed over ground.
    public static final Channel SPEED = Channel.number(SOURCE, "speed_kph", "km/h", 1);

    /// Course over ground from true north.
    public static final Channel HEADING = Channel.number(SOURCE, "heading_deg", "°", 1);

    /// Satellites used for the fix.
    public static final Channel SATELLITES = Channel.number(SOURCE, "satellites", "", 0);

    public static final Channel HDOP = Channel.number(SOURCE, "hdop", "", 2);

    /// GGA's code: 0 none, 1 autonomous, 2 differential, 4 RTK fixed, 5 RTK float, 6 dead
    /// reckoning.
    public static final Channel FIX_QUALITY = Channel.number(SOURCE, "fix_quality", "", 0);

    /// All of them, in the order in which a batch holds them.
    public static final List<Channel> ALL =
            List.of(LATITUDE, LONGITUDE, ALTITUDE, SPEED, HEADING, SATELLITES, HDOP, FIX_QUALITY);

    private GpsChannels() {}

    /// The samples of one epoch, all with its time; what the receiver does not say is absent.
    public static SampleBatch batch(GpsEpoch epoch) {
        SampleBatch.Builder batch = SampleBatch.builder(ALL.size());
        Quality quality = epoch.doubtful() ? Quality.SUSPECT : Quality.GOOD;
        double[] values = {
            epoch.latitude(),
            epoch.longitude(),
            epoch.altitude(),
            epoch.speedKph(),
            epoch.heading(),
            epoch.satellites() < 0 ? Double.NaN : epoch.satellites(),
            epoch.hdop(),
            epoch.quality() < 0 ? Double.NaN : epoch.quality()
        };
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                batch.add(ALL.get(i), epoch.monoNs(), values[i], null, quality);
            }
        }
        return batch.build();
    }
}
