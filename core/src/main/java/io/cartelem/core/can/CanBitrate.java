package io.cartelem.core.can;

import java.util.List;
import java.util.Optional;

/// The bit rates that SLCAN adapters know, with their commands (LAWICEL CAN232 manual, `Sn`).
public enum CanBitrate {
    S0(10_000),
    S1(20_000),
    S2(50_000),
    S3(100_000),
    S4(125_000),
    S5(250_000),
    S6(500_000),
    S7(800_000),
    S8(1_000_000);

    /// Those of cars first, for trying.
    static final List<CanBitrate> BY_LIKELIHOOD = List.of(S6, S5, S8, S4, S3, S2, S7, S1, S0);

    private final int bitsPerSecond;

    CanBitrate(int bitsPerSecond) {
        this.bitsPerSecond = bitsPerSecond;
    }

    /// The one of so many bits a second, empty if adapters know none.
    public static Optional<CanBitrate> of(int bitsPerSecond) {
        for (CanBitrate rate : values()) {
            if (rate.bitsPerSecond == bitsPerSecond) {
                return Optional.of(rate);
            }
        }
        return Optional.empty();
    }

    /// The command that sets it.
    String command() {
        return name();
    }

    @Override
    public String toString() {
        return bitsPerSecond / 1_000 + " kbit/s";
    }
}
