package io.cartelem.core.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.cartelem.core.gps.epoch.GpsEpoch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compares each real capture with what gpsd decodes from it. gpsd reports after every sentence, so
/// its last word on each moment is compared.
///
/// Systematic differences, none of them in a value that both give:
/// - gpsd takes the dates of receivers after a week rollover as they come (april6_2019: 1999); so
///   does our decoder here, and [#datesOfRolledOverWeeksAreMovedOn] shows what it does otherwise;
/// - before the first date gpsd's positions carry no time, ours their time of day;
/// - gpsd first takes a position that GGA calls invalid (mtk-3301 at 08:14:34.590), then takes it
///   back with RMC; we never take it;
/// - where a capture breaks off within an epoch (bt451 twice, quectel-l76k-nmea at its end) gpsd
///   has not yet reported it; the last column counts these;
/// - gpsd estimates speed from positions where the receiver gives none yet; such an estimate is
///   followed by the receiver's own value within the epoch, which is compared.
class GoldenCaptureTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "april6_2019.log, 2, 0, 0",
        "bt451.log, 13, 13, 2",
        "mt3339.log, 30, 30, 0",
        "mtk-3301.log, 4, 4, 0",
        "nmea-rtk.log, 122, 122, 0",
        "quectel-l76k-nmea.log, 150, 150, 1",
        "ublox-8.log, 72, 72, 0"
    })
    void saysTheSameAsGpsd(String capture, int moments, int withSatellites, int unfinished)
            throws IOException {
        Map<Long, GpsEpoch> ours = byTimeOfDay(Captures.decode(Captures.bytes(capture)).epochs);
        Oracle oracle = Oracle.read(Captures.bytes(capture + ".chk"));

        oracle.positions.forEach((time, tpv) -> assertSame(tpv, ours.get(time)));
        oracle.satellites.forEach(
                (time, used) -> assertEquals(used, found(ours, time).satellites(), tpv(time)));

        assertEquals(moments, oracle.positions.size());
        assertEquals(withSatellites, oracle.satellites.size());
        List<Long> onlyOurs =
                ours.values().stream()
                        .filter(GpsEpoch::fix)
                        .map(GpsEpoch::timeOfDayNs)
                        .filter(time -> !oracle.positions.containsKey(time))
                        .toList();
        assertEquals(unfinished, onlyOurs.size(), "positions only ours: " + onlyOurs);
    }

    private static void assertSame(JsonNode tpv, GpsEpoch ours) {
        String where = tpv.toString();
        assertNotNull(ours, where);
        assertTrue(ours.fix(), where);
        assertEquals(tpv.get("lat").doubleValue(), ours.latitude(), 1e-9, where);
        assertEquals(tpv.get("lon").doubleValue(), ours.longitude(), 1e-9, where);
        if (tpv.has("time")) {
            assertEquals(Instant.parse(tpv.get("time").textValue()), ours.utc(), where);
        }
        if (tpv.has("altMSL")) {
            assertEquals(tpv.get("altMSL").doubleValue(), ours.altitude(), 1e-4, where);
        }
        if (tpv.has("speed")) {
            double kph = tpv.get("speed").doubleValue() * 3.6;
            assertEquals(kph, ours.speedKph(), 0.002 + kph * 1e-4, where);
        }
        if (tpv.has("track")) {
            assertEquals(tpv.get("track").doubleValue(), ours.heading(), 1e-4, where);
        }
    }

    private static Map<Long, GpsEpoch> byTimeOfDay(List<GpsEpoch> epochs) {
        Map<Long, GpsEpoch> byTime = new LinkedHashMap<>();
        for (GpsEpoch epoch : epochs) {
            if (epoch.timeOfDayNs() >= 0) {
                GpsEpoch before = byTime.put(epoch.timeOfDayNs(), epoch);
                assertEquals(null, before, "two epochs of one time");
            }
        }
        return byTime;
    }

    private static GpsEpoch found(Map<Long, GpsEpoch> epochs, long time) {
        GpsEpoch epoch = epochs.get(time);
        assertNotNull(epoch, tpv(time));
        return epoch;
    }

    private static String tpv(long timeOfDayNs) {
        return "at " + Duration.ofNanos(timeOfDayNs);
    }

    /// gpsd's last word on each moment, and the satellites that it took from GGA.
    private record Oracle(Map<Long, JsonNode> positions, Map<Long, Integer> satellites) {

        static Oracle read(byte[] chk) throws IOException {
            Oracle oracle = new Oracle(new LinkedHashMap<>(), new LinkedHashMap<>());
            long time = -1;
            boolean afterGga = false;
            for (String line : new String(chk, StandardCharsets.ISO_8859_1).split("\r?\n")) {
                if (line.startsWith("$")) {
                    String[] fields = line.split("[,*]", -1);
                    String type = fields[0].substring(fields[0].length() - 3);
                    time =
                            switch (type) {
                                case "GGA", "RMC", "ZDA" -> timeOfDay(fields[1], time);
                                case "GLL" -> timeOfDay(fields[5], time);
                                default -> time;
                            };
                    afterGga = type.equals("GGA") && !fields[6].equals("0");
                } else if (line.startsWith("{\"class\":\"TPV\"")) {
                    JsonNode tpv = JSON.readTree(line);
                    if (tpv.has("lat")) {
                        oracle.positions.put(timeOf(tpv, time), tpv);
                    } else {
                        oracle.positions.remove(time);
                    }
                } else if (afterGga && line.startsWith("{\"class\":\"SKY\"")) {
                    JsonNode used = JSON.readTree(line).get("uSat");
                    if (used != null) {
                        oracle.satellites.put(time, used.intValue());
                    }
                }
            }
            return oracle;
        }

        private static long timeOf(JsonNode tpv, long otherwise) {
            return tpv.has("time")
                    ? Instant.parse(tpv.get("time").textValue())
                            .atZone(ZoneOffset.UTC)
                            .toLocalTime()
                            .toNanoOfDay()
                    : otherwise;
        }

        private static long timeOfDay(String field, long otherwise) {
            if (field.isEmpty()) {
                return otherwise;
            }
            long whole = Long.parseLong(field.substring(0, 6));
            long seconds = whole / 10000 * 3600 + whole / 100 % 100 * 60 + whole % 100;
            double fraction = Double.parseDouble("0" + field.substring(6));
            return seconds * 1_000_000_000L + Math.round(fraction * 1000) * 1_000_000L;
        }
    }

    @Test
    void datesOfRolledOverWeeksAreMovedOn() {
        List<GpsEpoch> epochs =
                Captures.decode(Captures.bytes("april6_2019.log"), LocalDate.of(2019, 1, 1)).epochs;

        assertEquals(Instant.parse("2019-04-07T00:02:31.420Z"), epochs.getLast().utc());
    }

    @Test
    void everyEpochOfATenHertzLapIsFound() {
        Captures.Collected lap = Captures.decode(Captures.bytes("tianma_lap13_10hz_synth.nmea"));

        assertEquals(839, lap.epochs.size());
        assertEquals(List.of(), lap.rejected);
        Instant expected = Instant.parse("2025-12-31T03:19:58.500Z");
        for (GpsEpoch epoch : lap.epochs) {
            assertEquals(expected, epoch.utc());
            assertTrue(epoch.fix() && epoch.satellites() > 0 && epoch.speedKph() > 0);
            expected = expected.plusMillis(100);
        }
    }
}
