package io.cartelem.core.mesh;

import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.mesh.pack.RadioSample;
import io.cartelem.core.mesh.pack.RadioSchema;
import io.cartelem.core.model.Channel;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Chooses what is sent: the schema from what the car measures, and from time to time the values.
/// Belongs to one thread; its values come from any.
final class Sampler {
    /// What a pit looks at first; what is not named here comes after the team's own sensors.
    private static final List<String> FIRST =
            List.of(
                    "gps.latitude",
                    "gps.longitude",
                    "gps.speed_kph",
                    "obd.RPM",
                    "obd.SPEED",
                    "obd.COOLANT_TEMP",
                    "gps.heading_deg",
                    "obd.THROTTLE_POS",
                    "obd.ENGINE_LOAD",
                    "gps.altitude",
                    "obd.battery_voltage",
                    "gps.satellites");

    private static final String SATELLITES = "gps";
    private static final long POSITION_AGE_NS = Duration.ofMillis(1_500).toNanos();

    /// What a receiver says in one go.
    private static final long EPOCH_NS = Duration.ofMillis(50).toNanos();

    private static final long VALUE_AGE_NS = Duration.ofSeconds(60).toNanos();

    /// A channel set that still grows is not described anew more often than this.
    private static final long SETTLING_NS = Duration.ofSeconds(2).toNanos();

    private static final long SCHEMA_PAUSE_NS = Duration.ofSeconds(10).toNanos();

    private final LatestValues values;
    private final CarTime time;
    private @Nullable RadioSchema schema;
    private List<Channel> channels = List.of();
    private int counted;
    private long grewNs;
    private long schemaNs;
    private long lastNs = Long.MIN_VALUE;

    Sampler(LatestValues values, CarTime time) {
        this.values = values;
        this.time = time;
    }

    /// The schema of what is sent; null before there is anything.
    @Nullable RadioSchema schema() {
        return schema;
    }

    /// Looks whether there are more channels than the schema describes.
    ///
    /// @return whether the schema is another one now
    boolean follow(long nowNs) {
        int count = values.count();
        if (count != counted) {
            counted = count;
            grewNs = nowNs;
        }
        boolean grown = count > channels.size();
        boolean settled = nowNs - grewNs >= SETTLING_NS;
        boolean rested = schema == null || nowNs - schemaNs >= SCHEMA_PAUSE_NS;
        if (!grown || !settled || !rested) {
            return false;
        }
        channels = inOrder(values.channels());
        RadioSchema before = schema;
        RadioSchema now = RadioSchema.fitting(radio(channels));
        channels = kept(channels, now);
        counted = count;
        schemaNs = nowNs;
        schema = now;
        return before == null || !now.equals(before);
    }

    private static List<Channel> inOrder(List<Channel> seen) {
        List<Channel> all = new ArrayList<>();
        for (String id : FIRST) {
            seen.stream().filter(c -> c.id().equals(id)).forEach(all::add);
        }
        seen.stream().filter(c -> RadioChannel.builtIn(c).isEmpty()).forEach(all::add);
        seen.stream().filter(c -> !all.contains(c)).forEach(all::add);
        return all;
    }

    /// The channels as they are called on the air; one whose name is taken, by another or by what
    /// the receiver records itself, gets its source in front.
    private static List<RadioChannel> radio(List<Channel> channels) {
        Set<String> names = new HashSet<>(RadioChannel.OF_THE_RECEIVER);
        List<RadioChannel> all = new ArrayList<>();
        for (Channel channel : channels) {
            RadioChannel radio = RadioChannel.of(channel);
            if (!names.add(radio.name())) {
                radio = radio.named(channel.source() + "_" + channel.name());
                names.add(radio.name());
            }
            all.add(radio);
        }
        return all;
    }

    /// The channels that found a place in the schema, in its order.
    private static List<Channel> kept(List<Channel> channels, RadioSchema schema) {
        List<RadioChannel> radio = radio(channels);
        List<Channel> all = new ArrayList<>();
        for (RadioChannel place : schema.channels()) {
            all.add(channels.get(radio.indexOf(place)));
        }
        return all;
    }

    /// The values now. Their time is that of the position, where there is a new one, because a
    /// position is worth little at another time than its own; where there is none, what comes from
    /// satellites stays out.
    ///
    /// @return null if there is nothing to send
    @Nullable RadioSample take(long nowNs, Clock clock) {
        long position = values.positionNs();
        boolean fresh = position > lastNs && nowNs - position <= POSITION_AGE_NS;
        long timeNs = fresh ? position : nowNs;
        double[] row = new double[channels.size()];
        boolean any = false;
        for (int i = 0; i < row.length; i++) {
            Channel channel = channels.get(i);
            boolean bySatellite = channel.source().equals(SATELLITES);
            row[i] =
                    bySatellite && !fresh
                            ? Double.NaN
                            : values.at(
                                    channel.id(), timeNs, bySatellite ? EPOCH_NS : VALUE_AGE_NS);
            any |= !Double.isNaN(row[i]);
        }
        if (!any) {
            return null;
        }
        lastNs = timeNs;
        return new RadioSample(time.utcOf(timeNs, clock), time.isTrusted(timeNs), row);
    }
}
