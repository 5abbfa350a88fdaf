package io.cartelem.core.mesh.air;

import java.time.Duration;

/// How a wish is fulfilled on a given radio. Plain values for a screen.
///
/// @param samplesPerPacket how many samples wait for each other, 0 where nothing is sent
/// @param samplePeriod from one sample to the next
/// @param schemaPeriod from one description of the schema to the next
/// @param limit what keeps it from doing as it was asked
/// @param packetBytes the expected payload of a packet
/// @param packetAirtime how long such a packet occupies the air
/// @param airShare the share of time in which the node sends, schemas included, 0 to 1
/// @param channelShare the share of the channel's time that this takes, repetitions by other nodes
///   included
/// @param budgetShare the share of time that it may send: 80 % of the duty limit and what is left
///   of 25 % of the channel, whichever is less
/// @param hourSeconds the forecast: seconds of sending in an hour at this pace
/// @param hourLimitSeconds the seconds an hour may hold by law, 3,600 where there is no limit
public record SendPlan(
        int samplesPerPacket,
        Duration samplePeriod,
        Duration schemaPeriod,
        Limit limit,
        int packetBytes,
        Duration packetAirtime,
        double airShare,
        double channelShare,
        double budgetShare,
        double hourSeconds,
        double hourLimitSeconds) {

    /// What keeps a sender from doing as it was asked.
    public enum Limit {
        /// Nothing: every sample goes alone and at once.
        NONE("as fast as asked"),
        /// The region's duty limit.
        DUTY("the duty limit of the region"),
        /// The share of the channel that good manners leave.
        CHANNEL("25 % of the channel"),
        /// The node does not know its region and sends nothing.
        REGION_UNSET("the node's region is not set"),
        /// The node's transmitter is switched off.
        TX_DISABLED("the node's transmitter is disabled");

        private final String words;

        Limit(String words) {
            this.words = words;
        }

        /// For a log or a status in English.
        public String words() {
            return words;
        }
    }

    /// Whether anything is sent.
    public boolean sends() {
        return samplesPerPacket > 0;
    }

    /// Samples a second, 0 where nothing is sent.
    public double rateHz() {
        return sends() ? 1e9 / samplePeriod.toNanos() : 0;
    }

    /// From one packet to the next.
    public Duration packetPeriod() {
        return samplePeriod.multipliedBy(Math.max(1, samplesPerPacket));
    }

    /// The effective rate and why, as one sentence in English.
    public String sentence() {
        if (!sends()) {
            return "Nothing is sent: " + limit.words() + ".";
        }
        String rate =
                rateHz() >= 1
                        ? "%.3g samples a second".formatted(rateHz())
                        : "a sample every %.3g s".formatted(1 / rateHz());
        String batch = samplesPerPacket > 1 ? ", %d in a packet".formatted(samplesPerPacket) : "";
        return "%s%s: %s.".formatted(rate, batch, limit.words());
    }
}
