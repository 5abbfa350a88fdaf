package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// What the stream says of laps and alerts, on the [Circle].
@Timeout(120)
class DriveSocketTest {
    private static final double COLD = 60;
    private static final double HOT = 118;

    private final Station station = new Station();
    private long coolantNs = station.clock.monoNs();

    @BeforeEach
    void saveTheTrack() {
        station.drive.courses().put(Circle.course());
    }

    @AfterEach
    void close() {
        station.close();
    }

    private long drive(double... speeds) {
        return Circle.drive(station.clock.monoNs(), station.bus::publish, speeds);
    }

    /// Six seconds of a temperature.
    private void coolant(double celsius) {
        for (int i = 0; i < 6; i++) {
            coolantNs += 1_000_000_000L;
            station.bus.publish(SampleBatch.of(Station.COOLANT, coolantNs, celsius));
        }
    }

    private static JsonNode lap(SocketClient client, int number) {
        return client.next(
                m ->
                        m.path("type").asText().equals("lap")
                                && m.path("number").asInt() == number
                                && !m.path("last_s").isNull());
    }

    private static JsonNode alert(SocketClient client, String event) {
        return client.next(
                m ->
                        m.path("type").asText().equals("alert")
                                && m.path("event").asText().equals(event));
    }

    @Test
    void tellsEveryLapThatEnds() {
        try (SocketClient client = SocketClient.open(station, "?messages=lap")) {
            client.next("connection");
            drive(20, 25);
            JsonNode third = lap(client, 3);
            Instant.parse(third.get("timestamp").asText());
            assertEquals("Circle", third.get("track").asText());
            assertEquals(40, third.get("last_s").asDouble(), 0.3);
            assertTrue(third.get("last_counts").asBoolean(), third.toString());
            assertEquals(2, third.get("best_number").asInt());
            assertEquals(2, third.get("last_sectors").size());
            assertEquals(20, third.get("last_sectors").get(0).get("time_s").asDouble(), 0.3);
            assertEquals(2, third.get("sector_count").asInt());
            assertTrue(third.get("elapsed_s").asDouble() >= 0);
        }
    }

    @Test
    void beginsWithHowTheDriveStands() {
        drive(25, 20);
        coolant(HOT);
        assertTrue(Station.await(() -> station.drive.live().state().now().number() == 3));
        assertTrue(Station.await(() -> station.drive.alerts().open().size() == 1));
        try (SocketClient client = SocketClient.open(station, "")) {
            JsonNode hello = client.next("connection");
            JsonNode lap = hello.get("lap");
            assertEquals(3, lap.get("number").asInt());
            assertEquals(40, lap.get("best_s").asDouble(), 0.3);
            assertEquals(50, lap.get("last_s").asDouble(), 0.3);
            assertEquals(1, hello.get("alerts").size());
            assertEquals("coolant-hot", hello.get("alerts").get(0).get("rule").asText());
        }
    }

    @Test
    void tellsALapFiveTimesASecondHoweverOftenTheCarIsSomewhere() {
        long from = drive(20) + 100_000_000L;
        assertTrue(Station.await(() -> station.drive.live().state().now().number() == 2));
        try (SocketClient client = SocketClient.open(station, "?messages=lap")) {
            client.next("connection");
            long start = System.nanoTime();
            int messages = 0;
            for (int i = 0; messages < 5; i++) {
                long t = from + i * 10_000_000L;
                station.bus.publish(
                        SampleBatch.builder(2)
                                .add(Station.LATITUDE, t, Circle.at(100 + i * 0.02).latitude())
                                .add(Station.LONGITUDE, t, Circle.at(100 + i * 0.02).longitude())
                                .build());
                messages +=
                        (int) client.messages.stream().filter(m -> m.contains("\"lap\"")).count();
                client.messages.clear();
                LockSupport.parkNanos(1_000_000);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            assertTrue(messages <= seconds * 5 + 3, messages + " in " + seconds + " s");
        }
    }

    @Test
    void tellsWhatBecomesOfAnAlert() {
        station.recorder.start(SessionDraft.named("Hot"));
        try (SocketClient client = SocketClient.open(station, "?messages=alert")) {
            assertEquals(0, client.next("connection").get("alerts").size());
            coolant(HOT);
            JsonNode raised = alert(client, "raised");
            assertEquals("critical", raised.get("severity").asText());
            assertTrue(raised.get("active").asBoolean() && raised.get("open").asBoolean());
            assertTrue(raised.get("sentence").asText().contains("118"), raised.toString());
            long id = raised.get("id").asLong();
            station.call("POST", "/api/v1/alerts/" + id + "/ack", "{\"by\":\"Anna\"}");
            JsonNode noted = alert(client, "acknowledged");
            assertEquals("Anna", noted.get("acknowledged_by").asText());
            assertTrue(noted.get("open").asBoolean());
            coolant(COLD);
            JsonNode over = alert(client, "cleared");
            assertEquals(id, over.get("id").asLong());
            assertFalse(over.get("open").asBoolean());
        }
    }

    @Test
    void sendsOnlyTheMessagesThatAreWanted() {
        try (SocketClient alerts = SocketClient.open(station, "?messages=alert");
                SocketClient wrong = SocketClient.open(station, "?messages=alert,weather")) {
            JsonNode hello = alerts.next("connection");
            assertFalse(hello.has("lap"), hello.toString());
            station.publish(Station.RPM, 900);
            station.server.collectorsChanged();
            drive(25);
            coolant(HOT);
            // A heartbeat tells nothing but that the connection lives.
            JsonNode first = alerts.next(m -> !m.path("type").asText().equals("heartbeat"));
            assertEquals("alert", first.get("type").asText(), first.toString());
            assertEquals(4422, wrong.closeCode());
        }
    }

    @Test
    void tellsAFollowerOfASessionNothingOfWhatIsOutsideIt() {
        String made = station.call("POST", "/api/v1/sessions", "{\"name\":\"First\"}").body();
        long session = Station.json(made).get("id").asLong();
        drive(25);
        assertTrue(Station.await(() -> station.drive.live().state().now().number() == 2));
        try (SocketClient client =
                SocketClient.open(station, "?messages=lap,status&session_id=" + session)) {
            assertTrue(client.next("connection").get("lap").isNull());
            station.call("POST", "/api/v1/sessions/" + session + "/start");
            JsonNode lap = client.next("lap");
            assertEquals(session, lap.get("session_id").asLong());
        }
    }
}
