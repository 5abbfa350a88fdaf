package io.cartelem.core.sim.car;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

class EcuTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final List<Ecu.Role> ALL = List.of(Ecu.Role.values());

    private final ManualClock clock = new ManualClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final Vehicle car = new Vehicle(CarSettings.usual(), clock);

    private static List<String[]> table(String name) throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                EcuTest.class.getResourceAsStream("/io/cartelem/core/sim/" + name),
                                StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .forEach(line -> rows.add(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)));
        }
        return rows;
    }

    private String ask(String request, Ecu.Role... meant) {
        List<Ecu.Role> to = meant.length == 0 ? ALL : List.of(meant);
        List<String> replies = new ArrayList<>();
        for (Vehicle.Answer answer : car.ask(HEX.parseHex(request), to, meant.length == 0)) {
            answer.messages().forEach(message -> replies.add(HEX.formatHex(message)));
        }
        return String.join(" | ", replies);
    }

    private byte[] engineData(int pid) {
        List<Vehicle.Answer> answers =
                car.ask(new byte[] {1, (byte) pid}, List.of(Ecu.Role.ENGINE), true);
        assertEquals(1, answers.size(), "PID " + Integer.toHexString(pid));
        byte[] message = answers.getFirst().messages().getFirst();
        return java.util.Arrays.copyOfRange(message, 2, message.length);
    }

    /// What the table's formulas must give back, by the names of its values.
    private static final Map<String, ToDoubleFunction<CarState>> TRUTH = new TreeMap<>();

    static {
        TRUTH.put("calculated_engine_load", s -> s.engine().load());
        TRUTH.put("engine_coolant_temperature", s -> s.engine().coolant());
        TRUTH.put("intake_manifold_pressure", s -> s.engine().manifold());
        TRUTH.put("engine_rpm", s -> s.engine().rpm());
        TRUTH.put("vehicle_speed", s -> s.motion().kph());
        TRUTH.put("timing_advance", s -> s.engine().timing());
        TRUTH.put("intake_air_temperature", s -> s.engine().intakeAir());
        TRUTH.put("mass_air_flow", s -> s.engine().airFlow());
        TRUTH.put("throttle_position", s -> s.engine().throttle());
        TRUTH.put("run_time_since_start", s -> s.engine().runTime());
        TRUTH.put("fuel_tank_level", s -> s.body().fuelLevel());
        TRUTH.put("barometric_pressure", s -> s.body().barometric());
        TRUTH.put("catalyst_temperature_b1s1", s -> s.engine().catalyst());
        TRUTH.put("commanded_lambda", s -> s.engine().lambda());
        TRUTH.put("ambient_air_temperature", s -> s.body().ambient());
        TRUTH.put("accelerator_pedal_position_d", s -> s.engine().pedal());
        TRUTH.put("commanded_throttle_actuator", s -> s.engine().throttle());
        TRUTH.put("control_module_voltage", s -> s.body().battery());
        TRUTH.put("engine_oil_temperature", s -> s.engine().oil());
        TRUTH.put("engine_fuel_rate", s -> s.engine().fuelRate());
        TRUTH.put("odometer", s -> s.body().odometer());
    }

    @Test
    void everyValueDecodesToTheCarsStateWithinHalfAStep() throws IOException {
        int compared = 0;
        for (String[] row : table("pids.csv")) {
            ToDoubleFunction<CarState> truth = TRUTH.get(row[3]);
            if (truth == null) {
                continue;
            }
            int pid = Integer.parseInt(row[1], 16);
            String formula = row[6].replace("\"", "");
            byte[] zero = new byte[Integer.parseInt(row[2])];
            byte[] one = zero.clone();
            one[one.length - 1] = 1;
            double step = Formula.value(formula, one) - Formula.value(formula, zero);
            for (int i = 0; i < 40; i++) {
                clock.advance(Duration.ofMillis(7_370));
                double told = Formula.value(formula, engineData(pid));
                assertEquals(truth.applyAsDouble(car.now()), told, step * 0.5001, row[3]);
                compared++;
            }
        }
        assertEquals(TRUTH.size() * 40, compared, "all names were found in the table");
    }

    @Test
    void everySupportedValueHasTheLengthOfTheStandard() throws IOException {
        Map<Integer, Integer> lengths = new TreeMap<>();
        for (String[] row : table("pid_lengths.csv")) {
            lengths.put(Integer.parseInt(row[0], 16), Integer.parseInt(row[1]));
        }
        for (int pid : car.ecus().getFirst().supportedPids()) {
            assertEquals(lengths.get(pid), engineData(pid).length, Integer.toHexString(pid));
        }
        assertEquals("41 A4 03 00 00 00", ask("01 A4"));
    }

    @Test
    void listsWhatItSupportsAndNothingElse() {
        for (Ecu ecu : car.ecus()) {
            List<Integer> listed = new ArrayList<>();
            for (int block = 0; block <= 0xC0; block += 0x20) {
                byte[] request = {1, (byte) block};
                List<Vehicle.Answer> answers = car.ask(request, List.of(ecu.role()), true);
                assertEquals(1, answers.size(), ecu.role() + " block " + block);
                byte[] bits = answers.getFirst().messages().getFirst();
                for (int i = 0; i < 31; i++) {
                    if ((bits[2 + i / 8] >> (7 - i % 8) & 1) != 0) {
                        listed.add(block + i + 1);
                    }
                }
                if ((bits[5] & 1) == 0) {
                    break;
                }
            }
            assertEquals(ecu.supportedPids(), listed);
            for (int pid = 1; pid <= 0xFF; pid++) {
                boolean answered =
                        !car.ask(new byte[] {1, (byte) pid}, List.of(ecu.role()), true).isEmpty();
                boolean list = pid % 0x20 == 0 && pid <= 0xA0;
                assertEquals(listed.contains(pid) || list, answered, "PID " + pid);
            }
        }
    }

    @Test
    void answersSeveralParametersAtOnceLeavingOutWhatItLacks() {
        clock.advance(Duration.ofSeconds(40));
        byte[] reply = HEX.parseHex(ask("01 0C 66 0D 05", Ecu.Role.ENGINE));

        assertEquals(1 + 3 + 2 + 2, reply.length);
        assertEquals(0x0C, reply[1]);
        assertEquals(0x0D, reply[4]);
        assertEquals(0x05, reply[6]);
        assertArrayEquals(
                car.journal().ofPid(0x0C).getLast().data(), new byte[] {reply[2], reply[3]});
        assertEquals("", ask("01 0C 0D 05 04 0B 11 0F"));
        assertEquals("", ask("01"));
    }

    @Test
    void storesAndClearsFaults() {
        assertEquals("43 00 | 43 00", ask("03"));
        clock.advance(Duration.ofSeconds(30));
        CarState broke = car.now();
        car.fail("P0301");
        car.fail("u0073");
        car.suspect("P0442");
        assertEquals("43 02 03 01 C0 73 | 43 00", ask("03"));
        assertEquals("47 01 04 42 | 47 00", ask("07"));
        assertEquals("4A 02 03 01 C0 73 | 4A 00", ask("0A"));
        assertEquals("41 01 82 07 65 00", ask("01 01", Ecu.Role.ENGINE));

        clock.advance(Duration.ofSeconds(90));
        assertEquals("42 02 00 03 01 | 42 02 00 00 00", ask("02 02 00"));
        byte[] frozen = HEX.parseHex(ask("02 0C 00").substring(9));
        assertEquals(
                (double) Math.round(broke.engine().rpm() * 4),
                Formula.value("256*A+B", frozen),
                "frozen");
        assertEquals("42 00 00 7E 7F B8 13 | 42 00 00 40 00 00 00", ask("02 00 00"));
        assertEquals("", ask("02 01 00"));
        assertEquals("", ask("02 0C 01"));
        assertEquals("41 4D 00 02", ask("01 4D", Ecu.Role.ENGINE));
        assertFalse(ask("01 21", Ecu.Role.ENGINE).equals("41 21 00 00"));

        assertEquals("44 | 44", ask("04"));
        assertEquals("43 00 | 43 00", ask("03"));
        assertEquals("47 00 | 47 00", ask("07"));
        assertEquals("4A 02 03 01 C0 73 | 4A 00", ask("0A"), "permanent codes stay");
        assertEquals("41 01 00 07 65 65", ask("01 01", Ecu.Role.ENGINE), "monitors restart");
        assertEquals("42 02 00 00 00 | 42 02 00 00 00", ask("02 02"));
        assertEquals("42 00 00 40 00 00 00 | 42 00 00 40 00 00 00", ask("02 00 00"));
        assertEquals("", ask("02 0C"));
        assertEquals("41 31 00 00", ask("01 31", Ecu.Role.ENGINE));
        clock.advance(Duration.ofMinutes(11));
        assertEquals("41 01 00 07 65 00", ask("01 01", Ecu.Role.ENGINE));
        assertEquals("41 4E 00 0B", ask("01 4E", Ecu.Role.ENGINE));
    }

    @Test
    void tellsWhoItIs() {
        assertEquals("49 00 54 40 00 00 | 49 00 14 40 00 00", ask("09 00"));
        byte[] vin = HEX.parseHex(ask("09 02"));
        assertEquals(CarSettings.DEFAULT_VIN, new String(vin, 3, 17, StandardCharsets.US_ASCII));
        assertTrue(ask("09 0A", Ecu.Role.ENGINE).startsWith("49 0A 01 45 43 4D 00"));
        assertEquals("49 06 01 5C 3A 71 E2 | 49 06 01 1F 0B 44 D9", ask("09 06"));
        assertEquals("", ask("09 08"));
        assertEquals("", ask("09"));
    }

    @Test
    void isSilentToAllButRefusesWhenMeant() {
        assertEquals("", ask("22 F1 90"));
        assertEquals("7F 22 11", ask("22 F1 90", Ecu.Role.TRANSMISSION));
        assertEquals("7F 01 12", ask("01 66", Ecu.Role.ENGINE));
        assertEquals("", ask(""));
        car.ignition(false);
        assertEquals("", ask("01 00"));
    }

    @Test
    void olderBusesGetShortMessages() {
        Vehicle old = new Vehicle(CarSettings.usual().withProtocol(ObdProtocol.J1850_VPW), clock);
        for (String code : List.of("P0301", "P0302", "P0303", "B1234")) {
            old.fail(code);
        }
        List<byte[]> messages =
                old.ask(new byte[] {3}, List.of(Ecu.Role.ENGINE), true).getFirst().messages();
        assertEquals("43 03 01 03 02 03 03", HEX.formatHex(messages.get(0)));
        assertEquals("43 92 34 00 00 00 00", HEX.formatHex(messages.get(1)));
        assertEquals(2, messages.size());
    }

    @Test
    void refusesCodesThatAreNone() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> car.fail("X999"));
        assertTrue(e.getMessage().contains("P0301"));
    }

    @Test
    void journalKeepsTheNewestAndTheTimeOfEachAnswer() {
        clock.advance(Duration.ofMillis(1_234));
        ask("01 0C");
        TruthJournal.Entry entry = car.journal().ofPid(0x0C).getFirst();
        assertEquals(clock.monoNs(), entry.timeNs());
        assertEquals(Ecu.Role.ENGINE, entry.ecu());
        assertEquals(
                (double) Math.round(car.atClock(entry.timeNs()).engine().rpm() * 4),
                Formula.value("256*A+B", entry.data()));

        TruthJournal small = new TruthJournal(2);
        for (int i = 0; i < 5; i++) {
            small.add(new TruthJournal.Entry(i, Ecu.Role.ENGINE, 1, i, new byte[0]));
        }
        assertEquals(List.of(3L, 4L), small.entries().stream().map(e -> e.timeNs()).toList());
        assertEquals(3, small.forgotten());
        small.clear();
        assertEquals(List.of(), small.entries());
        assertEquals(0, small.forgotten());
    }
}
