package io.cartelem.core.sim.nmea;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// CASIC (AT6558 and kin): PCAS sentences without any acknowledgement; only the change itself tells
/// that they were heeded.
final class CasicDialect implements Dialect {
    private static final List<Integer> BAUDS =
            List.of(4_800, 9_600, 19_200, 38_400, 57_600, 115_200);
    private static final List<Integer> PERIODS = List.of(1_000, 500, 250, 200, 100);

    /// The fields of `PCAS03` in their order.
    private static final List<Sentence> OUTPUT =
            List.of(
                    Sentence.GGA,
                    Sentence.GLL,
                    Sentence.GSA,
                    Sentence.GSV,
                    Sentence.RMC,
                    Sentence.VTG,
                    Sentence.ZDA);

    private final ReceiverConfig config;

    CasicDialect(ReceiverConfig config) {
        this.config = config;
    }

    @Override
    public Outcome sentence(List<String> fields, boolean refuse) {
        if (refuse || fields.size() < 2) {
            return Outcome.NOTHING;
        }
        int value = number(fields.get(1));
        return switch (fields.getFirst()) {
            case "PCAS01" ->
                    silently(
                            value >= 0 && value < BAUDS.size(),
                            () -> config.baud(BAUDS.get(value)));
            case "PCAS02" -> silently(PERIODS.contains(value), () -> config.periodMs(value));
            case "PCAS03" -> silently(true, () -> output(fields));
            case "PCAS06" -> Outcome.of(bytes("GPTXT,01,01,02,SW=URANUS5,V5.3.0.0"), () -> {});
            default -> Outcome.NOTHING;
        };
    }

    private void output(List<String> fields) {
        for (int i = 0; i < OUTPUT.size() && i + 1 < fields.size(); i++) {
            int every = number(fields.get(i + 1));
            if (every >= 0 && every <= 9) {
                config.every(OUTPUT.get(i), every);
            }
        }
    }

    private static Outcome silently(boolean usable, Runnable effect) {
        return usable ? new Outcome(List.of(), effect) : Outcome.NOTHING;
    }

    private static int number(String field) {
        return field.matches("[0-9]{1,5}") ? Integer.parseInt(field) : -1;
    }

    private static byte[] bytes(String body) {
        return (NmeaWriter.sealed(body) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
