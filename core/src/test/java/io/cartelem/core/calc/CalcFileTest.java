package io.cartelem.core.calc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sensor.SensorFile;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

class CalcFileTest {
    private static final String FILE =
            """
            [brakes]
            link = "/dev/ttyUSB0"
            channels = ["disc °C"]

            # from two others
            [calc]
            ratio = "obd.RPM / obd.SPEED"
            accel = { expression = "derivative(obd.SPEED / 3.6)", unit = "m/s²", decimals = 1 }

            [calc.power]
            expression = "calc.accel * 1500"
            max_age_s = 2.5

            [other]
            link = "udp://0.0.0.0:9000"
            channels = ["x"]
            """;

    private static final String WHOLE =
            """
            [calc]
            a = "derivative(obd.SPEED/3.6,1)"
            b = { expression = "mean(calc.a, 2) * if(obd.RPM>1,2,3)", decimals = 1 }
            """;

    @Test
    void readsItsOwnSectionOfTheSensorsFile() {
        CalcFile file = CalcFile.parse("sensors.toml", FILE);
        assertTrue(file.problems().isEmpty(), () -> file.problems().toString());
        assertEquals(
                List.of(
                        new CalcDefinition("ratio", "", 2, "obd.RPM / obd.SPEED", 0),
                        new CalcDefinition("accel", "m/s²", 1, "derivative(obd.SPEED / 3.6)", 0),
                        new CalcDefinition("power", "", 2, "calc.accel * 1500", 2.5)),
                file.definitions());
    }

    @Test
    void readsItsTablesWhereverTheyStand() {
        CalcFile file =
                CalcFile.parse(
                        "sensors.toml",
                        FILE
                                + """
                                [calc.late]
                                expression = "obd.RPM / 60"

                                [calc.worse]
                                unit = 3
                                """);
        assertEquals(
                List.of("ratio", "accel", "power", "late"),
                file.definitions().stream().map(CalcDefinition::name).toList());
        int line = FILE.lines().toList().size() + 4;
        assertEquals(
                List.of(
                        "sensors.toml, line "
                                + line
                                + ", calc.worse: its expression is missing; write worse ="
                                + " \"obd.SPEED / 3.6\""),
                List.copyOf(file.problems().values()));
    }

    @Test
    void readsItsSectionBehindAByteOrderMark() {
        assertEquals(
                CalcFile.parse("sensors.toml", WHOLE).definitions(),
                CalcFile.parse("sensors.toml", "\uFEFF" + WHOLE).definitions());
    }

    @Test
    void isNoSensorToTheSensors() {
        SensorFile sensors = SensorFile.parse("sensors.toml", FILE);
        assertEquals(
                List.of("brakes", "other"),
                sensors.entries().stream().map(entry -> entry.name()).toList());
        assertTrue(sensors.entries().stream().allMatch(entry -> entry.problems().isEmpty()));
    }

    @Test
    void saysWhatIsWrongAndReadsTheRest() {
        CalcFile file =
                CalcFile.parse(
                        "sensors.toml",
                        """
                        [calc]
                        fine = "obd.RPM"
                        none = { unit = "V" }
                        much = { expression = "obd.RPM", decimals = 12 }
                        old = { expression = "obd.RPM", max_age_s = 0 }
                        key = { expression = "obd.RPM", colour = "red" }
                        "no-name" = "obd.RPM"
                        """);
        assertEquals(1, file.definitions().size());
        assertEquals(
                List.of(
                        "sensors.toml, line 3, calc.none: its expression is missing; write none ="
                                + " \"obd.SPEED / 3.6\"",
                        "sensors.toml, line 4, calc.much: its decimals are 0 to 9, not 12",
                        "sensors.toml, line 5, calc.old: its max_age_s is above 0 and at most 3600,"
                                + " not 0",
                        "sensors.toml, line 6, calc.key: there is no key colour; there are decimals,"
                                + " expression, max_age_s and unit",
                        "sensors.toml, line 7, calc.no-name: a name is a letter, then letters,"
                                + " digits and _"),
                List.copyOf(file.problems().values()));
        CalcFile broken = CalcFile.parse("sensors.toml", "[calc]\nx = \"a\"\ny = = 3\n");
        assertTrue(
                broken.problems().get("calc").startsWith("sensors.toml, line 3: this is not TOML"));
    }

    @Test
    void survivesDamage() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(WHOLE);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, text.charAt(random.nextInt(text.length())));
                }
            }
            CalcFile file = CalcFile.parse("sensors.toml", text.toString());
            CalcEngine engine = new CalcEngine(file.definitions(), (name, sentence) -> {});
            assertTrue(engine.size() <= 2);
        }
    }
}
