package io.cartelem.core.gps.gpsd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.nmea.NmeaReport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Cuts gpsd's stream into lines and reads each as a report. A line longer than [#MAX_LINE] is
/// rejected, so memory is bounded.
public final class GpsdDecoder {
    /// A SKY report of all constellations is below 20 kB.
    static final int MAX_LINE = 65_536;

    private static final double KPH_PER_MPS = 3.6;
    private static final int SHOWN = 256;

    private final ObjectMapper json = new ObjectMapper();
    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private boolean tooLong;

    /// Takes the bytes of one read.
    ///
    /// @param monoNs when they were read
    public void accept(
            byte[] bytes, int offset, int count, long monoNs, Consumer<? super GpsdReport> sink) {
        for (int i = offset; i < offset + count; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                endOfLine(monoNs, sink);
            } else if (length < MAX_LINE) {
                line[length++] = b;
            } else {
                tooLong = true;
            }
        }
    }

    private void endOfLine(long monoNs, Consumer<? super GpsdReport> sink) {
        if (tooLong) {
            sink.accept(rejected("gpsd report longer than " + MAX_LINE + " bytes"));
        } else if (length > 0) {
            sink.accept(decode(monoNs));
        }
        length = 0;
        tooLong = false;
    }

    private GpsdReport decode(long monoNs) {
        try {
            JsonNode report = json.readTree(line, 0, length);
            if (!report.isObject()) {
                return rejected("line that is no gpsd report");
            }
            String kind = report.path("class").asText();
            return switch (kind) {
                case "TPV" -> position(report, monoNs);
                case "SKY" -> sky(report, monoNs);
                case "VERSION" -> new GpsdReport.Version(report.path("release").asText());
                case "DEVICES" -> new GpsdReport.Devices(names(report.path("devices")));
                case "DEVICE" -> new GpsdReport.Devices(List.of(name(report)));
                case "ERROR" -> new GpsdReport.Refused(report.path("message").asText());
                case "" -> rejected("line that is no gpsd report");
                default -> new GpsdReport.Other(kind);
            };
        } catch (JsonProcessingException e) {
            return rejected("gpsd report that is no JSON");
        } catch (IOException e) {
            return rejected("unreadable gpsd report");
        }
    }

    private GpsdReport.Rejected rejected(String reason) {
        byte[] shown = Arrays.copyOf(line, Math.min(length, SHOWN));
        return new GpsdReport.Rejected(reason, shown);
    }

    private static GpsdReport position(JsonNode tpv, long monoNs) {
        int mode = tpv.path("mode").asInt(0);
        double latitude = number(tpv, "lat", -90, 90);
        double longitude = number(tpv, "lon", -180, 180);
        boolean fix = mode >= 2 && !Double.isNaN(latitude) && !Double.isNaN(longitude);
        Instant utc = instant(tpv.path("time").asText());
        double altitude = number(tpv, "altMSL", -10_000, 100_000);
        if (Double.isNaN(altitude)) {
            // gpsd up to 3.19 calls it so
            altitude = number(tpv, "alt", -10_000, 100_000);
        }
        GpsEpoch epoch =
                new GpsEpoch(
                        monoNs,
                        utc == null
                                ? NmeaReport.NO_TIME
                                : utc.atOffset(ZoneOffset.UTC).toLocalTime().toNanoOfDay(),
                        fix ? utc : null,
                        fix,
                        fix ? latitude : Double.NaN,
                        fix ? longitude : Double.NaN,
                        fix && mode >= 3 ? altitude : Double.NaN,
                        fix ? number(tpv, "speed", 0, 600) * KPH_PER_MPS : Double.NaN,
                        fix ? number(tpv, "track", 0, 360) : Double.NaN,
                        -1,
                        Double.NaN,
                        mode == 0 ? -1 : fix ? quality(tpv.path("status").asInt(1)) : 0,
                        false);
        return new GpsdReport.Position(tpv.path("device").asText(), mode, epoch);
    }

    private static GpsdReport sky(JsonNode sky, long monoNs) {
        JsonNode satellites = sky.path("satellites");
        int used = -1;
        int inView = -1;
        if (satellites.isArray()) {
            used = 0;
            inView = satellites.size();
            for (JsonNode satellite : satellites) {
                used += satellite.path("used").asBoolean() ? 1 : 0;
            }
        }
        return new GpsdReport.Sky(
                sky.path("device").asText(),
                sky.path("uSat").asInt(used),
                sky.path("nSat").asInt(inView),
                number(sky, "hdop", 0.01, 50),
                monoNs);
    }

    /// GGA's quality code of a TPV's status.
    private static int quality(int status) {
        return switch (status) {
            case 2 -> 2;
            case 3 -> 4;
            case 4 -> 5;
            case 5, 6 -> 6;
            case 7 -> 7;
            case 8 -> 8;
            case 9 -> 3;
            default -> 1;
        };
    }

    private static List<String> names(JsonNode devices) {
        List<String> names = new ArrayList<>();
        for (JsonNode device : devices) {
            names.add(name(device));
        }
        return names;
    }

    private static String name(JsonNode device) {
        String driver = device.path("driver").asText();
        String path = device.path("path").asText();
        return driver.isEmpty() ? path : driver + " at " + path;
    }

    private static double number(JsonNode report, String field, double low, double high) {
        JsonNode value = report.path(field);
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        return number >= low && number <= high ? number : Double.NaN;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// The request that makes gpsd report.
    public static byte[] watch() {
        return request("?WATCH={\"enable\":true,\"json\":true};");
    }

    /// A request that gpsd always answers, to see whether it is still there.
    public static byte[] version() {
        return request("?VERSION;");
    }

    private static byte[] request(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
