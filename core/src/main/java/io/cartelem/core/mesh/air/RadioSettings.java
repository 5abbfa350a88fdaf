package io.cartelem.core.mesh.air;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// What a node's own LoRa configuration means for whoever wants to send through it.
///
/// @param preset the named settings it uses, null where bandwidth, spread factor and coding rate
///   are set by hand or the preset is newer than [ModemPreset]
/// @param modulation what it sends with
/// @param hopLimit how often its own packets are repeated by other nodes, 0 to 7
/// @param txEnabled whether it sends at all
/// @param overrideDutyCycle whether it was told to ignore the region's duty limit
/// @param understood whether region and preset are ones that this version knows
public record RadioSettings(
        Region region,
        @Nullable ModemPreset preset,
        Modulation modulation,
        int hopLimit,
        boolean txEnabled,
        boolean overrideDutyCycle,
        boolean understood) {
    private static final int SECONDS_OF_HOUR = 3_600;

    /// The settings of a node that uses a preset, with firmware defaults for the rest.
    public static RadioSettings of(Region region, ModemPreset preset) {
        return new RadioSettings(
                region, preset, modulation(region, preset.modulation()), 3, true, false, true);
    }

    /// The settings as the node tells them in `Config.lora`; fields left out of the message are 0.
    ///
    /// What this version does not know is taken for the slowest there is, so that a meter built on
    /// it errs on the side of silence.
    ///
    /// @param bandwidth in kHz, where 31, 62, 200, 400, 800 and 1600 stand for 31.25, 62.5,
    ///   203.125, 406.25, 812.5 and 1625
    /// @param codingRate 5 to 8; also beside a preset, where it counts if it is higher than the
    ///   preset's own
    public static RadioSettings fromNode(
            boolean usePreset,
            int preset,
            int bandwidth,
            int spreadFactor,
            int codingRate,
            int region,
            int hopLimit,
            boolean txEnabled,
            boolean overrideDutyCycle) {
        Region where = Region.ofCode(region);
        Optional<ModemPreset> named = usePreset ? ModemPreset.ofCode(preset) : Optional.empty();
        Modulation modulation =
                usePreset
                        ? modulation(where, named.orElse(ModemPreset.VERY_LONG_SLOW).modulation())
                        : byHand(bandwidth, spreadFactor);
        return new RadioSettings(
                where,
                named.orElse(null),
                codingRate >= 5 && codingRate <= 8
                        ? modulation.codedAtLeast(codingRate)
                        : modulation,
                Math.clamp(hopLimit, 0, 7),
                txEnabled,
                overrideDutyCycle,
                where != Region.UNKNOWN && (named.isPresent() || !usePreset));
    }

    /// The seconds of a rolling hour in which the node may send: the whole hour where nothing
    /// limits it, none where it does not send.
    public double dutySecondsOfHour() {
        if (!txEnabled || region == Region.UNSET) {
            return 0;
        }
        return overrideDutyCycle ? SECONDS_OF_HOUR : SECONDS_OF_HOUR * region.dutyPercent() / 100.0;
    }

    private static Modulation modulation(Region region, Modulation narrow) {
        return region.wide() ? narrow.widened() : narrow;
    }

    private static Modulation byHand(int bandwidth, int spreadFactor) {
        double kilohertz =
                switch (bandwidth) {
                    case 31 -> 31.25;
                    case 62 -> 62.5;
                    case 200 -> 203.125;
                    case 400 -> 406.25;
                    case 800 -> 812.5;
                    case 1600 -> 1625;
                    default -> bandwidth <= 0 ? 250 : Math.clamp(bandwidth, 8, 1625);
                };
        int spread = spreadFactor < 5 || spreadFactor > 12 ? 11 : spreadFactor;
        return new Modulation(kilohertz * 1000, spread, 5);
    }
}
