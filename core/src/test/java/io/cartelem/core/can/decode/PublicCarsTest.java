package io.cartelem.core.can.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.can.dbc.Dbc;
import io.cartelem.core.can.dbc.DbcException;
import io.cartelem.core.can.dbc.DbcFile;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Excerpts of public DBC files of five cars, and files of our own for what those lack, beside the
/// values that cantools, an independent decoder, makes of the same frames (`decoded.golden`).
class PublicCarsTest {

    @TestFactory
    Stream<DynamicTest> decodesAsAnIndependentDecoderDoes() throws IOException {
        List<String> lines = resource("decoded.golden").lines().skip(1).toList();
        assertTrue(lines.size() > 190);
        return lines.stream()
                .map(line -> line.split(" ")[0])
                .distinct()
                .map(file -> DynamicTest.dynamicTest(file, () -> compare(file, lines)));
    }

    private static void compare(String file, List<String> lines) throws IOException, DbcException {
        Dbc dbc = dbc(file + ".dbc");
        assertEquals(List.of(), dbc.problems());
        Decoded decoded = new Decoded(dbc);
        for (String line : lines) {
            String[] words = line.split(" ");
            if (!words[0].equals(file)) {
                continue;
            }
            Map<String, Double> expected = new HashMap<>();
            for (int i = 3; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                expected.put(
                        words[i].substring(0, equals),
                        Double.parseDouble(words[i].substring(equals + 1)));
            }
            Map<String, Double> values =
                    Decoded.numbers(decoded.decode(words[1], HexFormat.of().parseHex(words[2]), 1));
            assertEquals(expected.size(), values.size(), line);
            values.forEach(
                    (name, value) -> {
                        // two of the Toyota's messages have a CHECKSUM
                        String signal =
                                name.replaceFirst("^(SPEED|GEAR_PACKET)_CHECKSUM$", "CHECKSUM");
                        double wanted = expected.getOrDefault(signal, Double.NaN);
                        assertEquals(wanted, value, 1e-9 * Math.max(1, Math.abs(wanted)), line);
                    });
        }
    }

    @Test
    void decodesTheSpeedThatTheToyotaSent() throws IOException, DbcException {
        Decoded decoded = new Decoded(dbc("toyota_prius_2010.dbc"));
        // 0x141E = 5150, at 0.0062 mph
        var batch = decoded.decode("0B4", HexFormat.of().parseHex("0000000000141EC7"), 1);
        assertEquals(31.93, Decoded.numbers(batch).get("SPEED"));
        assertEquals("can.SPEED", batch.channel(1).id());
        assertEquals("mph", batch.channel(1).unit());
        // 0xFF3 of 12 bits = -13, at 1.5 degrees
        var wheel = decoded.decode("025", HexFormat.of().parseHex("0FF3000080020000"), 1);
        assertEquals(-19.5, Decoded.numbers(wheel).get("STEER_ANGLE"));
    }

    @Test
    void decodesTheEngineOfTheBmw() throws IOException, DbcException {
        Decoded decoded = new Decoded(dbc("bmw_e9x.dbc"));
        // 0x2AF8 = 11000 little-endian, at a quarter; 0x01F4 = 500 at 0.04 %
        var values =
                Decoded.numbers(
                        decoded.decode("0AA", HexFormat.of().parseHex("5F59F401F82A0000"), 1));
        assertEquals(2_750, values.get("EngineSpeed"));
        assertEquals(20, values.get("AcceleratorPedalPercentage"));
    }

    @Test
    void decodesTheWheelsOfTheVolkswagen() throws IOException, DbcException {
        Decoded decoded = new Decoded(dbc("vw_mqb.dbc"));
        // 0x61A8 = 25000, at 0.0075 km/h
        var values =
                Decoded.numbers(
                        decoded.decode("0B2", HexFormat.of().parseHex("A861B061A861B761"), 1));
        assertEquals(187.5, values.get("ESP_HL_Radgeschw_02"));
    }

    private static Dbc dbc(String name) throws IOException, DbcException {
        return DbcFile.parse(name, resource(name).getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PublicCarsTest.class.getResourceAsStream("/can/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
