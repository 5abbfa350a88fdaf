package io.cartelem.core.mesh.air;

import java.util.Optional;

/// The named modem settings of Meshtastic, with the bandwidth of the bands below 1 GHz.
///
/// Source: meshtastic.org, "Radio settings", and the behaviour of firmware 2.7.15 to 2.8.0.
public enum ModemPreset {
    LONG_FAST(0, 250_000, 11, 5),
    LONG_SLOW(1, 125_000, 12, 8),
    VERY_LONG_SLOW(2, 62_500, 12, 8),
    MEDIUM_SLOW(3, 250_000, 10, 5),
    MEDIUM_FAST(4, 250_000, 9, 5),
    SHORT_SLOW(5, 250_000, 8, 5),
    SHORT_FAST(6, 250_000, 7, 5),
    LONG_MODERATE(7, 125_000, 11, 8),
    SHORT_TURBO(8, 500_000, 7, 5),
    LONG_TURBO(9, 500_000, 11, 8);

    private static final ModemPreset[] VALUES = values();

    private final int code;
    private final double bandwidthHz;
    private final int spreadFactor;
    private final int codingRate;

    ModemPreset(int code, double bandwidthHz, int spreadFactor, int codingRate) {
        this.code = code;
        this.bandwidthHz = bandwidthHz;
        this.spreadFactor = spreadFactor;
        this.codingRate = codingRate;
    }

    /// The preset with the given `ModemPreset` code of the node's configuration.
    public static Optional<ModemPreset> ofCode(int code) {
        for (ModemPreset preset : VALUES) {
            if (preset.code == code) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }

    /// Its code in the node's configuration.
    public int code() {
        return code;
    }

    /// What it sets in the bands below 1 GHz.
    public Modulation modulation() {
        return new Modulation(bandwidthHz, spreadFactor, codingRate);
    }
}
