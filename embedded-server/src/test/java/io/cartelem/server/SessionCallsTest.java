package io.cartelem.server;

import static io.cartelem.server.Station.RPM;
import static io.cartelem.server.Station.SPEED;
import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.time.Instant;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionCallsTest {
    private final Station station = new Station();

    @AfterAll
    void close() {
        station.close();
    }

    @Test
    void makesShowsEditsDeletesAndRestoresASession() {
        HttpResponse<String> made =
                station.call(
                        "POST",
                        "/api/v1/sessions",
                        "{\"name\":\"Track Day\",\"car_id\":\"911\",\"driver\":\"Jo\"}");
        assertEquals(201, made.statusCode(), made.body());
        JsonNode session = json(made);
        String path = "/api/v1/sessions/" + session.get("id").asLong();
        assertEquals(path, made.headers().firstValue("Location").orElse(""));
        assertEquals("Track Day", session.get("name").asText());
        assertEquals("911", session.get("car_id").asText());
        assertTrue(session.get("track").isNull());
        assertTrue(session.get("started_utc").isNull());
        assertFalse(session.get("is_active").asBoolean());
        Instant.parse(session.get("created_utc").asText());

        assertEquals("Track Day", json(station.get(path)).get("name").asText());
        JsonNode edited = json(station.call("PATCH", path, "{\"track\":\"Ring\",\"driver\":null}"));
        assertEquals("Ring", edited.get("track").asText());
        assertEquals("Track Day", edited.get("name").asText());
        assertTrue(edited.get("driver").isNull());

        assertEquals(204, station.call("DELETE", path).statusCode());
        long id = session.get("id").asLong();
        assertFalse(listed("?limit=1000", id));
        assertTrue(listed("?trashed=true", id));
        assertEquals(200, station.call("POST", path + "/restore").statusCode());
        assertTrue(listed("?limit=1000", id));
    }

    @Test
    void listsNewestFirstInPages() {
        long first = create("alpha one");
        long second = create("alpha two");
        JsonNode page = json(station.get("/api/v1/sessions?q=ALPHA&limit=1"));
        assertEquals(2, page.get("total").asInt());
        assertEquals(1, page.get("limit").asInt());
        assertEquals(second, page.get("sessions").get(0).get("id").asLong());
        JsonNode next = json(station.get("/api/v1/sessions?q=alpha&limit=1&offset=1"));
        assertEquals(first, next.get("sessions").get(0).get("id").asLong());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|name",
                "{\"name\":\"\"}|422|name",
                "{\"name\":7}|422|name",
                "{\"name\":\"x\",\"driver\":[]}|422|driver",
                "{\"name\":\"x\",\"colour\":\"red\"}|422|colour",
                "[]|422|body",
                "{\"name\":|400|JSON",
                "{\"name\":\"x\",\"name\":\"y\"}|400|JSON",
                "nonsense|400|JSON"
            })
    void refusesABodyAndNamesTheField(String body, int status, String named) {
        HttpResponse<String> answer = station.call("POST", "/api/v1/sessions", body);
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(json(answer).get("detail").asText().contains(named), answer.body());
        assertFalse(json(answer).get("code").asText().isEmpty());
    }

    @Test
    void refusesANameThatIsTooLong() {
        String body = "{\"name\":\"" + "x".repeat(256) + "\"}";
        assertEquals(422, station.call("POST", "/api/v1/sessions", body).statusCode());
        String longest = "{\"name\":\"" + "x".repeat(255) + "\"}";
        assertEquals(201, station.call("POST", "/api/v1/sessions", longest).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/sessions/999, 404, session_not_found",
        "PATCH, /api/v1/sessions/999, 404, session_not_found",
        "DELETE, /api/v1/sessions/999, 404, session_not_found",
        "POST, /api/v1/sessions/999/start, 404, session_not_found",
        "POST, /api/v1/sessions/999/stop, 404, session_not_found",
        "POST, /api/v1/sessions/999/restore, 404, session_not_found",
        "GET, /api/v1/sessions/999/signals, 404, session_not_found",
        "GET, /api/v1/sessions/999/channels, 404, session_not_found",
        "GET, /api/v1/sessions/999/series, 404, session_not_found",
        "GET, /api/v1/sessions/999/track, 404, session_not_found",
        "GET, /api/v1/sessions/999/frames, 404, session_not_found",
        "GET, /api/v1/sessions/999/markers, 404, session_not_found",
        "GET, /api/v1/export/sessions/999/signals.csv, 404, session_not_found",
        "GET, /api/v1/sessions/0, 422, invalid_value",
        "GET, /api/v1/sessions/seven, 422, invalid_value",
        "GET, /api/v1/sessions?limit=0, 422, invalid_value",
        "GET, /api/v1/sessions?limit=1001, 422, invalid_value",
        "GET, /api/v1/sessions?offset=-1, 422, invalid_value",
        "GET, /api/v1/sessions?trashed=maybe, 422, invalid_value",
        "GET, /api/v1/nothing, 404, not_found",
        "GET, /nothing, 404, not_found",
        "PUT, /api/v1/sessions, 405, method_not_allowed",
        "DELETE, /api/v1/telemetry/start, 405, method_not_allowed",
        "OPTIONS, /health, 405, method_not_allowed"
    })
    void answersWhatCannotBeDoneWithAProblem(String method, String path, int status, String code) {
        HttpResponse<String> answer = station.call(method, path);
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, json(answer).get("code").asText());
        assertEquals(status == 405, answer.headers().firstValue("Allow").isPresent());
    }

    @Test
    void recordsIntoASessionThatWasMadeBefore() {
        long id = create("prepared");
        String path = "/api/v1/sessions/" + id;
        assertEquals(409, station.call("POST", path + "/stop").statusCode());
        HttpResponse<String> started = station.call("POST", path + "/start");
        assertEquals(200, started.statusCode(), started.body());
        assertEquals("started", json(started).get("status").asText());
        assertEquals(id, json(started).get("session_id").asLong());
        Instant.parse(json(started).get("started_at").asText());
        assertFalse(json(started).get("message").asText().isEmpty());
        assertEquals(409, station.call("POST", path + "/start").statusCode());
        assertEquals(409, station.call("DELETE", path).statusCode());
        assertEquals(409, station.call("POST", "/api/v1/telemetry/start").statusCode());
        station.publish(RPM, 900);
        HttpResponse<String> stopped = station.call("POST", path + "/stop");
        assertEquals("stopped", json(stopped).get("status").asText());
        Instant.parse(json(stopped).get("stopped_at").asText());
        assertEquals(409, station.call("POST", path + "/start").statusCode());
    }

    @Test
    void startsStopsAndTellsHowItStands() {
        assertEquals(409, station.call("POST", "/api/v1/telemetry/stop").statusCode());
        HttpResponse<String> started =
                station.call("POST", "/api/v1/telemetry/start", "{\"driver\":\"Kim\"}");
        assertEquals(200, started.statusCode(), started.body());
        long id = json(started).get("session_id").asLong();
        assertTrue(
                json(station.get("/api/v1/sessions/" + id))
                        .get("name")
                        .asText()
                        .startsWith("Session "));
        station.publish(RPM, 900);
        station.publish(SPEED, 42);
        JsonNode status = json(station.get("/api/v1/telemetry/status"));
        assertTrue(status.get("recording").asBoolean());
        assertEquals(id, status.get("session_id").asLong());
        assertEquals("Kim", status.get("session").get("driver").asText());
        assertEquals(2, status.get("samples").asInt());
        assertEquals(4096, status.get("store").get("size_bytes").asInt());
        JsonNode collector = status.get("collectors").get(0);
        assertEquals("obd", collector.get("source").asText());
        assertEquals("running", collector.get("state").asText());
        assertEquals(38, collector.get("rate_hz").asInt());
        JsonNode stopped = json(station.call("POST", "/api/v1/telemetry/stop"));
        assertEquals(2, stopped.get("signals").asInt());
        assertEquals(id, stopped.get("session_id").asLong());
    }

    private boolean listed(String query, long id) {
        for (JsonNode s : json(station.get("/api/v1/sessions" + query)).get("sessions")) {
            if (s.get("id").asLong() == id) {
                return true;
            }
        }
        return false;
    }

    private long create(String name) {
        return json(station.call("POST", "/api/v1/sessions", "{\"name\":\"" + name + "\"}"))
                .get("id")
                .asLong();
    }
}
