package io.cartelem.core.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class GpsdCollectorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String VERSION =
            "{\"class\":\"VERSION\",\"release\":\"3.25\",\"rev\":\"3.25\",\"proto_major\":3}\r\n";
    private static final String DEVICES =
            "{\"class\":\"DEVICES\",\"devices\":[{\"class\":\"DEVICE\",\"path\":\"/dev/ttyACM0\","
                    + "\"driver\":\"u-blox\"}]}\r\n";

    @Test
    void watchesAndPublishesPositionsAndSatellites() {
        List<Instant> trusted = new ArrayList<>();
        ScriptedLink link = new ScriptedLink();
        link.after(SECOND, VERSION + DEVICES);
        for (int i = 0; i < 5; i++) {
            link.after(SECOND, tpv("/dev/ttyACM0", i, 47.5) + sky(12));
        }
        link.endingAfter(SECOND);

        RecordingContext context = run(link, (mono, utc) -> trusted.add(utc));

        assertEquals(
                "?WATCH={\"enable\":true,\"json\":true};\n",
                new String(link.written.getFirst(), StandardCharsets.US_ASCII));
        assertEquals(
                Map.of(
                        "gps.latitude", 47.5,
                        "gps.longitude", -122.25,
                        "gps.altitude", 76.5,
                        "gps.speed_kph", 36.0,
                        "gps.heading_deg", 286.35,
                        "gps.fix_quality", 2.0),
                values(context.batches.get(0)));
        assertEquals(
                Map.of("gps.satellites", 12.0, "gps.hdop", 0.9), values(context.batches.get(1)));
        assertEquals(List.of("gpsd 3.25", "gpsd: u-blox at /dev/ttyACM0"), context.devices);
        assertEquals("1 Hz 3D DGPS, 12 satellites", context.lastState().sentence());
        assertEquals(Instant.parse("2026-11-23T12:00:01Z"), trusted.getFirst());
        assertEquals(4, trusted.size());
    }

    @Test
    void publishesOnlyWhatIsNewWhenAMomentIsReportedAgain() {
        ScriptedLink link = new ScriptedLink();
        link.after(
                SECOND,
                "{\"class\":\"TPV\",\"mode\":2,\"time\":\"2026-11-23T12:00:00.000Z\",\"lat\":1,\"lon\":2}\n"
                        + "{\"class\":\"TPV\",\"mode\":3,\"time\":\"2026-11-23T12:00:00.000Z\",\"lat\":1,"
                        + "\"lon\":2,\"alt\":3}\n");
        link.endingAfter(SECOND);

        RecordingContext context = run(link, GpsTimeListener.NONE);

        assertEquals(2, context.batches.size());
        assertEquals(Map.of("gps.altitude", 3.0), values(context.batches.get(1)));
    }

    @Test
    void mixesNoTwoReceivers() {
        ScriptedLink link = new ScriptedLink();
        for (int i = 0; i < 3; i++) {
            link.after(SECOND, tpv("/dev/a", i, 10) + tpv("/dev/b", i, 20));
        }
        for (int i = 10; i < 13; i++) {
            link.after(Duration.ofSeconds(i == 10 ? 10 : 1), tpv("/dev/b", i, 20));
        }
        link.endingAfter(SECOND);

        RecordingContext context = run(link, GpsTimeListener.NONE);

        List<Double> latitudes =
                context.batches.stream().map(b -> values(b).get("gps.latitude")).toList();
        assertEquals(List.of(10.0, 10.0, 10.0, 20.0, 20.0, 20.0), latitudes);
    }

    @Test
    void saysThatThereIsNoFixOrNoReceiver() {
        ScriptedLink link = new ScriptedLink();
        link.after(SECOND, "{\"class\":\"TPV\",\"mode\":1,\"lat\":1,\"lon\":2}\n");
        link.endingAfter(SECOND);
        RecordingContext context = run(link, GpsTimeListener.NONE);
        assertEquals(Map.of("gps.fix_quality", 0.0), values(context.batches.getFirst()));
        assertEquals(Phase.WAITING, context.lastState().phase());
        assertEquals("no_fix", context.lastState().code());

        ScriptedLink none = new ScriptedLink();
        none.after(SECOND, VERSION + "{\"class\":\"DEVICES\",\"devices\":[]}\n");
        none.endingAfter(Duration.ofSeconds(5));
        assertEquals("no_receiver", run(none, GpsTimeListener.NONE).lastState().code());
    }

    @Test
    void asksWhetherGpsdIsStillThereAndGivesUp() {
        ScriptedLink link = new ScriptedLink();
        link.after(SECOND, VERSION).endingAfter(Duration.ofMinutes(5));
        RecordingContext context = new RecordingContext(link);

        LinkException lost =
                assertThrows(
                        LinkException.class,
                        () -> new GpsdCollector(GpsSettings.listening()).run(link, context));

        assertEquals(LinkException.Reason.SILENT, lost.reason());
        assertEquals("?VERSION;\n", new String(link.written.get(1), StandardCharsets.US_ASCII));
    }

    @Test
    void survivesWhatIsNoReport() {
        ScriptedLink link = new ScriptedLink();
        link.after(SECOND, "hello\n[1]\n{\"class\":3}\n{\"a\":1}\n" + "x".repeat(70_000) + "\n");
        link.after(SECOND, "{\"class\":\"ERROR\",\"message\":\"no\"}\n" + tpv("", 1, 47.5));
        link.endingAfter(SECOND);

        RecordingContext context = run(link, GpsTimeListener.NONE);

        assertEquals(
                List.of(
                        "gpsd report that is no JSON",
                        "line that is no gpsd report",
                        "line that is no gpsd report",
                        "gpsd report longer than 65536 bytes",
                        "gpsd says: no"),
                context.rejected);
        assertEquals(1, context.batches.size());
    }

    @Test
    void isChosenByTheAddress() {
        GpsSettings settings = GpsSettings.listening();

        assertTrue(
                GpsCollector.of(LinkAddress.parse("gpsd://localhost"), settings)
                        instanceof GpsdCollector);
        assertTrue(
                GpsCollector.of(LinkAddress.parse("/dev/ttyACM0"), settings)
                        instanceof GpsCollector);
        assertEquals("gps", new GpsdCollector(settings).source());
    }

    private static String tpv(String device, int second, double latitude) {
        return "{\"class\":\"TPV\",\"device\":\""
                + device
                + "\",\"status\":2,\"mode\":3,\"time\":\""
                + Instant.parse("2026-11-23T12:00:00Z").plusSeconds(second)
                + "\",\"lat\":"
                + latitude
                + ",\"lon\":-122.25,\"altHAE\":54.9,\"altMSL\":76.5,\"alt\":76.5,\"track\":286.35,"
                + "\"speed\":10.0}\r\n";
    }

    private static String sky(int used) {
        return "{\"class\":\"SKY\",\"device\":\"/dev/ttyACM0\",\"hdop\":0.9,\"nSat\":20,\"uSat\":"
                + used
                + "}\r\n";
    }

    private static RecordingContext run(ScriptedLink link, GpsTimeListener listener) {
        RecordingContext context = new RecordingContext(link);
        GpsdCollector collector = new GpsdCollector(GpsSettings.live(10, 0, listener));
        LinkException lost = assertThrows(LinkException.class, () -> collector.run(link, context));
        assertEquals(LinkException.Reason.LOST, lost.reason());
        return context;
    }

    private static Map<String, Double> values(SampleBatch batch) {
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            values.put(batch.channel(i).id(), batch.value(i));
        }
        return values;
    }
}
