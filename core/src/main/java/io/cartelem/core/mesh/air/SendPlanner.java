package io.cartelem.core.mesh.air;

import io.cartelem.core.mesh.air.SendPlan.Limit;

import java.time.Duration;

/// Finds the pace at which a wish can be sent: as asked, else with several samples in a packet,
/// else slower. Pure functions.
public final class SendPlanner {
    /// How much of the legal limit is used: the rest is for what the node sends of its own accord.
    public static final double OF_DUTY = 0.8;

    /// How much of a channel may be in use, by everybody together.
    public static final double OF_CHANNEL = 0.25;

    /// What a sender allows itself where others leave nothing of that.
    public static final double LEAST_OF_CHANNEL = 0.01;

    private static final double SCHEMA_SECONDS = 30;
    private static final double OF_BUDGET_FOR_SCHEMA = 0.1;
    private static final int MOST_SAMPLES = 64;
    private static final double NANOS = 1e9;
    private static final Duration NEVER = Duration.ofHours(1);

    private SendPlanner() {}

    /// The pace for a wish.
    ///
    /// @param othersShare how much of the channel others use, 0 to 1: `channel_utilization` of the
    ///   node's telemetry less what this node sent itself
    public static SendPlan plan(RadioSettings radio, SendWish wish, double othersShare) {
        double hour = radio.dutySecondsOfHour();
        if (radio.region() == Region.UNSET) {
            return silent(Limit.REGION_UNSET);
        }
        if (!radio.txEnabled()) {
            return silent(Limit.TX_DISABLED);
        }
        int footprint = 1 + wish.hops();
        double byDuty = OF_DUTY * hour / 3_600;
        double free = OF_CHANNEL - Math.clamp(othersShare, 0, 1);
        double byChannel = Math.max(free, LEAST_OF_CHANNEL) / footprint;
        double budget = Math.min(byDuty, byChannel);
        Limit limit = byDuty <= byChannel ? Limit.DUTY : Limit.CHANNEL;

        double schemaSeconds = schemaSeconds(wish, radio.modulation());
        double schemaPeriod =
                Math.max(SCHEMA_SECONDS, schemaSeconds / (OF_BUDGET_FOR_SCHEMA * budget));
        double schemaShare = schemaSeconds / schemaPeriod;
        Pace pace = pace(radio, wish, budget - schemaShare);

        double airShare = pace.airSeconds / pace.packetSeconds() + schemaShare;
        return new SendPlan(
                pace.samples,
                seconds(pace.sampleSeconds),
                seconds(schemaPeriod),
                pace.asAsked(wish) ? Limit.NONE : limit,
                pace.bytes,
                seconds(pace.airSeconds),
                airShare,
                airShare * footprint,
                budget,
                airShare * 3_600,
                hour);
    }

    private static Pace pace(RadioSettings radio, SendWish wish, double budget) {
        double asked = 1 / wish.rateHz();
        double patience = wish.patience().toNanos() / NANOS;
        int most = Math.min(MOST_SAMPLES, wish.size().samplesIn(wish.limit()));
        Pace best = null;
        for (int samples = 1; samples <= most; samples++) {
            int bytes = Math.min(wish.size().bytes(samples), wish.limit());
            double air = wish.addressing().seconds(bytes, radio.modulation());
            Pace pace = new Pace(samples, Math.max(asked, air / budget / samples), bytes, air);
            boolean inTime = samples == 1 || pace.packetSeconds() <= patience;
            if (inTime && (best == null || pace.sampleSeconds < best.sampleSeconds)) {
                best = pace;
            }
        }
        if (best == null) {
            throw new IllegalStateException("a single sample is always a pace");
        }
        return best;
    }

    private static double schemaSeconds(SendWish wish, Modulation modulation) {
        int bytes = Math.min(wish.limit(), Math.ceilDiv(wish.schemaBytes(), wish.schemaPackets()));
        return wish.schemaPackets() * wish.addressing().seconds(bytes, modulation);
    }

    private static SendPlan silent(Limit limit) {
        return new SendPlan(0, NEVER, NEVER, limit, 0, Duration.ZERO, 0, 0, 0, 0, 0);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) Math.ceil(seconds * NANOS));
    }

    /// @param samples in a packet
    /// @param sampleSeconds from one to the next
    private record Pace(int samples, double sampleSeconds, int bytes, double airSeconds) {

        double packetSeconds() {
            return samples * sampleSeconds;
        }

        boolean asAsked(SendWish wish) {
            return samples == 1 && sampleSeconds <= 1 / wish.rateHz();
        }
    }
}
