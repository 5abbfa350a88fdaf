package io.cartelem.core.sim.nmea;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// MediaTek: PMTK sentences, each answered by `PMTK001` with its number and 1 for unsupported, 2
/// for failed or 3 for done.
final class MediatekDialect implements Dialect {
    private static final String PREFIX = "PMTK";
    private static final int UNSUPPORTED = 1;
    private static final int FAILED = 2;
    private static final int DONE = 3;
    private static final int FASTEST_MS = 100;
    private static final int OUTPUT_FIELDS = 19;
    private static final int MOST_EPOCHS = 5;
    private static final List<Integer> BAUDS =
            List.of(4_800, 9_600, 14_400, 19_200, 38_400, 57_600, 115_200);

    /// The place of each sentence among the fields of `PMTK314`.
    private static final Map<Integer, Sentence> OUTPUT =
            Map.of(
                    0, Sentence.GLL,
                    1, Sentence.RMC,
                    2, Sentence.VTG,
                    3, Sentence.GGA,
                    4, Sentence.GSA,
                    5, Sentence.GSV,
                    17, Sentence.ZDA);

    private final ReceiverConfig config;

    MediatekDialect(ReceiverConfig config) {
        this.config = config;
    }

    @Override
    public Outcome sentence(List<String> fields, boolean refuse) {
        String name = fields.getFirst();
        if (!name.matches(PREFIX + "[0-9]{3}")) {
            return Outcome.NOTHING;
        }
        String number = name.substring(PREFIX.length());
        List<String> values = fields.subList(1, fields.size());
        if (refuse) {
            return acknowledge(number, FAILED, () -> {});
        }
        return switch (number) {
            case "000" -> acknowledge("0", DONE, () -> {});
            case "220" -> period(number, values);
            case "251" -> baud(number, values);
            case "314" -> output(number, values);
            case "605" ->
                    Outcome.of(bytes("PMTK705,AXN_2.31_3339_13101700,5632,PA6H,1.0"), () -> {});
            default -> acknowledge(number, UNSUPPORTED, () -> {});
        };
    }

    private Outcome period(String number, List<String> values) {
        int periodMs = only(values);
        return periodMs < FASTEST_MS || periodMs > 10_000
                ? acknowledge(number, FAILED, () -> {})
                : acknowledge(number, DONE, () -> config.periodMs(periodMs));
    }

    private Outcome baud(String number, List<String> values) {
        int baud = only(values);
        return BAUDS.contains(baud)
                ? acknowledge(number, DONE, () -> config.baud(baud))
                : acknowledge(number, FAILED, () -> {});
    }

    private Outcome output(String number, List<String> values) {
        boolean usable =
                values.size() == OUTPUT_FIELDS
                        && values.stream().allMatch(value -> value.matches("[0-9]"))
                        && values.stream().mapToInt(Integer::parseInt).max().orElse(0)
                                <= MOST_EPOCHS;
        if (!usable) {
            return acknowledge(number, FAILED, () -> {});
        }
        return acknowledge(
                number,
                DONE,
                () ->
                        OUTPUT.forEach(
                                (at, sentence) ->
                                        config.every(sentence, Integer.parseInt(values.get(at)))));
    }

    private static int only(List<String> values) {
        return values.size() == 1 && values.getFirst().matches("[0-9]{1,7}")
                ? Integer.parseInt(values.getFirst())
                : -1;
    }

    private static Outcome acknowledge(String number, int flag, Runnable effect) {
        return Outcome.of(bytes("PMTK001," + number + "," + flag), effect);
    }

    private static byte[] bytes(String body) {
        return (NmeaWriter.sealed(body) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
