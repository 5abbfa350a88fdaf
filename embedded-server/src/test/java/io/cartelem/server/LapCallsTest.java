package io.cartelem.server;

import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/// Laps, tracks and alerts over HTTP, on the [Circle].
@Timeout(120)
class LapCallsTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    private final Station station = new Station();

    @AfterEach
    void close() {
        station.close();
    }

    /// A recording of laps at these speeds.
    private long drive(double... speeds) {
        long id =
                station.store.create(SessionDraft.named("Circle"), SessionOrigin.LIVE, START).id();
        station.store.begin(id, START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        Circle.drive(0, batch -> station.store.append(id, batch).join(), speeds);
        station.store.finish(id, START.plusSeconds(600));
        return id;
    }

    /// Saves the circle with its start line in the north, as read from a session.
    private JsonNode saveCircle(long session) {
        GeoPoint north = Circle.at(0);
        HttpResponse<String> line =
                station.get(
                        "/api/v1/sessions/%d/line?lat=%.7f&lon=%.7f"
                                .formatted(session, north.latitude(), north.longitude()));
        assertEquals(200, line.statusCode(), line.body());
        HttpResponse<String> saved =
                station.call(
                        "POST",
                        "/api/v1/tracks",
                        "{\"name\":\"Circle\",\"start\":" + line.body() + "}");
        assertEquals(201, saved.statusCode(), saved.body());
        return json(saved);
    }

    @Test
    void cutsLapsAtTheLineThatWasSetOnTheWayOfTheSession() {
        long session = drive(20, 25, 20);
        saveCircle(session);
        JsonNode table = json(station.get("/api/v1/sessions/" + session + "/laps"));
        assertTrue(table.get("saved").booleanValue());
        assertEquals("Circle", table.get("track").get("name").textValue());
        assertEquals(2, table.get("best").intValue());
        JsonNode best = table.get("laps").get(2);
        assertEquals(2, best.get("number").intValue());
        assertEquals(40, best.get("time_s").doubleValue(), best.get("uncertainty_s").doubleValue());
        assertEquals(1_000, best.get("length_m").doubleValue(), 5);
        assertEquals("out", table.get("laps").get(0).get("part").textValue());
    }

    @Test
    void aSessionWithoutPositionsHasNoLaps() {
        long session =
                station.store.create(SessionDraft.named("None"), SessionOrigin.LIVE, START).id();
        JsonNode table = json(station.get("/api/v1/sessions/" + session + "/laps"));
        assertTrue(table.get("track").isNull());
        assertEquals(0, table.get("laps").size());
        assertEquals(404, station.get("/api/v1/sessions/99/laps").statusCode());
    }

    @Test
    void comparesTwoLapsByDistance() {
        long session = drive(25, 20);
        saveCircle(session);
        JsonNode compared =
                json(
                        station.get(
                                "/api/v1/laps/compare?a=%d:1&b=%d:2&points=101&channels=RPM"
                                        .formatted(session, session)));
        assertEquals(10, compared.get("gap_s").doubleValue(), 0.2);
        assertEquals(101, compared.get("metres").size());
        assertEquals(5, compared.get("gap").get(50).doubleValue(), 0.3);
        assertEquals(72, compared.get("b_speed").get(50).doubleValue(), 1);
        GeoPoint south = Circle.at(500);
        for (String lap : new String[] {"a", "b"}) {
            assertEquals(south.latitude(), compared.get(lap + "_lat").get(50).doubleValue(), 2e-5);
            assertEquals(south.longitude(), compared.get(lap + "_lon").get(50).doubleValue(), 2e-5);
        }
        assertEquals(2_500, compared.get("channels").get(0).get("a").get(50).doubleValue(), 1);

        refused(422, "/api/v1/laps/compare?a=1&b=1:2", "a: a lap is written session:lap");
        refused(422, "/api/v1/laps/compare?a=" + session + ":1&b=" + session + ":9", "no lap 9");
        refused(404, "/api/v1/laps/compare?a=99:1&b=99:2", "no session 99");
    }

    @Test
    void lapsAndAComparisonAreSavedAsFilesForASpreadsheet() {
        long session = drive(25, 20);
        saveCircle(session);
        HttpResponse<String> laps = station.get("/api/v1/sessions/" + session + "/laps?format=csv");
        attachment("cartelem-" + session + "-circle-laps.csv", laps);
        assertTrue(laps.body().startsWith("lap,start_s,time_s,"), laps.body());
        assertEquals(3, laps.body().lines().count());
        String pair = "/api/v1/laps/compare?a=%d:1&b=%d:2&points=101".formatted(session, session);
        HttpResponse<String> compared = station.get(pair + "&channels=RPM&format=csv");
        attachment("cartelem-lap-%d-2-against-%d-1.csv".formatted(session, session), compared);
        assertTrue(compared.body().contains(",reference obd.RPM"), compared.body());
        assertEquals(102, compared.body().lines().count());

        refused(422, pair + "&format=xml", "format must be json or csv");
        refused(422, "/api/v1/sessions/" + session + "/laps?format=CSV", "format must be");
        refused(404, "/api/v1/sessions/99/laps?format=csv", "no session 99");
        assertTrue(json(station.get(pair + "&format=json")).has("gap_s"));
    }

    private static void attachment(String name, HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "attachment; filename=\"" + name + "\"",
                answer.headers().firstValue("Content-Disposition").orElse(""));
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.startsWith("text/csv"), type);
    }

    @Test
    void theDriveIsComparedWithAChosenLap() {
        long session = drive(25, 20);
        saveCircle(session);
        String path = "/api/v1/laps/live/reference";
        String chosen = "{\"lap\":\"" + session + ":1\"}";
        HttpResponse<String> answer = station.call("PUT", path, chosen);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(40, json(answer).get("time_s").doubleValue(), 0.2);
        Circle.drive(station.clock.monoNs(), station.bus::publish, 20, 20);
        assertTrue(Station.await(() -> station.drive.live().state().now().number() == 3));
        JsonNode against = json(station.get("/api/v1/laps/live"));
        assertEquals(40, against.get("reference_s").doubleValue(), 0.2);
        assertEquals(50, against.get("best_s").doubleValue(), 0.2);
        assertEquals(204, station.call("DELETE", path).statusCode());
        assertEquals(422, station.call("PUT", path, "{\"lap\":\"7\"}").statusCode());
        assertEquals(404, station.call("PUT", path, "{\"lap\":\"99:1\"}").statusCode());
        String none = "{\"lap\":\"" + session + ":9\"}";
        assertEquals(422, station.call("PUT", path, none).statusCode());
    }

    private void refused(int status, String path, String sentence) {
        HttpResponse<String> answer = station.get(path);
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(json(answer).get("detail").textValue().contains(sentence), answer.body());
    }

    @Test
    void tracksAreSavedChangedAndDeleted() {
        JsonNode track = saveCircle(drive(20, 20));
        String path = "/api/v1/tracks/" + track.get("id").textValue();
        String renamed = "{\"name\":\"Ring\",\"start\":" + track.get("start") + "}";
        assertEquals("Ring", json(station.call("PUT", path, renamed)).get("name").textValue());
        assertEquals("Ring", json(station.get(path)).get("name").textValue());
        assertEquals(1, json(station.get("/api/v1/tracks")).size());
        assertEquals(204, station.call("DELETE", path).statusCode());
        assertEquals(404, station.call("DELETE", path).statusCode());
        assertEquals(404, station.call("PUT", path, renamed).statusCode());
        assertEquals(0, json(station.get("/api/v1/tracks")).size());
        for (String wrong :
                new String[] {
                    "{}",
                    "{\"name\":\"X\"}",
                    "{\"name\":\"X\",\"start\":{\"left\":{\"lat\":95,\"lon\":0},\"right\":{}}}",
                    "{\"name\":\"X\",\"start\":" + track.get("start") + ",\"splits\":3}",
                    "{\"name\":\"X\",\"start\":" + track.get("start") + ",\"length_m\":-1}",
                    "{\"name\":\"X\",\"start\":" + track.get("start") + ",\"colour\":\"red\"}"
                }) {
            HttpResponse<String> answer = station.call("POST", "/api/v1/tracks", wrong);
            assertEquals(422, answer.statusCode(), wrong + " → " + answer.body());
        }
    }

    @Test
    void aPlaceThatTheSessionDidNotPassHasNoLine() {
        long session = drive(20);
        refused(404, "/api/v1/sessions/" + session + "/line?lat=51&lon=7", "within 100 m");
        refused(422, "/api/v1/sessions/" + session + "/line?lat=91&lon=7", "lat must be");
        refused(422, "/api/v1/sessions/" + session + "/line?lon=7", "lat must be");
    }

    @Test
    void alertsAreShownAndAcknowledgedOnce() {
        raiseCoolant();
        JsonNode alert = json(station.get("/api/v1/alerts")).get(0);
        assertEquals("coolant-hot", alert.get("rule").textValue());
        assertEquals("critical", alert.get("severity").textValue());
        assertTrue(alert.get("active").booleanValue());
        String path = "/api/v1/alerts/" + alert.get("id").longValue() + "/ack";
        JsonNode noted = json(station.call("POST", path, "{\"by\":\"Anna\"}"));
        assertEquals("Anna", noted.get("acknowledged_by").textValue());
        JsonNode again = json(station.call("POST", path, "{\"by\":\"Ben\"}"));
        assertEquals("Anna", again.get("acknowledged_by").textValue());
        assertEquals(404, station.call("POST", "/api/v1/alerts/77/ack").statusCode());
        assertEquals(422, station.call("POST", path, "{\"who\":\"Ben\"}").statusCode());
    }

    private void raiseCoolant() {
        long now = station.clock.monoNs();
        for (int i = 0; i < 5; i++) {
            station.bus.publish(SampleBatch.of(Station.COOLANT, now + i * 1_000_000_000L, 118));
        }
        assertTrue(Station.await(() -> !station.drive.alerts().open().isEmpty()));
    }

    @Test
    void rulesAreMadeChangedAndDeleted() {
        String path = "/api/v1/alerts/rules/revs";
        String rule =
                "{\"name\":\"Revs\",\"channel\":\"obd.RPM\",\"kind\":\"above\",\"limit\":7000,"
                        + "\"severity\":\"warning\"}";
        JsonNode made = json(station.call("PUT", path, rule));
        assertEquals(7_000, made.get("limit").doubleValue());
        assertTrue(made.get("enabled").booleanValue());
        int count = json(station.get("/api/v1/alerts/rules")).size();
        station.call("PUT", path, rule.replace("7000", "6500"));
        assertEquals(count, json(station.get("/api/v1/alerts/rules")).size());
        assertEquals(204, station.call("DELETE", path).statusCode());
        assertEquals(404, station.call("DELETE", path).statusCode());
        for (String wrong :
                new String[] {
                    rule.replace("above", "beside"),
                    rule.replace("7000", "\"many\""),
                    rule.replace("obd.RPM", "RPM"),
                    rule.replace("\"severity\"", "\"weight\"")
                }) {
            HttpResponse<String> answer = station.call("PUT", path, wrong);
            assertEquals(422, answer.statusCode(), wrong + " → " + answer.body());
        }
        assertFalse(station.get("/api/v1/alerts/rules").body().contains("revs"));
    }

    @Test
    void theDocumentDescribesTheFieldsThatTheAnswersHave() {
        long session = drive(25, 20, 25);
        JsonNode track = saveCircle(session);
        raiseCoolant();
        JsonNode schemas = json(station.get("/openapi.json")).get("components").get("schemas");
        JsonNode table = json(station.get("/api/v1/sessions/" + session + "/laps"));
        compare(schemas.get("LapTable"), table);
        compare(schemas.get("Lap"), table.get("laps").get(1));
        compare(schemas.get("LapTrack"), track);
        compare(schemas.get("Line"), track.get("start"));
        compare(schemas.get("LiveLap"), json(station.get("/api/v1/laps/live")));
        compare(schemas.get("Alert"), json(station.get("/api/v1/alerts")).get(0));
        compare(schemas.get("AlertRule"), json(station.get("/api/v1/alerts/rules")).get(0));
        compare(
                schemas.get("LapComparison"),
                json(
                        station.get(
                                "/api/v1/laps/compare?a=%d:1&b=%d:2".formatted(session, session))));
    }

    private static void compare(JsonNode schema, JsonNode answer) {
        Set<String> described = new TreeSet<>();
        schema.get("properties").fieldNames().forEachRemaining(described::add);
        Set<String> answered = new TreeSet<>();
        answer.fieldNames().forEachRemaining(answered::add);
        assertEquals(described, answered);
    }
}
