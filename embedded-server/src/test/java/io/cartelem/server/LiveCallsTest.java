package io.cartelem.server;

import static io.cartelem.server.Station.RPM;
import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.live.LiveValue;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class LiveCallsTest {
    private final MovableClock clock =
            new MovableClock(new ManualClock(Instant.parse("2026-05-01T12:00:00Z")));
    private final Station station = new Station(ServerSettings.loopback(0), clock);

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void showsLiveChannelsWithTheirAge() {
        station.publish(RPM, 900);
        clock.advance(Duration.ofSeconds(2));
        JsonNode rpm = json(station.get("/api/v1/channels")).get(0);
        assertEquals("obd.RPM", rpm.get("id").asText());
        assertEquals(900, rpm.get("value").asInt());
        assertEquals("stale", rpm.get("freshness").asText());
        assertTrue(rpm.get("age_s").asDouble() >= 2);
    }

    @Test
    void showsPortsAndCollectors() {
        JsonNode devices = json(station.get("/api/v1/devices"));
        assertEquals("/dev/ttyUSB0", devices.get("ports").get(0).get("address").asText());
        assertEquals("ELM327 v1.5", devices.get("collectors").get(0).get("device").asText());
    }

    @Test
    void showsTheCarAndClearsItsTroublesOnlyWhenToldTwice() {
        assertEquals(13.8, json(station.get("/api/v1/vehicle")).get("voltage").asDouble());
        JsonNode troubles = json(station.get("/api/v1/vehicle/dtcs"));
        assertEquals("P0301", troubles.get("stored").get(0).get("code").asText());
        assertEquals(850, troubles.get("freeze_frame").get("obd.RPM").asInt());
        assertEquals(422, station.call("DELETE", "/api/v1/vehicle/dtcs").statusCode());
        assertEquals(0, station.vehicle.cleared.get());
        assertEquals(204, station.call("DELETE", "/api/v1/vehicle/dtcs?confirm=true").statusCode());
        assertEquals(1, station.vehicle.cleared.get());
        station.vehicle.connected = false;
        HttpResponse<String> away = station.get("/api/v1/vehicle");
        assertEquals(503, away.statusCode());
        assertEquals("The ignition is off.", json(away).get("detail").asText());
    }

    @Test
    void takesSamplesOfACustomSensor() {
        Instant when = clock.utc().minusMillis(500);
        HttpResponse<String> answer =
                station.call(
                        "POST",
                        "/api/v1/ingest/brake",
                        "{\"samples\":[{\"channel\":\"disc\",\"value\":412.5,\"unit\":\"°C\","
                                + "\"timestamp\":\""
                                + when
                                + "\"},{\"channel\":\"state\",\"value\":\"hot\"}]}");
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals(2, json(answer).get("accepted").asInt());
        LiveValue disc = station.live.latest("brake.disc").orElseThrow();
        assertEquals(412.5, disc.value());
        assertEquals("°C", disc.channel().unit());
        assertTrue(disc.ageNs(clock.monoNs()) >= 500_000_000L);
        assertEquals("hot", station.live.latest("brake.state").orElseThrow().text());
        assertEquals(
                202,
                station.call("POST", "/api/v1/ingest/brake", "{\"channel\":\"disc\",\"value\":1}")
                        .statusCode());
        assertEquals(
                202,
                station.call("POST", "/api/v1/ingest/brake", "[{\"channel\":\"disc\",\"value\":2}]")
                        .statusCode());
    }

    @Test
    void handsToADescribedSensorWhatItIsSentAsItIs() {
        List<String> posted = new CopyOnWriteArrayList<>();
        station.sensors =
                (sensor, message) -> {
                    posted.add(sensor + " " + new String(message, StandardCharsets.UTF_8));
                    return switch (sensor) {
                        case "brakes" -> SensorInbox.Delivery.ACCEPTED;
                        case "busy" -> SensorInbox.Delivery.FULL;
                        case "large" -> SensorInbox.Delivery.TOO_LARGE;
                        default -> SensorInbox.Delivery.UNKNOWN;
                    };
                };
        HttpResponse<String> taken =
                station.call("POST", "/api/v1/ingest/brakes", "12.5,33,0.98\n");
        assertEquals(202, taken.statusCode(), taken.body());
        assertEquals(List.of("brakes 12.5,33,0.98\n"), posted);
        HttpResponse<String> busy = station.call("POST", "/api/v1/ingest/busy", "1");
        assertEquals(429, busy.statusCode());
        assertEquals("too_fast", json(busy).get("code").asText());
        assertEquals(413, station.call("POST", "/api/v1/ingest/large", "1").statusCode());
        assertEquals(
                202,
                station.call("POST", "/api/v1/ingest/other", "{\"channel\":\"c\",\"value\":1}")
                        .statusCode());
        assertEquals(1.0, station.live.latest("other.c").orElseThrow().value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "obd|[]|sensor",
                "a.b|[]|sensor",
                "s|7|samples",
                "s|[{}]|samples[0].value",
                "s|[{\"value\":1}]|samples[0].channel",
                "s|[{\"channel\":\"c\",\"value\":1},{\"channel\":\"c\"}]|samples[1].value",
                "s|[{\"channel\":\"c d\",\"value\":1}]|samples[0].channel",
                "s|[{\"channel\":\"c\",\"value\":1e999}]|samples[0].value",
                "s|[{\"channel\":\"c\",\"value\":1,\"unit\":\"12345678901234567\"}]|samples[0].unit",
                "s|[{\"channel\":\"c\",\"value\":1,\"timestamp\":\"soon\"}]|samples[0].timestamp",
                "s|[{\"channel\":\"c\",\"value\":1,\"timestamp\":\"2001-01-01T00:00:00Z\"}]|samples[0].timestamp"
            })
    void refusesSamplesAndSaysWhich(String sensor, String body, String named) {
        HttpResponse<String> answer = station.call("POST", "/api/v1/ingest/" + sensor, body);
        assertEquals(422, answer.statusCode(), answer.body());
        assertTrue(json(answer).get("detail").asText().startsWith(named), answer.body());
        assertTrue(station.live.latest().isEmpty(), "nothing of a refused request is kept");
    }

    @Test
    void boundsSensorsAndChannels() {
        for (int i = 0; i < 64; i++) {
            assertEquals(202, ingest("s", "c" + i));
        }
        assertEquals(409, ingest("s", "c64"));
        for (int i = 1; i < 32; i++) {
            assertEquals(202, ingest("s" + i, "c"));
        }
        assertEquals(409, ingest("s32", "c"));
    }

    @Test
    void servesTiles() {
        HttpResponse<String> tile = station.get("/api/v1/tiles/1/1/0.png");
        assertEquals(200, tile.statusCode());
        assertEquals("image/png", tile.headers().firstValue("Content-Type").orElse(""));
        assertEquals(404, station.get("/api/v1/tiles/1/0/0.png").statusCode());
        for (String bad : new String[] {"23/0/0", "1/2/0", "1/0/-1", "a/0/0"}) {
            assertEquals(422, station.get("/api/v1/tiles/" + bad + ".png").statusCode(), bad);
        }
    }

    @Test
    void tellsItsHealthAndItsFigures() {
        for (String path : new String[] {"/health", "/api/v1/health"}) {
            JsonNode health = json(station.get(path));
            assertEquals("ok", health.get("status").asText());
            assertEquals("test", health.get("version").asText());
            assertTrue(health.get("store").get("ready").asBoolean());
        }
        station.publish(RPM, 1);
        String metrics = station.get("/metrics").body();
        assertTrue(metrics.contains("cartelem_samples_published_total 1\n"), metrics);
        assertTrue(metrics.contains("cartelem_collector_up{source=\"obd\"} 1\n"), metrics);
        assertTrue(
                metrics.lines().allMatch(l -> l.matches("# (HELP|TYPE) .+|cartelem_\\S+ \\S+")),
                metrics);
    }

    @Test
    void tellsTheCallerWhatItMayDo() {
        assertEquals("operator", json(station.get("/api/v1/auth/me")).get("role").asText());
        JsonNode stranger =
                json(
                        station.send(
                                station.request("/api/v1/auth/me")
                                        .header("X-Forwarded-For", "192.0.2.1")));
        assertEquals("none", stranger.get("role").asText());
    }

    @Test
    void answersPagesWithTagsCompressionAndProtection() {
        HttpResponse<String> page = station.get("/lib/uplot.js");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                station.send(station.request("/lib/uplot.js").header("If-None-Match", tag));
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        HttpResponse<String> zipped =
                station.send(station.request("/lib/uplot.js").header("Accept-Encoding", "gzip"));
        assertEquals("gzip", zipped.headers().firstValue("Content-Encoding").orElse(""));
        assertTrue(zipped.body().length() < page.body().length() / 2);
        HttpResponse<String> head = station.call("HEAD", "/lib/uplot.js");
        assertEquals(
                page.body().getBytes(StandardCharsets.UTF_8).length,
                Integer.parseInt(head.headers().firstValue("Content-Length").orElse("0")));
        for (String path : new String[] {"/", "/api/v1/sessions", "/nothing"}) {
            var headers = station.get(path).headers();
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
            assertEquals("DENY", headers.firstValue("X-Frame-Options").orElse(""));
            String policy = headers.firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'"), policy);
            assertTrue(!policy.contains("unsafe"), policy);
            assertTrue(headers.firstValue("Access-Control-Allow-Origin").isEmpty());
        }
    }

    private int ingest(String sensor, String channel) {
        return station.call(
                        "POST",
                        "/api/v1/ingest/" + sensor,
                        "{\"channel\":\"" + channel + "\",\"value\":1}")
                .statusCode();
    }
}
