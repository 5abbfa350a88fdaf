package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ReplaySocketTest {
    private final Station station = new Station();
    private final long session = RecordedSession.in(station.store);

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void playsEverySampleInOrderWithTheTimesOfTheRecording() {
        try (SocketClient client = open("&speed=64")) {
            JsonNode hello = client.next("connection");
            assertEquals(9.9, hello.get("duration").asDouble());
            assertEquals(5, hello.get("channels").size());
            List<Integer> rpm = new ArrayList<>();
            while (rpm.size() < RecordedSession.RPM_SAMPLES) {
                JsonNode message = client.next("telemetry");
                assertEquals(session, message.get("session_id").asLong());
                for (JsonNode s : message.get("samples")) {
                    if (s.get("channel").asText().equals("RPM")) {
                        rpm.add(s.get("value").asInt());
                        assertTrue(s.get("timestamp").asText().startsWith("2026-05-01T12:00:0"));
                    }
                }
            }
            for (int i = 0; i < rpm.size(); i++) {
                assertEquals(1000 + i, rpm.get(i));
            }
            assertEquals("ended", client.next(m -> isState(m, "ended")).get("state").asText());
        }
    }

    @Test
    void seeksPausesPlaysAndChangesSpeed() {
        try (SocketClient client = open("")) {
            client.next("connection");
            client.send("{\"type\":\"pause\"}");
            client.next(m -> isState(m, "paused"));
            client.send("{\"type\":\"seek\",\"t\":5.05}");
            JsonNode there =
                    client.next(
                            m ->
                                    m.path("type").asText().equals("telemetry")
                                            && valueOf(m, "RPM") == 1050);
            assertEquals(50, valueOf(there, "speed_kph"));
            JsonNode state = client.next(m -> isState(m, "paused") && position(m) > 5);
            assertEquals(5.05, position(state), 1e-9);
            client.send("{\"type\":\"speed\",\"value\":16}");
            assertEquals(
                    16, client.next(m -> m.path("speed").asDouble() == 16).get("speed").asDouble());
            client.send("play");
            client.next(m -> valueOf(m, "RPM") == 1099);
            client.next(m -> isState(m, "ended"));
            client.send("{\"type\":\"seek\",\"t\":0}");
            client.next(m -> valueOf(m, "RPM") == 1000);
        }
    }

    @Test
    void tellsWhereTheLastOfSeveralQuickCommandsLed() {
        try (SocketClient client = open("")) {
            client.next("connection");
            for (int i = 0; i < 200; i++) {
                double there = i % 90 / 10.0 + 0.05;
                client.send("{\"type\":\"pause\"}");
                client.send("{\"type\":\"speed\",\"value\":2}");
                client.send("{\"type\":\"seek\",\"t\":" + there + "}");
                client.next(m -> isState(m, "paused") && Math.abs(position(m) - there) < 1e-6);
            }
        }
    }

    @Test
    void takesASeekBeyondTheEndsToTheNearestEnd() {
        try (SocketClient client = open("")) {
            client.send("pause");
            client.send("{\"type\":\"seek\",\"t\":1e12}");
            client.next(m -> m.path("type").asText().equals("replay") && position(m) == 9.9);
            client.send("{\"type\":\"seek\",\"t\":-3}");
            client.next(m -> isState(m, "paused") && position(m) == 0);
        }
    }

    @Test
    void refusesCommandsThatItCannotCarryOut() {
        try (SocketClient client = open("")) {
            for (String command :
                    new String[] {
                        "{\"type\":\"seek\"}",
                        "{\"type\":\"seek\",\"t\":\"soon\"}",
                        "{\"type\":\"speed\",\"value\":0}",
                        "{\"type\":\"speed\",\"value\":65}",
                        "{\"type\":\"rewind\"}"
                    }) {
                client.send(command);
                client.next("error");
            }
        }
    }

    @Test
    void refusesASpeedAndASessionThatCannotBePlayed() {
        long empty =
                Station.json(station.call("POST", "/api/v1/sessions", "{\"name\":\"e\"}"))
                        .get("id")
                        .asLong();
        try (SocketClient fast = open("&speed=1000");
                SocketClient never = SocketClient.open(station, "?replay=1&session_id=" + empty)) {
            assertEquals(4422, fast.closeCode());
            assertEquals(4409, never.closeCode());
        }
    }

    @Test
    void saysThatTheSessionCannotBeReadWhereTheStoreFails() {
        station.store.setReady(false);
        try (SocketClient replay = open("");
                SocketClient live = SocketClient.open(station, "?session_id=" + session)) {
            assertEquals(4503, replay.closeCode());
            assertEquals(4503, live.closeCode());
        } finally {
            station.store.setReady(true);
        }
    }

    @Test
    void keepsLiveSamplesOutOfAReplay() {
        try (SocketClient client = open("&speed=64")) {
            client.next("connection");
            station.publish(Station.COOLANT, 99);
            JsonNode message;
            do {
                message = client.next(m -> true);
                assertEquals(-1, valueOf(message, "COOLANT_TEMP"));
            } while (!isState(message, "ended"));
        }
    }

    private SocketClient open(String more) {
        return SocketClient.open(station, "?replay=1&session_id=" + session + more);
    }

    private static boolean isState(JsonNode message, String state) {
        return message.path("type").asText().equals("replay")
                && message.path("state").asText().equals(state);
    }

    private static double position(JsonNode message) {
        return message.path("position").asDouble();
    }

    /// The last value of a channel in a message, −1 if it has none.
    private static double valueOf(JsonNode message, String channel) {
        double value = -1;
        for (JsonNode s : message.path("samples")) {
            if (s.get("channel").asText().equals(channel)) {
                value = s.get("value").asDouble();
            }
        }
        return value;
    }
}
