package io.cartelem.core.gps.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.gps.nmea.SentenceDecoder;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

class EpochMergerTest {
    private static final long MS = 1_000_000;
    private static final int EPOCHS = 12;

    private final SentenceDecoder decoder = new SentenceDecoder();
    private final List<GpsEpoch> epochs = new ArrayList<>();
    private EpochMerger merger = new EpochMerger(new UtcResolver(UtcResolver.EARLIEST));
    private long nowNs;

    @Test
    void givesTheSameEpochsForEveryOrderOfTheSentences() {
        List<GpsEpoch> expected = run(List.of("RMC", "VTG", "GGA", "GSA", "GLL", "GSV"), null);
        assertEquals(EPOCHS, expected.size());
        for (List<String> order : permutations(List.of("RMC", "VTG", "GGA", "GSA", "GLL", "GSV"))) {
            assertEquals(expected, run(order, null), order.toString());
        }
    }

    @Test
    void givesTheSameEpochsWhenTheOrderChangesAllTheTime() {
        List<String> sentences = List.of("RMC", "VTG", "GGA", "GSA", "GNS", "GLL", "ZDA", "GSV");
        List<GpsEpoch> expected = run(sentences, null);
        for (int seed = 0; seed < 200; seed++) {
            assertEquals(expected, run(sentences, new Random(seed)), "seed " + seed);
        }
    }

    @Test
    void closesAnEpochWithItsLastSentenceOnceThatIsKnown() {
        for (int i = 0; i < 5; i++) {
            nowNs += 80 * MS;
            sentence("RMC", i);
            sentence("VTG", i);
            sentence("GGA", i);
            assertEquals(i < 3 ? i : i + 1, epochs.size(), "epoch " + i);
            sentence("GSA", i);
            sentence("GSV", i);
        }
        assertEquals(5, epochs.size());
    }

    @Test
    void closesAnEpochAfterSilenceWhileTheLastSentenceIsNotKnown() {
        sentence("RMC", 0);
        sentence("GGA", 0);
        assertTrue(merger.closesAfterNs() > 0);

        merger.idle(nowNs + 10 * MS, epochs::add);
        assertEquals(0, epochs.size());
        merger.idle(nowNs + merger.closesAfterNs(), epochs::add);
        assertEquals(1, epochs.size());
        assertEquals(0, merger.closesAfterNs());
    }

    @Test
    void needsNoPausesWhereTheLineIsAlwaysBusy() {
        for (int i = 0; i < EPOCHS; i++) {
            for (String type : List.of("GGA", "GSA", "RMC", "VTG")) {
                decode(body(type, i), nowNs, nowNs);
            }
        }
        merger.flush(epochs::add);

        assertEquals(EPOCHS, epochs.size());
        assertTrue(epochs.stream().allMatch(epoch -> epoch.fix() && epoch.hdop() == 0.8));
    }

    @Test
    void addsWhatComesLateAsAContinuation() {
        for (int i = 0; i < 4; i++) {
            nowNs += 80 * MS;
            sentence("GGA", i);
            sentence("RMC", i);
        }
        long firstNs = nowNs;
        epochs.clear();
        nowNs += 80 * MS;
        sentence("RMC", 4);
        assertEquals(1, epochs.size());
        sentence("GGA", 4);
        merger.flush(epochs::add);

        GpsEpoch first = epochs.get(0);
        GpsEpoch late = epochs.get(1);
        assertFalse(first.continuation());
        assertTrue(late.continuation());
        assertTrue(first.monoNs() > firstNs);
        assertEquals(first.monoNs(), late.monoNs());
        assertTrue(Double.isNaN(first.altitude()) && Double.isNaN(late.speedKph()));
        assertEquals(-1.4, late.altitude());
        assertEquals(first.utc(), late.utc());
    }

    @Test
    void prefersTheCombinedFixWhereGgaIsRepeatedForEachConstellation() {
        String time = "120000.00";
        List<String> repeated =
                List.of(
                        "GPGGA," + time + ",3104.0,N,12106.0,E,1,07,1.1,10.0,M,8.0,M,,",
                        "GLGGA," + time + ",3104.2,N,12106.2,E,0,00,,,M,,M,,",
                        "GNGGA," + time + ",3104.1,N,12106.1,E,1,12,0.7,11.0,M,8.0,M,,",
                        "GNRMC," + time + ",A,3104.1,N,12106.1,E,10.0,90.0,231126,,,A");
        for (List<String> order : permutations(repeated)) {
            merger = new EpochMerger(new UtcResolver(UtcResolver.EARLIEST));
            epochs.clear();
            order.forEach(body -> decode(body, 0, 0));
            merger.flush(epochs::add);

            assertEquals(1, epochs.size());
            GpsEpoch epoch = epochs.getFirst();
            assertEquals(31 + 4.1 / 60, epoch.latitude(), 1e-9, order.toString());
            assertEquals(11.0, epoch.altitude());
            assertEquals(12, epoch.satellites());
        }
    }

    @Test
    void prefersTheValidFixWhereNoneIsCombined() {
        decode("GLGGA,120000.00,3104.2,N,12106.2,E,0,00,,,M,,M,,", 0, 0);
        decode("GPGGA,120000.00,3104.0,N,12106.0,E,1,07,1.1,10.0,M,8.0,M,,", 0, 0);
        merger.flush(epochs::add);

        assertTrue(epochs.getFirst().fix());
        assertEquals(7, epochs.getFirst().satellites());
    }

    @Test
    void believesASentenceThatDeniesTheFix() {
        decode("GPGGA,120000.00,3104.0,N,12106.0,E,1,07,1.1,10.0,M,8.0,M,,", 0, 0);
        decode("GPRMC,120000.00,V,3104.0,N,12106.0,E,10.0,90.0,231126,,,N", 0, 0);
        merger.flush(epochs::add);

        GpsEpoch epoch = epochs.getFirst();
        assertFalse(epoch.fix());
        assertEquals(null, epoch.utc());
        assertEquals(0, epoch.quality());
        assertTrue(Double.isNaN(epoch.latitude()) && Double.isNaN(epoch.hdop()));
    }

    @Test
    void prefersTheDateWithFourDigitsOfYear() {
        decode("GPRMC,120000.00,A,3104.0,N,12106.0,E,10.0,90.0,231127,,,A", 0, 0);
        decode("GPZDA,120000.00,23,11,2026,00,00", 0, 0);
        merger.flush(epochs::add);

        assertEquals(Instant.parse("2026-11-23T12:00:00Z"), epochs.getFirst().utc());
    }

    @Test
    void separatesTheEpochsOfAReceiverThatKnowsNoTime() {
        for (int i = 0; i < 3; i++) {
            decode("GPRMC,,V,,,,,,,,,,N", 0, 0);
            decode("GPVTG,,,,,,,,,N", 0, 0);
            decode("GPGGA,,,,,,0,02,99.99,,,,,,", 0, 0);
        }
        decode("GPGLL,3104.0,N,12106.0,E,120000.00,A,A", 0, 0);
        merger.flush(epochs::add);

        assertEquals(4, epochs.size());
        assertTrue(epochs.subList(0, 3).stream().allMatch(e -> !e.fix() && e.satellites() == 2));
        assertTrue(epochs.getLast().fix());
    }

    /// Bursts at 10 Hz, in a fixed order or in one that changes with every burst; continuations are
    /// put together with what they continue.
    private List<GpsEpoch> run(
            List<String> order, @org.jspecify.annotations.Nullable Random shuffle) {
        merger = new EpochMerger(new UtcResolver(UtcResolver.EARLIEST));
        epochs.clear();
        nowNs = 0;
        for (int i = 0; i < EPOCHS; i++) {
            List<String> burst = new ArrayList<>(order);
            if (shuffle != null) {
                Collections.shuffle(burst, shuffle);
            }
            nowNs = (i + 1) * 100L * MS;
            for (String type : burst) {
                sentence(type, i);
            }
        }
        merger.flush(epochs::add);
        List<GpsEpoch> whole = new ArrayList<>();
        for (GpsEpoch epoch : epochs) {
            whole.add(epoch.continuation() ? joined(whole.removeLast(), epoch) : timeless(epoch));
        }
        return whole;
    }

    private static GpsEpoch timeless(GpsEpoch epoch) {
        return joined(epoch, epoch);
    }

    private static GpsEpoch joined(GpsEpoch a, GpsEpoch b) {
        return new GpsEpoch(
                0,
                a.timeOfDayNs(),
                b.utc(),
                b.fix(),
                either(a.latitude(), b.latitude()),
                either(a.longitude(), b.longitude()),
                either(a.altitude(), b.altitude()),
                either(a.speedKph(), b.speedKph()),
                either(a.heading(), b.heading()),
                Math.max(a.satellites(), b.satellites()),
                either(a.hdop(), b.hdop()),
                Math.max(a.quality(), b.quality()),
                false);
    }

    private static double either(double a, double b) {
        return Double.isNaN(a) ? b : a;
    }

    private void sentence(String type, int epoch) {
        nowNs += 4 * MS;
        decode(body(type, epoch), nowNs, nowNs);
    }

    private void decode(String body, long startNs, long endNs) {
        merger.accept(decoder.decode(body), startNs, endNs, epochs::add);
    }

    private static String body(String type, int epoch) {
        String time = String.format(Locale.ROOT, "1200%02d.%d0", epoch / 10, epoch % 10);
        String place = String.format(Locale.ROOT, "3104.%05d,N,12106.98390,E", epoch);
        return switch (type) {
            case "RMC" -> "GNRMC," + time + ",A," + place + ",10.00,90.00,231126,,,A,V";
            case "VTG" -> "GNVTG,90.00,T,,M,10.00,N,18.520,K,A";
            case "GGA" -> "GNGGA," + time + "," + place + ",1,09,0.80,-1.4,M,8.0,M,,";
            case "GNS" -> "GNGNS," + time + "," + place + ",AAN,09,0.80,-1.4,8.0,,,V";
            case "GLL" -> "GNGLL," + place + "," + time + ",A,A";
            case "ZDA" -> "GNZDA," + time + ",23,11,2026,00,00";
            case "GSA" -> "GNGSA,A,3,01,03,08,14,17,19,21,22,,,,,1.40,0.80,1.15,1";
            case "GSV" -> "GPGSV,1,1,02,01,45,120,42,03,30,210,38,1";
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<T> others = new ArrayList<>(items);
            T first = others.remove(i);
            for (List<T> rest : permutations(others)) {
                List<T> whole = new ArrayList<>();
                whole.add(first);
                whole.addAll(rest);
                all.add(whole);
            }
        }
        return all;
    }
}
