package io.cartelem.core.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.gpsd.GpsdDecoder;
import io.cartelem.core.gps.gpsd.GpsdReport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// gpsd's own reports of the captures, read as its clients read them, are the epochs that we decode
/// from the captures themselves.
class GpsdGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"quectel-l76k-nmea.log", "nmea-rtk.log", "ublox-8.log", "mt3339.log"})
    void givesTheSameEpochsAsTheSentences(String capture) {
        Map<Instant, GpsEpoch> byUtc = new HashMap<>();
        for (GpsEpoch epoch : Captures.decode(Captures.bytes(capture)).epochs) {
            byUtc.put(epoch.utc(), epoch);
        }
        Map<Instant, GpsEpoch> last = new HashMap<>();
        int rejected = 0;
        for (GpsdReport report : reports(json(capture), new Random(1))) {
            if (report instanceof GpsdReport.Position(_, _, GpsEpoch epoch)
                    && epoch.utc() != null) {
                last.put(epoch.utc(), epoch);
            } else if (report instanceof GpsdReport.Rejected) {
                rejected++;
            }
        }

        assertTrue(last.size() >= 30);
        assertEquals(0, rejected);
        last.forEach(
                (utc, epoch) -> {
                    GpsEpoch ours = byUtc.get(utc);
                    assertEquals(ours.latitude(), epoch.latitude(), 1e-9);
                    assertEquals(ours.longitude(), epoch.longitude(), 1e-9);
                    if (!Double.isNaN(epoch.altitude())) {
                        assertEquals(ours.altitude(), epoch.altitude(), 1e-3);
                    }
                    if (!Double.isNaN(epoch.speedKph())) {
                        assertEquals(ours.speedKph(), epoch.speedKph(), 0.01);
                    }
                    assertEquals(ours.quality(), epoch.quality(), utc.toString());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"quectel-l76k-nmea.log", "bt451.log"})
    void survivesDamage(String capture) {
        byte[] whole = json(capture);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            int at = random.nextInt(whole.length - 600);
            byte[] bytes = java.util.Arrays.copyOfRange(whole, at, at + 600);
            for (int flips = random.nextInt(10); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            for (GpsdReport report : reports(bytes, random)) {
                if (report instanceof GpsdReport.Position position) {
                    double latitude = position.epoch().latitude();
                    assertTrue(Double.isNaN(latitude) || Math.abs(latitude) <= 90);
                }
            }
        }
    }

    private static List<GpsdReport> reports(byte[] bytes, Random random) {
        List<GpsdReport> reports = new ArrayList<>();
        GpsdDecoder decoder = new GpsdDecoder();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(1 + random.nextInt(2_000), bytes.length - at);
            decoder.accept(bytes, at, length, 0, reports::add);
            at += length;
        }
        return reports;
    }

    private static byte[] json(String capture) {
        String chk = new String(Captures.bytes(capture + ".chk"), StandardCharsets.ISO_8859_1);
        StringBuilder json = new StringBuilder();
        chk.lines()
                .filter(line -> line.startsWith("{"))
                .forEach(l -> json.append(l).append("\r\n"));
        return json.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
