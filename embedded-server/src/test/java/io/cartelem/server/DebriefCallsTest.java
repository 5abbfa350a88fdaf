package io.cartelem.server;

import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.obd.diag.TroubleCodes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/// The debrief over HTTP. The track is round and 1,000 m long.
@Timeout(120)
class DebriefCallsTest {
    private static final double RADIUS = 1_000 / (2 * Math.PI);
    private static final LocalPlane PLANE = new LocalPlane(new GeoPoint(50.33, 6.94));
    private static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 1);
    private static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);
    private static final Channel VOLTS = Channel.number("obd", "battery_voltage", "V", 1);

    private final Station station = new Station();

    @BeforeEach
    void saveTheTrack() {
        station.context()
                .drive()
                .courses()
                .put(Course.circuit("circle", "Circle", TimingLine.across(at(0), 90, 15)));
    }

    @AfterEach
    void close() {
        station.close();
    }

    private static GeoPoint at(double metres) {
        return PLANE.point(RADIUS * Math.sin(metres / RADIUS), RADIUS * Math.cos(metres / RADIUS));
    }

    /// Ten positions a second from 100 m before the line; a speed for each lap.
    private long drive(int day, String codes, double... speeds) {
        Instant start = Instant.parse("2026-05-%02dT12:00:00Z".formatted(day));
        long id =
                station.store
                        .create(SessionDraft.named("Day " + day), SessionOrigin.LIVE, start)
                        .id();
        station.store.begin(id, start, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        SampleBatch.Builder batch = SampleBatch.builder(4_096);
        batch.add(TroubleCodes.CHANNEL, 0, codes);
        double metres = -100;
        for (int i = 0; metres < 1_000.0 * speeds.length + 100; i++) {
            int lap = (int) Math.clamp(Math.floor(metres / 1_000), 0, speeds.length - 1);
            long t = i * 100_000_000L;
            batch.add(Station.LATITUDE, t, at(metres).latitude());
            batch.add(Station.LONGITUDE, t, at(metres).longitude());
            batch.add(Station.GPS_SPEED, t, speeds[lap] * 3.6);
            batch.add(HEADING, t, (450 + Math.toDegrees(metres / RADIUS)) % 360);
            batch.add(COOLANT, t, i == 200 ? 104 : 90);
            batch.add(VOLTS, t, i == 100 ? 12.9 : 14.1);
            metres += speeds[lap] / 10;
        }
        station.store.append(id, batch.build()).join();
        station.store.finish(id, start.plusSeconds(600));
        return id;
    }

    private JsonNode debrief(long session, String query) {
        HttpResponse<String> answer =
                station.get("/api/v1/sessions/" + session + "/debrief" + query);
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    @Test
    void tellsTheSessionOnOnePage() {
        long before = drive(1, "P0301", 20, 28, 20);
        long now = drive(2, "P0301 P0420", 20, 25, 20);
        station.store.mark(now, 3_000_000_000L, "Coolant hot: 112 °C, above 110 °C");
        station.store.mark(now, 9_000_000_000L, "Coolant hot: acknowledged by Anna");

        JsonNode page = debrief(now, "");
        JsonNode table = json(station.get("/api/v1/sessions/" + now + "/laps"));
        assertEquals("Circle", page.get("track").textValue());
        assertEquals(table.get("best"), page.get("best").get("number"));
        assertEquals(table.get("laps").get(2), page.get("best"));
        assertEquals(table.get("theoretical_best_s"), page.get("theoretical_best_s"));
        assertEquals(3, page.get("laps").intValue());
        assertEquals(3_200, page.get("distance_m").doubleValue(), 20);
        JsonNode compared = page.get("comparison");
        assertEquals(before + ":2", compared.get("reference").textValue());
        assertEquals(now + ":2", compared.get("lap").textValue());
        assertEquals(40 - 1_000.0 / 28, compared.get("gap_s").doubleValue(), 0.1);
        assertFalse(compared.get("within_session").booleanValue());
        JsonNode loss = compared.get("losses").get(0);
        assertTrue(loss.get("lost_s").doubleValue() > 0);
        assertEquals(50.33, loss.get("latitude").doubleValue(), 0.01);
        assertEquals("coolant", page.get("temperatures").get(0).get("part").textValue());
        assertEquals(104, page.get("temperatures").get(0).get("value").doubleValue());
        assertEquals(20, page.get("temperatures").get(0).get("t").doubleValue());
        assertEquals(12.9, page.get("lowest_voltage").get("value").doubleValue());
        JsonNode alert = page.get("alerts").get(0);
        assertEquals("Anna", alert.get("acknowledged_by").textValue());
        assertTrue(alert.get("lasted_s").isNull());
        JsonNode codes = page.get("codes");
        assertEquals(before, codes.get("compared_with").longValue());
        assertEquals("P0420", codes.get("seen").get(1).get("code").textValue());
        assertTrue(codes.get("seen").get(1).get("fresh").booleanValue());
        assertFalse(codes.get("seen").get(0).get("fresh").booleanValue());
        assertFalse(codes.get("seen").get(0).get("meaning").textValue().isEmpty());
        assertTrue(page.get("quality").get("complete").booleanValue(), page::toString);

        JsonNode schemas = json(station.get("/openapi.json")).get("components").get("schemas");
        compare(schemas.get("Debrief"), page);
        compare(schemas.get("DebriefComparison"), compared);
        compare(schemas.get("DebriefComparison").at("/properties/losses/items"), loss);
        compare(schemas.get("DebriefExtreme"), page.get("lowest_voltage"));
        JsonNode parts = schemas.get("Debrief").get("properties");
        compare(parts.get("alerts").get("items"), alert);
        compare(parts.get("codes"), codes);
        compare(parts.at("/codes/properties/seen/items"), codes.get("seen").get(0));
        compare(parts.get("quality"), page.get("quality"));
        compare(
                parts.at("/quality/properties/sources/items"),
                page.get("quality").get("sources").get(0));
    }

    @Test
    void comparesWithTheLapThatIsNamed() {
        long before = drive(1, "none", 20, 28, 20);
        long now = drive(2, "none", 20, 25, 20);
        JsonNode compared = debrief(now, "?reference=" + before + ":1").get("comparison");
        assertEquals(before + ":1", compared.get("reference").textValue());
        assertTrue(compared.get("gap_s").doubleValue() < 0);

        String path = "/api/v1/sessions/" + now + "/debrief?reference=";
        assertEquals(422, station.get(path + "seven").statusCode());
        assertEquals(422, station.get(path + before + ":9").statusCode());
        assertEquals(404, station.get(path + "99:1").statusCode());
        assertEquals(404, station.get("/api/v1/sessions/99/debrief").statusCode());
    }

    @Test
    void aSessionWithoutAnythingHasAnEmptyPage() {
        long id =
                station.store
                        .create(
                                SessionDraft.named("None"),
                                SessionOrigin.LIVE,
                                Instant.parse("2026-05-01T12:00:00Z"))
                        .id();
        JsonNode page = debrief(id, "");
        assertTrue(page.get("distance_m").isNull());
        assertTrue(page.get("best").isNull());
        assertTrue(page.get("comparison").isNull());
        assertTrue(page.get("started_at").isNull());
        assertEquals(0, page.get("temperatures").size());
        assertFalse(page.get("codes").get("recorded").booleanValue());
    }

    private static void compare(JsonNode schema, JsonNode answer) {
        Set<String> described = new TreeSet<>();
        schema.get("properties").fieldNames().forEachRemaining(described::add);
        Set<String> answered = new TreeSet<>();
        answer.fieldNames().forEachRemaining(answered::add);
        assertEquals(described, answered);
    }
}
