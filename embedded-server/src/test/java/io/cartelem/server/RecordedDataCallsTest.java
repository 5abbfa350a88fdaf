package io.cartelem.server;

import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.ClockAnchor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedDataCallsTest {
    private final Station station = new Station();
    private String session;

    @BeforeAll
    void record() {
        session = "/api/v1/sessions/" + RecordedSession.in(station.store);
    }

    @AfterAll
    void close() {
        station.close();
    }

    @Test
    void showsSamplesInTimeOrderWithAllColumns() {
        HttpResponse<String> answer = station.get(session + "/signals?channels=RPM&limit=3");
        JsonNode signals = json(answer);
        assertEquals(3, signals.size());
        assertEquals("100", answer.headers().firstValue("X-Total-Count").orElse(""));
        JsonNode second = signals.get(1);
        assertEquals("obd", second.get("source").asText());
        assertEquals("RPM", second.get("channel").asText());
        assertEquals("2026-05-01T12:00:00.100000Z", second.get("ts_utc").asText());
        assertEquals(100_000_000L, second.get("ts_mono_ns").asLong());
        assertEquals(1001, second.get("value_num").asDouble());
        assertTrue(second.get("value_text").isNull());
        assertEquals("rpm", second.get("unit").asText());
        assertEquals("good", second.get("quality").asText());
        assertTrue(second.has("id") && second.has("session_id"));
    }

    @Test
    void showsTextAndNoNumberForATextChannel() {
        JsonNode gear = json(station.get(session + "/signals?channels=box.gear")).get(9);
        assertEquals("g9", gear.get("value_text").asText());
        assertTrue(gear.get("value_num").isNull());
    }

    @Test
    void walksThroughAllPagesByCursorWithoutLosingOrRepeating() {
        Set<Long> ids = new HashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            HttpResponse<String> page =
                    station.get(
                            session
                                    + "/signals?limit=33"
                                    + (cursor.isEmpty() ? "" : "&after=" + cursor));
            json(page).forEach(s -> assertTrue(ids.add(s.get("id").asLong())));
            cursor = page.headers().firstValue("X-Next-Cursor").orElse("");
            pages++;
        } while (!cursor.isEmpty());
        assertEquals(RecordedSession.SAMPLES, ids.size());
        assertEquals(5, pages);
    }

    @Test
    void filtersByTimeSourceAndChannel() {
        String second = "&start_time=2026-05-01T12:00:01Z&end_time=2026-05-01T12:00:02Z";
        assertEquals(11, json(station.get(session + "/signals?channels=obd.RPM" + second)).size());
        assertEquals(
                30,
                json(station.get(session + "/signals?sources=gps&limit=100")).size(),
                "three channels of ten samples");
        assertEquals(
                20, json(station.get(session + "/signals?channels=latitude,longitude")).size());
        assertEquals(
                20,
                json(station.get(session + "/signals?channels=latitude&channels=longitude"))
                        .size());
        assertEquals(0, json(station.get(session + "/signals?sources=none")).size());
        assertEquals(
                11,
                json(station.get(
                                session
                                        + "/signals?channels=RPM&start_time=2026-05-01T14:00:01%2B02:00"
                                        + "&end_time=2026-05-01T12:00:02"))
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/signals?limit=0",
                "/signals?limit=100001",
                "/signals?limit=ten",
                "/signals?offset=-1",
                "/signals?start_time=yesterday",
                "/signals?end_time=2026-13-01T00:00:00Z",
                "/signals?start_time=2026-05-02T00:00:00Z&end_time=2026-05-01T00:00:00Z",
                "/signals?after=nonsense",
                "/series?points=1",
                "/track?points=999999",
                "/frames?limit=-5"
            })
    void refusesAFilterAndNamesIt(String query) {
        HttpResponse<String> answer = station.get(session + query);
        assertEquals(422, answer.statusCode(), answer.body());
        String field = query.replaceAll(".*[?&]([a-z_]+)=.*", "$1");
        assertTrue(json(answer).get("detail").asText().startsWith(field), answer.body());
    }

    @Test
    void answersNothingForASessionThatNeverRecorded() {
        long id =
                json(station.call("POST", "/api/v1/sessions", "{\"name\":\"empty\"}"))
                        .get("id")
                        .asLong();
        String path = "/api/v1/sessions/" + id;
        for (String call : new String[] {"/signals", "/channels", "/frames", "/markers"}) {
            assertEquals("[]", station.get(path + call).body());
        }
        assertEquals(0, json(station.get(path + "/series")).get("series").size());
        assertEquals(0, json(station.get(path + "/track")).get("t").size());
        assertEquals(
                409, station.get("/api/v1/export/sessions/" + id + "/signals.csv").statusCode());
    }

    @Test
    void describesChannelsWithStatistics() {
        JsonNode channels = json(station.get(session + "/channels"));
        assertEquals(5, channels.size());
        JsonNode rpm = channels.get(4);
        assertEquals("obd.RPM", rpm.get("id").asText());
        assertEquals(100, rpm.get("count").asInt());
        assertEquals(1000, rpm.get("min").asDouble());
        assertEquals(1099, rpm.get("max").asDouble());
        assertEquals("2026-05-01T12:00:09.900000Z", rpm.get("last").asText());
        JsonNode gear = channels.get(0);
        assertEquals("text", gear.get("kind").asText());
        assertTrue(gear.get("min").isNull());
        JsonNode part =
                json(
                        station.get(
                                session
                                        + "/channels?channels=RPM&end_time=2026-05-01T12:00:00.500Z"));
        assertEquals(6, part.get(0).get("count").asInt());
        assertEquals(1005, part.get(0).get("max").asDouble());
    }

    @Test
    void decimatesSeriesForCharts() {
        JsonNode all = json(station.get(session + "/series?channels=RPM"));
        assertEquals("2026-05-01T12:00:00.000000Z", all.get("t0_utc").asText());
        JsonNode exact = all.get("series").get(0);
        assertEquals(100, exact.get("t").size());
        assertEquals(0.1, exact.get("t").get(1).asDouble());
        assertEquals(1001, exact.get("v").get(1).asDouble());
        JsonNode thin =
                json(station.get(session + "/series?channels=RPM&points=10")).get("series").get(0);
        assertEquals(10, thin.get("t").size());
        assertEquals(1000, thin.get("min").get(0).asDouble());
        assertEquals(1009, thin.get("max").get(0).asDouble());
        assertFalse(thin.has("v"));
    }

    @Test
    void showsTheTrack() {
        JsonNode track = json(station.get(session + "/track"));
        assertEquals(10, track.get("t").size());
        assertEquals(50.3001, track.get("lat").get(1).asDouble(), 1e-9);
        assertEquals(6.9001, track.get("lon").get(1).asDouble(), 1e-9);
        assertTrue(track.get("speed").get(0).isNull());
    }

    @Test
    void showsFrames() {
        JsonNode frames = json(station.get(session + "/frames?limit=1"));
        assertEquals(1, frames.size());
        assertEquals(1010, frames.get(0).get("payload").get("obd.RPM").asInt());
        assertEquals(1_000_000_000L, frames.get(0).get("ts_mono_ns").asLong());
    }

    @Test
    void exportsAnAttachmentWithFilters() {
        String path = session.replace("/sessions", "/export/sessions") + "/signals.csv";
        HttpResponse<String> all = station.get(path);
        assertTrue(all.headers().firstValue("Content-Type").orElse("").startsWith("text/csv"));
        String disposition = all.headers().firstValue("Content-Disposition").orElse("");
        assertTrue(disposition.startsWith("attachment; filename=\"cartelem-"), disposition);
        assertTrue(disposition.endsWith("-known-signals.csv\""), disposition);
        assertEquals(1 + RecordedSession.SAMPLES, all.body().lines().count());
        assertEquals(11, station.get(path + "?channels=gear").body().lines().count());
        HttpResponse<String> unknown = station.get(path.replace(".csv", ".xls"));
        assertEquals(404, unknown.statusCode());
        assertEquals("unknown_export", json(unknown).get("code").asText());
    }

    @Test
    void answersHeadAsGetWithoutABody() {
        for (String path :
                new String[] {
                    session,
                    session + "/signals",
                    session + "/series",
                    session.replace("/sessions", "/export/sessions") + "/signals.csv"
                }) {
            HttpResponse<String> head = station.call("HEAD", path);
            assertEquals(200, head.statusCode(), path);
            assertEquals("", head.body());
        }
        assertEquals(
                Integer.toString(RecordedSession.SAMPLES),
                station.call("HEAD", session + "/signals")
                        .headers()
                        .firstValue("X-Total-Count")
                        .orElse(""));
    }

    @Test
    void namesEachMomentOfASessionInWhichTheComputerSlept() {
        long id = RecordedSession.in(station.store);
        station.store.anchor(
                id,
                new ClockAnchor(
                        5_000_000_000L,
                        RecordedSession.START.plusSeconds(3600),
                        ClockAnchor.Trust.AFTER_SLEEP));
        String asleep = "/api/v1/sessions/" + id;
        JsonNode rpm = json(station.get(asleep + "/channels?channels=obd.RPM")).get(0);
        assertEquals(0.0, rpm.get("first_t").asDouble());
        double last = rpm.get("last_t").asDouble();
        assertTrue(last < 3600, "the time asleep does not count: " + last);
        JsonNode part = json(station.get(asleep + "/signals?channels=gear&start_t=4&end_t=6"));
        assertEquals(3, part.size());
        assertEquals("g4", part.get(0).get("value_text").asText());
        assertEquals("g6", part.get(2).get("value_text").asText());
        for (String wrong : new String[] {"start_t=x", "end_t=-1", "start_t=6&end_t=4"}) {
            HttpResponse<String> refused = station.get(asleep + "/signals?" + wrong);
            assertEquals(422, refused.statusCode(), wrong);
            assertTrue(json(refused).get("detail").asText().contains("_t must"), wrong);
        }
    }

    @Test
    void tellsMarkersOfAlertsFromThoseOfPeople() {
        long id = RecordedSession.in(station.store);
        station.store.mark(id, 4_000_000_000L, "Coolant hot: 118 °C, above 110 °C");
        station.store.mark(id, 5_000_000_000L, "Coolant hot: over after 1 s");
        station.store.mark(id, 6_000_000_000L, "Old rule: nothing for 5 s");
        JsonNode all = json(station.get("/api/v1/sessions/" + id + "/markers"));
        assertEquals("note null", said(all.get(0)));
        assertEquals("alert critical", said(all.get(1)));
        assertEquals("alert_news null", said(all.get(2)));
        assertEquals("alert null", said(all.get(3)), "its rule is gone");
    }

    private static String said(JsonNode marker) {
        return marker.get("kind").asText() + " " + marker.get("severity").asText();
    }

    @Test
    void keepsMarkers() {
        JsonNode known = json(station.get(session + "/markers"));
        assertEquals("start line", known.get(0).get("text").asText());
        assertEquals(3, known.get(0).get("t").asDouble());
        HttpResponse<String> made =
                station.call(
                        "POST",
                        session + "/markers",
                        "{\"text\":\"spin\",\"ts_utc\":\"2026-05-01T12:00:04Z\"}");
        assertEquals(201, made.statusCode(), made.body());
        assertEquals("2026-05-01T12:00:04.000000Z", json(made).get("ts_utc").asText());
        String marker = session + "/markers/" + json(made).get("id").asLong();
        assertEquals(204, station.call("DELETE", marker).statusCode());
        assertEquals(404, station.call("DELETE", marker).statusCode());
        assertEquals(
                422, station.call("POST", session + "/markers", "{\"text\":\"x\"}").statusCode());
        assertEquals(422, station.call("POST", session + "/markers", "{}").statusCode());
    }

    @Test
    void refusesAMarkerOutsideItsSessionAndSaysWhereItLies() {
        for (String outside : new String[] {"2026-05-01T11:59:50Z", "2026-05-01T12:00:20Z"}) {
            HttpResponse<String> refused =
                    station.call(
                            "POST",
                            session + "/markers",
                            "{\"text\":\"spin\",\"ts_utc\":\"" + outside + "\"}");
            assertEquals(422, refused.statusCode(), refused.body());
            String detail = json(refused).get("detail").asText();
            assertTrue(
                    detail.contains("2026-05-01T12:00:00.000000Z to 2026-05-01T12:00:10.000000Z"),
                    detail);
        }
        assertEquals(1, json(station.get(session + "/markers")).size());
    }
}
