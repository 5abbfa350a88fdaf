package io.cartelem.core.sim.nmea;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.CarState;
import io.cartelem.core.sim.car.Vehicle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

@Timeout(300)
class NmeaReceiverTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private final ManualClock clock = new ManualClock(NOON);
    private final Vehicle car = new Vehicle(CarSettings.usual(), clock);

    private NmeaReceiver receiver(ReceiverProfile profile) {
        return new NmeaReceiver(profile, car, 1);
    }

    private static String[] fields(List<String> sentences, String name) {
        return sentences.stream()
                .filter(sentence -> sentence.substring(3, 6).equals(name))
                .findFirst()
                .orElseThrow()
                .split("[,*]", -1);
    }

    private static double degrees(String value, String side) {
        int point = value.indexOf('.');
        double whole = Double.parseDouble(value.substring(0, point - 2));
        double minutes = Double.parseDouble(value.substring(point - 2));
        return (whole + minutes / 60) * (side.equals("S") || side.equals("W") ? -1 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void everySentenceHasItsChecksum(ReceiverProfile.Kind kind) {
        NmeaReceiver receiver = receiver(ReceiverProfile.usual().withKind(kind));
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sentences.addAll(receiver.sentences(NOON.plusMillis(100L * i), 100));
        }
        assertTrue(sentences.size() > 60);
        for (String sentence : sentences) {
            int sum = 0;
            for (char c : sentence.substring(1, sentence.indexOf('*')).toCharArray()) {
                sum ^= c;
            }
            String said = sentence.substring(sentence.indexOf('*') + 1);
            assertEquals(String.format(Locale.ROOT, "%02X", sum), said, sentence);
        }
    }

    @Test
    void tellsWhereTheCarIs() {
        NmeaReceiver receiver = receiver(ReceiverProfile.usual());
        for (int i = 0; i < 700; i++) {
            Instant epoch = NOON.plusMillis(i * 130L);
            List<String> sentences = receiver.sentences(epoch, 100);
            CarState.Motion truth = receiver.truthAt(epoch).motion();
            String[] rmc = fields(sentences, "RMC");
            assertEquals(truth.latitude(), degrees(rmc[3], rmc[4]), 1e-7);
            assertEquals(truth.longitude(), degrees(rmc[5], rmc[6]), 1e-7);
            assertEquals(truth.speed(), Double.parseDouble(rmc[7]) * 1_852 / 3_600, 3e-4);
            String[] vtg = fields(sentences, "VTG");
            assertEquals(truth.kph(), Double.parseDouble(vtg[7]), 6e-4);
            String[] gga = fields(sentences, "GGA");
            assertEquals(truth.altitude(), Double.parseDouble(gga[9]), 0.051);
            assertEquals(rmc[3], gga[2]);
            if (truth.speed() > 1) {
                assertEquals(truth.heading(), Double.parseDouble(rmc[8]), 0.0051);
                assertEquals(rmc[8], vtg[1]);
            }
            LocalTime time = LocalTime.of(12, 0).plusNanos(Duration.between(NOON, epoch).toNanos());
            assertEquals(
                    String.format(
                            Locale.ROOT,
                            "%02d%02d%02d.%02d",
                            time.getHour(),
                            time.getMinute(),
                            time.getSecond(),
                            time.getNano() / 10_000_000),
                    rmc[1]);
            assertEquals("010626", rmc[9]);
        }
    }

    @Test
    void writesTheHemispheresOfTheOtherSideOfTheWorld() {
        CarState.Motion south = new CarState.Motion(-33.99999999, -6.7255230, 12, 0.02, 10, 0, 0);
        List<String> gll =
                new NmeaWriter(false, false, true)
                        .write(Sentence.GLL, new Fix(NOON, true, true, south));
        assertEquals(
                "$GPGLL,3400.00000,S,00643.53138,W,120000.000,A,A",
                gll.getFirst().substring(0, gll.getFirst().indexOf('*')));
    }

    @Test
    void givesNoCourseWhileItStands() {
        String[] rmc = fields(receiver(ReceiverProfile.usual()).sentences(NOON, 100), "RMC");
        assertEquals("0.000", rmc[7]);
        assertEquals("", rmc[8]);
    }

    @Test
    void hasNeitherTimeNorPlaceAtFirst() {
        ReceiverProfile cold = ReceiverProfile.fresh(ReceiverProfile.Kind.UBLOX_8);
        NmeaReceiver receiver = receiver(cold);
        List<String> dark = receiver.sentences(NOON, 1_000);
        assertEquals("$GNRMC,,V,,,,,,,,,,N*4D", dark.getFirst());
        assertTrue(dark.contains("$GNGGA,,,,,,0,00,99.99,,,,,,*56"), dark.toString());
        assertTrue(dark.contains("$GNVTG,,,,,,,,,N*2E"), dark.toString());
        assertTrue(dark.contains("$GNGLL,,,,,,V,N*7A"), dark.toString());
        assertTrue(
                dark.stream().anyMatch(s -> s.startsWith("$GNGSA,A,1,,,,,,,,,,,,,99.99")),
                dark.toString());

        clock.advance(Duration.ofSeconds(14));
        assertEquals(
                "$GNRMC,120014.00,V,,,,,,,010626,,,N*66",
                receiver.sentences(NOON.plusSeconds(14), 1_000).getFirst());
        clock.advance(Duration.ofSeconds(14));
        List<String> fixed = receiver.sentences(NOON.plusSeconds(28), 1_000);
        assertEquals("A", fields(fixed, "RMC")[2]);
        assertEquals("3", fields(fixed, "GSA")[2]);

        receiver.powerCycle();
        assertEquals("V", fields(receiver.sentences(NOON, 1_000), "RMC")[2]);
    }

    @Test
    void losesTheFixAndTheWeekWhenTold() {
        NmeaReceiver receiver = receiver(ReceiverProfile.usual());
        receiver.faults().once(ReceiverFault.NO_FIX);
        assertEquals("V", fields(receiver.sentences(NOON, 100), "RMC")[2]);
        assertEquals("A", fields(receiver.sentences(NOON, 100), "RMC")[2]);
        receiver.faults().once(ReceiverFault.WEEK_ROLLOVER);
        assertEquals("161006", fields(receiver.sentences(NOON, 100), "RMC")[9]);
    }

    @Test
    void writesEveryEpochOnceOnTheGridOfUtc() throws Exception {
        try (ReceiverBench bench = new ReceiverBench(ReceiverProfile.usual())) {
            String first = bench.lineWith("RMC").split(",")[1];
            LocalTime expected = time(first);
            for (int i = 0; i < 80; i++) {
                LocalTime next = time(bench.lineWith("RMC").split(",")[1]);
                expected = expected.plusNanos(100_000_000);
                assertEquals(expected, next);
            }
            List<String> names =
                    bench.lines(60).stream().map(line -> line.substring(1, 6)).toList();
            assertTrue(names.contains("GPGSV") && names.contains("GLGSV"), names.toString());
            assertTrue(names.stream().filter("GNGGA"::equals).count() > 10, names.toString());
        }
    }

    private static LocalTime time(String hhmmss) {
        return LocalTime.of(
                Integer.parseInt(hhmmss.substring(0, 2)),
                Integer.parseInt(hhmmss.substring(2, 4)),
                Integer.parseInt(hhmmss.substring(4, 6)),
                (int) Math.round(Double.parseDouble("0" + hhmmss.substring(6)) * 1e9));
    }

    @Test
    void twentyFiveHertzIsPossible() {
        NmeaReceiver receiver = receiver(ReceiverProfile.usual().withRateHz(25));
        assertEquals(40, receiver.periodMs());
        assertEquals("120000.04", fields(receiver.sentences(NOON.plusMillis(40), 40), "RMC")[1]);
        NmeaReceiver odd = receiver(ReceiverProfile.usual().withRateHz(8));
        assertEquals("120000.125", fields(odd.sentences(NOON.plusMillis(125), 125), "RMC")[1]);
        assertThrows(IllegalArgumentException.class, () -> ReceiverProfile.usual().withRateHz(26));
        assertThrows(IllegalArgumentException.class, () -> ReceiverProfile.usual().withRateHz(0));
    }

    @Test
    void damagesSentences() throws Exception {
        try (ReceiverBench bench = new ReceiverBench(ReceiverProfile.usual())) {
            bench.lines(3);
            bench.faults().once(ReceiverFault.GARBAGE);
            while (bench.line().chars().noneMatch(c -> c >= 0x80)) {
                assertTrue(bench.faults().struck(ReceiverFault.LOST_SENTENCE) == 0);
            }
            bench.faults().once(ReceiverFault.WRONG_CHECKSUM);
            String wrong = bench.line();
            while (NmeaWriter.sealed(wrong.substring(1, wrong.length() - 3)).equals(wrong)) {
                wrong = bench.line();
            }
            bench.faults().once(ReceiverFault.TORN_SENTENCE);
            String torn = bench.line();
            while (torn.lastIndexOf('$') == 0) {
                torn = bench.line();
            }
            assertFalse(torn.substring(0, torn.lastIndexOf('$')).contains("*"), torn);
            bench.faults().times(ReceiverFault.LOST_SENTENCE, 3);
            bench.faults().times(ReceiverFault.SILENCE, 2);
            while (bench.faults().struck(ReceiverFault.LOST_SENTENCE) < 3
                    || bench.faults().struck(ReceiverFault.SILENCE) < 2) {
                bench.line();
            }
            assertEquals(3, bench.faults().struck(ReceiverFault.LOST_SENTENCE));
            assertEquals(2, bench.faults().struck(ReceiverFault.SILENCE));
            bench.faults().once(ReceiverFault.DISCONNECT);
            assertThrows(LinkException.class, () -> bench.lineWith("never"));
        }
    }

    @Test
    void leavesOutWhatItsSerialRateCannotCarry() throws Exception {
        ReceiverProfile slow = ReceiverProfile.usual().withBaud(9_600).withPaced(true);
        try (ReceiverBench bench = new ReceiverBench(slow)) {
            List<String> names =
                    bench.lines(20).stream().map(line -> line.substring(3, 6)).toList();
            assertTrue(names.stream().allMatch("RMC"::equals), names.toString());
        }
    }
}
