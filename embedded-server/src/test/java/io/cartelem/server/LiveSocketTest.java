package io.cartelem.server;

import static io.cartelem.server.Station.GEAR;
import static io.cartelem.server.Station.RPM;
import static io.cartelem.server.Station.SPEED;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.StoreException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class LiveSocketTest {
    private final Station station = new Station();

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void greetsWithChannelsAndLatestValues() {
        station.publish(RPM, 900);
        station.publish(GEAR, "N");
        try (SocketClient client = SocketClient.open(station, "")) {
            JsonNode hello = client.next("connection");
            assertTrue(hello.get("session_id").isNull());
            Instant.parse(hello.get("timestamp").asText());
            assertEquals(2, hello.get("channels").size());
            JsonNode gear = hello.get("latest").get(0);
            assertEquals("N", gear.get("value").asText());
            assertEquals("box", gear.get("source").asText());
            JsonNode status = client.next("status");
            assertFalse(status.get("recording").asBoolean());
            assertEquals("obd", status.get("collectors").get(0).get("source").asText());
        }
    }

    @Test
    void tellsThatARecordingIsOverAlsoWhereTheStoreFailsAtItsEnd() {
        station.recorder.start(SessionDraft.named("Lost"));
        try (SocketClient client = SocketClient.open(station, "")) {
            assertTrue(client.next("status").get("recording").asBoolean());
            station.store.setReady(false);
            assertThrows(StoreException.class, () -> station.recorder.stop());
            assertFalse(client.next("status").get("recording").asBoolean());
        } finally {
            station.store.setReady(true);
        }
    }

    @Test
    void forgetsAClientThatCouldNotBeGreeted() {
        List<CollectorState> known = station.collectors;
        station.collectors = null;
        try (SocketClient client = SocketClient.open(station, "")) {
            assertTrue(client.closeCode() >= 1000);
            assertTrue(Station.await(() -> station.server.streamClients() == 0));
        } finally {
            station.collectors = known;
        }
    }

    @Test
    void sendsEverySampleInOrderAtMostTwentyFiveTimesASecond() {
        try (SocketClient client = SocketClient.open(station, "")) {
            client.next("connection");
            long start = System.nanoTime();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                for (int i = 0; i < 2000; i++) {
                                    station.publish(RPM, i);
                                }
                            });
            List<Integer> values = new ArrayList<>();
            int messages = 0;
            long lastSeq = 0;
            while (values.size() < 2000) {
                JsonNode message = client.next("telemetry");
                assertEquals(++lastSeq, message.get("seq").asLong());
                assertFalse(message.has("dropped"), message.toString());
                message.get("samples").forEach(s -> values.add(s.get("value").asInt()));
                messages++;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (int i = 0; i < 2000; i++) {
                assertEquals(i, values.get(i));
            }
            assertTrue(messages <= seconds * 25 + 2, messages + " in " + seconds + " s");
        }
    }

    @Test
    void writesASampleWithUnitQualityAndTime() {
        try (SocketClient client = SocketClient.open(station, "?format=json")) {
            client.next("connection");
            station.publish(SPEED, 88.5);
            JsonNode sample = client.next("telemetry").get("samples").get(0);
            assertEquals("obd", sample.get("source").asText());
            assertEquals("SPEED", sample.get("channel").asText());
            assertEquals(88.5, sample.get("value").asDouble());
            assertEquals("km/h", sample.get("unit").asText());
            assertEquals("good", sample.get("quality").asText());
            Duration age =
                    Duration.between(
                            Instant.parse(sample.get("timestamp").asText()), Instant.now());
            assertTrue(age.abs().compareTo(Duration.ofMinutes(2)) < 0, age.toString());
        }
    }

    @Test
    void sendsColumnsThatDecodeToTheSameInAThirdOfTheBytes() {
        try (SocketClient objects = SocketClient.open(station, "");
                SocketClient columns = SocketClient.open(station, "?format=columns")) {
            objects.next("connection");
            columns.next("connection");
            SampleBatch.Builder batch = SampleBatch.builder(50);
            long now = station.clock.monoNs();
            for (int i = 0; i < 50; i++) {
                batch.add(i % 2 == 0 ? RPM : SPEED, now + i * 1_234_567L, 800 + i * 0.5);
            }
            station.bus.publish(batch.build());
            JsonNode a = objects.next("telemetry");
            JsonNode b = columns.next("samples");
            Map<Integer, String> names = new HashMap<>();
            b.get("channels")
                    .forEach(c -> names.put(c.get("id").asInt(), c.get("channel").asText()));
            assertEquals(50, b.get("v").size());
            for (int i = 0; i < 50; i++) {
                JsonNode sample = a.get("samples").get(i);
                assertEquals(sample.get("value").asDouble(), b.get("v").get(i).asDouble());
                assertEquals(sample.get("channel").asText(), names.get(b.get("c").get(i).asInt()));
                double epochMs = b.get("t0").asDouble() + b.get("t").get(i).asDouble();
                Instant t = Instant.parse(sample.get("timestamp").asText());
                assertEquals(t.toEpochMilli() + t.getNano() / 1000 % 1000 / 1e3, epochMs, 0.0011);
            }
            assertTrue(b.toString().length() * 2 < a.toString().length());
        }
    }

    @Test
    void announcesNewChannelsOnceBeforeTheyAreUsed() {
        try (SocketClient client = SocketClient.open(station, "?format=columns")) {
            client.next("connection");
            station.publish(RPM, 1);
            assertEquals(0, client.next("samples").get("channels").get(0).get("id").asInt());
            station.publish(RPM, 2);
            assertFalse(client.next("samples").has("channels"));
            station.publish(SPEED, 3);
            JsonNode third = client.next("samples");
            assertEquals(1, third.get("channels").get(0).get("id").asInt());
            assertEquals(1, third.get("c").get(0).asInt());
        }
    }

    @Test
    void tellsWhenRecordingOrACollectorChanges() {
        try (SocketClient client = SocketClient.open(station, "")) {
            client.next("status");
            station.call("POST", "/api/v1/telemetry/start");
            JsonNode started = client.next(m -> m.path("recording").asBoolean());
            long id = started.get("session_id").asLong();
            station.publish(RPM, 1);
            assertEquals(id, client.next("telemetry").get("session_id").asLong());
            station.call("POST", "/api/v1/telemetry/stop");
            client.next(m -> m.has("recording") && !m.get("recording").asBoolean());
            station.publish(RPM, 2);
            assertTrue(client.next("telemetry").get("session_id").isNull());
            station.collectors = List.of();
            station.server.collectorsChanged();
            client.next(m -> m.path("collectors").isArray() && m.get("collectors").isEmpty());
        }
    }

    @Test
    void followsOneSessionOnly() {
        long first =
                Station.json(station.call("POST", "/api/v1/sessions", "{\"name\":\"a\"}"))
                        .get("id")
                        .asLong();
        try (SocketClient client = SocketClient.open(station, "?session_id=" + first)) {
            client.next("status");
            station.publish(RPM, 1);
            station.call("POST", "/api/v1/telemetry/start");
            station.publish(RPM, 2);
            station.call("POST", "/api/v1/telemetry/stop");
            station.call("POST", "/api/v1/sessions/" + first + "/start");
            client.next(m -> m.path("session_id").asLong() == first && m.has("recording"));
            station.publish(RPM, 3);
            JsonNode message = client.next("telemetry");
            JsonNode samples = message.get("samples");
            assertEquals(3, samples.get(samples.size() - 1).get("value").asInt());
            assertEquals(first, message.get("session_id").asLong());
        }
    }

    @Test
    void answersPingAndRefusesUnknownCommands() throws Exception {
        try (SocketClient client = SocketClient.open(station, "")) {
            client.next("connection");
            client.send("ping");
            String text;
            do {
                text = client.messages.poll(60, TimeUnit.SECONDS);
            } while (text != null && !text.equals("pong"));
            assertEquals("pong", text);
            client.send("{\"type\":\"seek\",\"t\":1}");
            assertTrue(client.next("error").get("detail").asText().contains("replay"));
            client.send("{broken");
            assertTrue(client.next("error").get("detail").asText().contains("JSON"));
        }
    }

    @Test
    void sendsAHeartbeatAfterFiveSecondsOfSilence() {
        // Before the greeting: that is when the silence begins at the earliest.
        long start = System.nanoTime();
        try (SocketClient client = SocketClient.open(station, "")) {
            JsonNode beat = client.next("heartbeat");
            Instant.parse(beat.get("timestamp").asText());
            assertTrue(System.nanoTime() - start > 4_500_000_000L);
        }
    }

    @Test
    void closesWithACodeThatSaysWhy() {
        try (SocketClient unknown = SocketClient.open(station, "?session_id=99");
                SocketClient nonsense = SocketClient.open(station, "?session_id=x");
                SocketClient format = SocketClient.open(station, "?format=xml");
                SocketClient replay = SocketClient.open(station, "?replay=1")) {
            assertEquals(4404, unknown.closeCode());
            assertEquals(4404, nonsense.closeCode());
            assertEquals(4422, format.closeCode());
            assertEquals(4422, replay.closeCode());
        }
    }

    @Test
    void closesOnAMessageThatIsTooLong() {
        try (SocketClient client = SocketClient.open(station, "")) {
            client.next("connection");
            client.send("x".repeat(4096));
            client.next("error");
            client.send("x".repeat(4097));
            assertEquals(1009, client.closeCode());
        }
    }

    @Test
    void saysGoodbyeWhenTheServerStops() {
        try (SocketClient client = SocketClient.open(station, "")) {
            client.next("connection");
            station.server.close();
            assertEquals(1001, client.closeCode());
        }
    }
}
