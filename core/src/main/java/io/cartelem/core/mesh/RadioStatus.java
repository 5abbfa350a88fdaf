package io.cartelem.core.mesh;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How the radio is, for a person and for the API. Immutable.
///
/// @param role what the radio is for
/// @param node what our own node calls itself, null before it told
/// @param rateHz samples a second that are really sent or received
/// @param reason why the rate is what it is, a sentence
/// @param duty the sending time of the rolling hour, null in the pit and before the node told
/// @param packets packets sent or received since the start
/// @param refused packets that the node did not send
/// @param clamped values that were out of their range on the air and went as the nearest one there
///   is
/// @param warnings what to look after, the gravest first
/// @param cars whom the pit hears, in the order in which they were first heard; empty in the car
public record RadioStatus(
        Role role,
        @Nullable String node,
        double rateHz,
        String reason,
        @Nullable Duty duty,
        long packets,
        long refused,
        long clamped,
        List<Warning> warnings,
        List<Car> cars) {

    /// What a radio is for.
    public enum Role {
        CAR,
        PIT
    }

    /// How much of the rolling hour was used for sending.
    ///
    /// @param usedPercent of the hour, by our own count and the node's, whichever is more
    /// @param budgetPercent what Cartelem allows itself
    /// @param limitPercent what the region allows, 100 where nothing is limited
    /// @param forecastPercent of an hour at the present pace
    /// @param channelPercent how busy the channel was in the last minute, by anybody, as the node
    ///   says; NaN if it did not
    public record Duty(
            double usedPercent,
            double budgetPercent,
            double limitPercent,
            double forecastPercent,
            double channelPercent) {}

    /// Something to look after.
    ///
    /// @param code a stable word for programs and translations, for example `region_unset`
    /// @param sentence the same for a person, in English
    public record Warning(String code, String sentence) {}

    /// A car that the pit hears.
    ///
    /// @param node its node's number
    /// @param source the source of its channels
    /// @param name what it is called, its number if it did not say
    /// @param packets packets received
    /// @param lossPercent of the last 256 packets
    /// @param lost packets lost since it was first heard
    /// @param snr signal to noise ratio of the last packet, dB
    /// @param rssi strength of the last packet, dBm
    /// @param heardNs monotonic time of the last packet
    /// @param silent whether it should have been heard again long since
    public record Car(
            int node,
            String source,
            String name,
            long packets,
            double lossPercent,
            long lost,
            double snr,
            int rssi,
            long heardNs,
            boolean silent) {}

    /// A status before anything is known.
    static RadioStatus unknown(Role role) {
        return new RadioStatus(
                role,
                null,
                0,
                "The node has not told its settings yet.",
                null,
                0,
                0,
                0,
                List.of(),
                List.of());
    }
}
