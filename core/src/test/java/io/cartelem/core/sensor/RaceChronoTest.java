package io.cartelem.core.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class RaceChronoTest {
    private static final String TWO_LINES =
            """
            [logger]
            link = "udp://0.0.0.0:9000"
            format = "racechrono"
            """;

    /// As the user of a home-made logger published it (racechrono.com/forum/discussion/1429), asking
    /// why nothing was recorded: the checksum counts the `$`.
    private static final String PUBLISHED =
            "$RC3,332196.6,,-0.000,-0.00,-1.00,-0.05, 0.08,-0.00,16201,-999,84.07,1317,27.47,0.00,"
                    + "0.00,1735,0.00,1.00,0.00,71.54,-0.05,179.96,-999,-999,-999*2C";

    private final List<String> troubles = new ArrayList<>();

    private static SensorDefinition described(String text) {
        SensorDefinition sensor =
                SensorFile.parse("sensors.toml", text).entries().getFirst().sensor();
        assertNotNull(sensor);
        return sensor;
    }

    private Map<String, Double> read(SensorReader reader, String line) {
        SampleBatch.Builder out = SampleBatch.builder(32);
        reader.read(
                line,
                1_000,
                Instant.EPOCH,
                out,
                new SensorReader.Listener() {
                    @Override
                    public void nothing(String why) {}

                    @Override
                    public void refused(String reason) {
                        troubles.add(reason);
                    }

                    @Override
                    public void doubted(@Nullable SensorChannel channel, String reason) {
                        troubles.add(reason);
                    }
                });
        Map<String, Double> values = new TreeMap<>();
        SampleBatch batch = out.build();
        for (int i = 0; i < batch.size(); i++) {
            values.put(batch.channel(i).id(), batch.value(i));
        }
        return values;
    }

    private static String sentence(String body) {
        int sum = body.chars().reduce(0, (a, b) -> a ^ b);
        return "$" + body + "*" + String.format("%02X", sum);
    }

    @Test
    void readsAllFieldsOfAnRc3SentenceWithoutADescriptionOfItsChannels() {
        StringBuilder body = new StringBuilder("RC3,,7,0.1,-0.2,1.0,1.5,-2.5,3.5,4500,2");
        for (int i = 1; i <= 15; i++) {
            body.append(',').append(i * 10.5);
        }
        Map<String, Double> values =
                read(new SensorReader(described(TWO_LINES)), sentence(body.toString()));
        assertEquals(23, values.size());
        assertEquals(0.1, values.get("logger.acc_x"));
        assertEquals(-0.2, values.get("logger.acc_y"));
        assertEquals(1.0, values.get("logger.acc_z"));
        assertEquals(1.5, values.get("logger.gyro_x"));
        assertEquals(-2.5, values.get("logger.gyro_y"));
        assertEquals(3.5, values.get("logger.gyro_z"));
        assertEquals(4_500, values.get("logger.rpm"));
        assertEquals(2, values.get("logger.digital_2"));
        assertEquals(10.5, values.get("logger.analog_1"));
        assertEquals(157.5, values.get("logger.analog_15"));
        assertEquals(List.of(), troubles);
    }

    @Test
    void readsAnRc2SentenceWhichHasNoGyro() {
        Map<String, Double> values =
                read(
                        new SensorReader(described(TWO_LINES)),
                        sentence("RC2,,8,0.1,0.2,0.9,3000,1,1,2,3,4,5,6,7,8"));
        assertEquals(13, values.size());
        assertEquals(3_000, values.get("logger.rpm"));
        assertEquals(8, values.get("logger.analog_8"));
        assertFalse(values.containsKey("logger.gyro_x"));
    }

    @Test
    void readsWhatALoggerReallySentOnceItsChecksumIsRight() {
        SensorReader reader = new SensorReader(described(TWO_LINES));
        assertEquals(Map.of(), read(reader, PUBLISHED));
        assertEquals(List.of("the checksum counts the $, which it must not"), troubles);
        String body = PUBLISHED.substring(1, PUBLISHED.indexOf('*'));
        Map<String, Double> values = read(reader, sentence(body));
        assertEquals(16_201, values.get("logger.rpm"));
        assertEquals(0.08, values.get("logger.gyro_y"));
        assertEquals(84.07, values.get("logger.analog_1"));
        assertEquals(179.96, values.get("logger.analog_12"));
    }

    @Test
    void givesNoValueForEmptyOrMissingFieldsAndPassesOverTheReceiversSentences() {
        SensorReader reader = new SensorReader(described(TWO_LINES));
        assertEquals(
                Map.of("logger.rpm", 900.0, "logger.analog_2", 5.0),
                read(reader, sentence("RC3,,1,,,,,,,900,,,5")));
        assertEquals(Map.of(), read(reader, sentence("GPGGA,1,2,3")));
        assertEquals(List.of(), troubles);
    }

    @Test
    void refusesDamagedSentences() {
        SensorReader reader = new SensorReader(described(TWO_LINES));
        assertEquals(Map.of(), read(reader, "$RC2,,8,0.1,0.2,0.9,3000,1*00"));
        assertEquals(Map.of(), read(reader, "$RC2,,8,0.1,0.2,0.9,3000,1"));
        assertEquals(Map.of(), read(reader, sentence("RC2,,8,1,1,1,1,1,1,2,3,4,5,6,7,8,9")));
        assertEquals(
                List.of(
                        "the checksum is wrong",
                        "the sentence has no checksum",
                        "the sentence has more fields than RaceChrono knows"),
                troubles);
    }

    @Test
    void takesOnlyTheChannelsThatAreDescribed() {
        SensorDefinition sensor =
                described(
                        TWO_LINES
                                + """
                                channels = [
                                  "rpm",
                                  { name = "oil", unit = "bar", from = "analog_1", scale = 0.01 },
                                ]
                                """);
        assertEquals(
                Map.of("logger.rpm", 900.0, "logger.oil", 4.5),
                read(new SensorReader(sensor), sentence("RC3,,1,,,,,,,900,,450")));
        var wrong =
                SensorFile.parse("sensors.toml", TWO_LINES + "channels = [\"lambda\"]\n")
                        .entries()
                        .getFirst();
        assertTrue(wrong.problems().toString().contains("there are time, count, acc_x"));
    }

    @Test
    void survivesDamageAndInventsNothing() {
        Random random = new Random(3);
        SensorReader reader = new SensorReader(described(TWO_LINES));
        String good = sentence("RC3,,7,0.1,-0.2,1.0,1.5,-2.5,3.5,4500,2,1,2,3,4,5,6,7,8,9");
        Map<String, Double> whole = read(reader, good);
        int right = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder line = new StringBuilder(good);
            int at = random.nextInt(line.length());
            switch (random.nextInt(3)) {
                case 0 -> line.setCharAt(at, (char) (line.charAt(at) ^ (1 << random.nextInt(7))));
                case 1 -> line.setLength(at);
                default -> line.deleteCharAt(at);
            }
            Map<String, Double> values = read(reader, line.toString());
            // one damaged character never fits the checksum, except in the case of its digits
            assertTrue(values.isEmpty() || values.equals(whole), line::toString);
            right += values.isEmpty() ? 0 : 1;
        }
        assertTrue(right < 3_000);
    }
}
