package io.cartelem.core.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.nmea.NmeaReport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Damaged captures: no exception, and no value that is not in a sentence whose checksum is right.
class GpsFuzzTest {
    private static final List<String> CAPTURES =
            List.of(
                    "april6_2019.log",
                    "bt451.log",
                    "mt3339.log",
                    "mtk-3301.log",
                    "nmea-rtk.log",
                    "quectel-l76k-nmea.log",
                    "ublox-8.log",
                    "tianma_lap13_10hz_synth.nmea");
    private static final int MUTATIONS = 100_000;
    private static final int SLICE = 500;
    private static final Pattern SENTENCE =
            Pattern.compile("\\$([^$*\\x00-\\x1F\\x7F-\\xFF]*)\\*([0-9A-Fa-f]{2})");

    @Test
    void surviveDamageWithoutInventingValues() {
        List<byte[]> captures = CAPTURES.stream().map(Captures::bytes).toList();
        Random random = new Random(20261123);
        long epochs = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutated(captures, random);
            Captures.Collected collected = Captures.decode(bytes);
            epochs += collected.epochs.size();
            assertNothingInvented(bytes, collected, i);
        }
        assertTrue(epochs > MUTATIONS, "the damage left too little to decode: " + epochs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bt451.log",
                "mt3339.log",
                "mtk-3301.log",
                "nmea-rtk.log",
                "quectel-l76k-nmea.log",
                "ublox-8.log"
            })
    void sayTheSameWhateverTheChunks(String capture) {
        byte[] bytes = Captures.bytes(capture);
        Captures.Collected whole = Captures.decode(bytes);
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Captures.Collected chunked = new Captures.Collected();
            GpsDecoder decoder = new GpsDecoder(Captures.ANY_DATE, chunked);
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(1 + random.nextInt(seed < 2 ? 1 : 300), bytes.length - at);
                decoder.accept(bytes, at, length, 0);
                at += length;
            }
            decoder.flush();

            assertEquals(whole.epochs, chunked.epochs);
            assertEquals(whole.reports, chunked.reports);
            assertEquals(whole.rejected, chunked.rejected);
        }
    }

    private static void assertNothingInvented(
            byte[] bytes, Captures.Collected collected, int mutation) {
        Set<String> valid = validAddresses(bytes);
        Set<Double> values = new HashSet<>();
        Set<Integer> counts = new HashSet<>(List.of(-1));
        for (NmeaReport report : collected.reports) {
            switch (report) {
                case NmeaReport.Fix fix -> {
                    String address = fix.talker() + fix.origin();
                    assertTrue(valid.contains(address), () -> mutation + " " + address);
                    values.add(fix.latitude());
                    values.add(fix.longitude());
                    values.add(fix.altitude());
                    values.add(fix.speedKph());
                    values.add(fix.heading());
                    values.add(fix.hdop());
                    counts.add(fix.satellites());
                }
                case NmeaReport.Course course -> {
                    assertTrue(valid.contains(course.talker() + "VTG"));
                    values.add(course.heading());
                    values.add(course.speedKph());
                }
                case NmeaReport.Precision precision -> {
                    assertTrue(valid.contains(precision.talker() + "GSA"));
                    values.add(precision.hdop());
                }
                case NmeaReport.InView _,
                        NmeaReport.Clock _,
                        NmeaReport.Other _,
                        NmeaReport.Rejected _ -> {
                    // nothing that an epoch holds
                }
            }
        }
        values.add(Double.NaN);
        for (GpsEpoch epoch : collected.epochs) {
            boolean known =
                    values.contains(epoch.latitude())
                            && values.contains(epoch.longitude())
                            && values.contains(epoch.altitude())
                            && values.contains(epoch.speedKph())
                            && values.contains(epoch.heading())
                            && values.contains(epoch.hdop())
                            && counts.contains(epoch.satellites());
            assertTrue(known, () -> mutation + " invented: " + epoch);
            assertTrue(
                    epoch.fix()
                            || (Double.isNaN(epoch.latitude()) && Double.isNaN(epoch.speedKph())),
                    () -> mutation + " values without a fix: " + epoch);
        }
    }

    /// The addresses of all sentences with a right checksum, found in another way than the
    /// framer's.
    private static Set<String> validAddresses(byte[] bytes) {
        Set<String> addresses = new HashSet<>();
        Matcher matcher = SENTENCE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        int from = 0;
        while (matcher.find(from)) {
            from = matcher.start() + 1;
            String body = matcher.group(1);
            int sum = body.chars().reduce(0, (a, b) -> a ^ b);
            if (sum == Integer.parseInt(matcher.group(2), 16) && body.length() >= 5) {
                addresses.add(body.substring(0, 5));
            }
        }
        return addresses;
    }

    private static byte[] mutated(List<byte[]> captures, Random random) {
        byte[] bytes = slice(captures, random);
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 2 -> {
                byte[] other = slice(captures, random);
                int cut = random.nextInt(Math.min(bytes.length, other.length));
                System.arraycopy(
                        other, cut, bytes, cut, Math.min(bytes.length, other.length) - cut);
            }
            default -> {
                int at = random.nextInt(bytes.length);
                int gone = Math.min(random.nextInt(40), bytes.length - at);
                System.arraycopy(bytes, at + gone, bytes, at, bytes.length - at - gone);
                bytes = Arrays.copyOf(bytes, bytes.length - gone);
            }
        }
        return bytes;
    }

    private static byte[] slice(List<byte[]> captures, Random random) {
        byte[] capture = captures.get(random.nextInt(captures.size()));
        int at = random.nextInt(Math.max(1, capture.length - SLICE));
        return Arrays.copyOfRange(capture, at, Math.min(capture.length, at + SLICE));
    }
}
