package io.cartelem.core.sim.nmea;

import java.time.Duration;
import java.util.List;

/// What kind of receiver it is and how it is set when power is applied.
///
/// @param kind the chip
/// @param rateHz fixes a second, 1 to 25
/// @param firstFix from power on to the first fix; for the first half not even the time is known
/// @param baud its serial rate
/// @param paced whether output takes the time of the serial rate, and what does not fit is lost
public record ReceiverProfile(Kind kind, int rateHz, Duration firstFix, int baud, boolean paced) {

    /// The chips there are; they differ in the order of sentences and in how they are configured.
    public enum Kind {
        /// Takes no configuration.
        PLAIN(true, false),
        /// u-blox generation 8: CFG messages.
        UBLOX_8(true, false),
        /// u-blox generation 10: VALSET only.
        UBLOX_10(true, true),
        /// MediaTek: PMTK sentences.
        MEDIATEK(false, false),
        /// CASIC: PCAS sentences, which are never acknowledged.
        CASIC(true, true);

        private final boolean glonass;
        private final boolean version41;

        Kind(boolean glonass, boolean version41) {
            this.glonass = glonass;
            this.version41 = version41;
        }

        boolean glonass() {
            return glonass;
        }

        boolean version41() {
            return version41;
        }

        /// The sentences of an epoch in their order.
        List<Sentence> order() {
            return switch (this) {
                case PLAIN ->
                        List.of(
                                Sentence.RMC,
                                Sentence.GGA,
                                Sentence.VTG,
                                Sentence.GSA,
                                Sentence.GSV);
                case UBLOX_8, UBLOX_10 ->
                        List.of(
                                Sentence.RMC,
                                Sentence.VTG,
                                Sentence.GGA,
                                Sentence.GSA,
                                Sentence.GSV,
                                Sentence.GLL);
                case CASIC ->
                        List.of(
                                Sentence.GGA,
                                Sentence.GLL,
                                Sentence.GSA,
                                Sentence.GSV,
                                Sentence.RMC,
                                Sentence.VTG,
                                Sentence.ZDA);
                case MEDIATEK ->
                        List.of(
                                Sentence.GGA,
                                Sentence.GSA,
                                Sentence.GSV,
                                Sentence.RMC,
                                Sentence.VTG);
            };
        }
    }

    public ReceiverProfile {
        if (rateHz < 1 || rateHz > 25) {
            throw new IllegalArgumentException(
                    "a receiver gives 1 to 25 fixes a second, not " + rateHz);
        }
    }

    /// A receiver of 10 Hz that knows its place at once and needs no configuration.
    public static ReceiverProfile usual() {
        return new ReceiverProfile(Kind.PLAIN, 10, Duration.ZERO, 115_200, false);
    }

    /// A receiver as it comes from the shop: 1 Hz at 9600 baud, half a minute to the first fix.
    public static ReceiverProfile fresh(Kind kind) {
        return new ReceiverProfile(kind, 1, Duration.ofSeconds(26), 9_600, false);
    }

    public ReceiverProfile withKind(Kind newKind) {
        return new ReceiverProfile(newKind, rateHz, firstFix, baud, paced);
    }

    public ReceiverProfile withRateHz(int hz) {
        return new ReceiverProfile(kind, hz, firstFix, baud, paced);
    }

    public ReceiverProfile withFirstFix(Duration after) {
        return new ReceiverProfile(kind, rateHz, after, baud, paced);
    }

    public ReceiverProfile withBaud(int newBaud) {
        return new ReceiverProfile(kind, rateHz, firstFix, newBaud, paced);
    }

    public ReceiverProfile withPaced(boolean newPaced) {
        return new ReceiverProfile(kind, rateHz, firstFix, baud, newPaced);
    }
}
