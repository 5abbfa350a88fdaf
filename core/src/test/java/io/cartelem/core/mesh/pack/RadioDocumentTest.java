package io.cartelem.core.mesh.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What docs/RADIO.md shows is what the code does.
class RadioDocumentTest {
    private static final RadioSchema SMALL =
            RadioSchema.of(
                    List.of(
                            Reference.builtIn("obd", "RPM"),
                            Reference.builtIn("obd", "COOLANT_TEMP"),
                            RadioChannel.ranged("brake", "bar", 0, 160, 1)));
    private static final List<RadioSample> ROWS =
            List.of(
                    row(0, 3_000, 90, 0),
                    row(500, 3_100, Double.NaN, 12.5),
                    row(1_000, 3_212, 90, 25.2),
                    row(1_500, 3_300, 91, 37));

    private final String document;

    RadioDocumentTest() throws IOException {
        document = Files.readString(Path.of("..", "docs", "RADIO.md"));
    }

    @Test
    void showsADataPacket() {
        byte[] payload =
                new PayloadEncoder(Reference.SCHEMA, 231).data(Reference.SAMPLE, 7).payload();
        assertEquals(27, payload.length);
        assertEquals(example("data"), hex(payload));
    }

    @Test
    void showsABatch() {
        Packet batch = new PayloadEncoder(SMALL, 231).batch(ROWS, 9);
        assertEquals(4, batch.samples());
        assertEquals(example("batch"), hex(batch.payload()));
        Received.Samples read =
                assertInstanceOf(
                        Received.Samples.class,
                        Reference.decoder(SMALL).decode(batch.payload(), Reference.TIME));
        for (int i = 0; i < ROWS.size(); i++) {
            PayloadTest.assertSame(SMALL, ROWS.get(i), read.samples().get(i));
        }
    }

    @Test
    void showsASchema() {
        List<Packet> parts = new PayloadEncoder(SMALL, 231).schema(Reference.TIME, true, true, 8);
        assertEquals(1, parts.size());
        assertEquals(example("schema"), hex(parts.getFirst().payload()));
        assertEquals("%08x".formatted(SMALL.hash()), example("hash of the small schema"));
        assertEquals(
                "%08x".formatted(Reference.SCHEMA.hash()), example("hash of the large schema"));
    }

    @Test
    void listsEveryBuiltInChannel() {
        new TreeMap<>(BuiltIns.all())
                .forEach(
                        (code, channel) -> {
                            String row = row(code, channel);
                            assertTrue(document.contains(row), "not in the document: " + row);
                        });
    }

    private static String row(int code, RadioChannel channel) {
        Quantisation.Steps steps =
                assertInstanceOf(Quantisation.Steps.class, channel.quantisation());
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %d | %s | %s | %s |",
                code,
                channel.name(),
                channel.unit(),
                steps.bits(),
                plain(steps.value(0)),
                plain(steps.step() / Math.pow(10, steps.decimals())),
                plain(steps.value(steps.top())) + (steps.cyclic() ? ", then round" : ""));
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static RadioSample row(long ms, double rpm, double coolant, double brake) {
        Instant utc = Instant.parse("2026-06-21T14:03:27.450Z").plusMillis(ms);
        return new RadioSample(utc, true, new double[] {rpm, coolant, brake});
    }

    /// The text after `name:` on a line of its own, with the lines that are indented under it.
    private String example(String name) {
        StringBuilder found = new StringBuilder();
        boolean inside = false;
        for (String line : document.lines().toList()) {
            if (line.startsWith(name + ":")) {
                inside = true;
                found.append(line.substring(name.length() + 1));
            } else if (inside && line.startsWith(" ")) {
                found.append(line);
            } else {
                inside = false;
            }
        }
        return found.toString().replace(" ", "");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
