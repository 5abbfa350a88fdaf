package io.cartelem.core.mesh.air;

/// How a LoRa modem sends.
///
/// @param bandwidthHz 7,800 to 1,625,000
/// @param spreadFactor 5 to 12: each symbol carries that many bits and lasts 2^spreadFactor chips
/// @param codingRate 5 to 8: four bits are sent as that many
public record Modulation(double bandwidthHz, int spreadFactor, int codingRate) {
    private static final double WIDE = 3.25;

    public Modulation {
        if (!(bandwidthHz >= 7_800 && bandwidthHz <= 1_625_000)) {
            throw new IllegalArgumentException(
                    "a LoRa bandwidth is 7800 to 1625000 Hz, not " + bandwidthHz);
        }
        if (spreadFactor < 5 || spreadFactor > 12) {
            throw new IllegalArgumentException("a spread factor is 5 to 12, not " + spreadFactor);
        }
        if (codingRate < 5 || codingRate > 8) {
            throw new IllegalArgumentException("a coding rate is 4/5 to 4/8, not 4/" + codingRate);
        }
    }

    /// How long one symbol lasts, in seconds.
    public double symbolSeconds() {
        return (1 << spreadFactor) / bandwidthHz;
    }

    Modulation widened() {
        return new Modulation(bandwidthHz * WIDE, spreadFactor, codingRate);
    }

    Modulation codedAtLeast(int rate) {
        return new Modulation(bandwidthHz, spreadFactor, Math.max(codingRate, rate));
    }
}
