package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;
import io.cartelem.server.rest.Routes.Route;
import io.javalin.http.HandlerType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who may only look on learns nothing of where things lie on this computer, whatever fails there.
class DiscretionTest {
    private static final String PLACE = "/home/jane/secret";

    /// With a trusted proxy between, a request of this computer counts as one of another device.
    private final Station station =
            new Station(
                    ServerSettings.loopback(0)
                            .withOperatorPin("2468")
                            .withProxies(Set.of(), Set.of("127.0.0.1")),
                    Clock.system());

    @BeforeEach
    void breakEverything() {
        RecordedSession.in(station.store);
        station.publish(Station.RPM, 900);
        station.store.problem = "The disk that holds " + PLACE + "/a.db is full.";
        station.vehicle.connected = false;
        station.vehicle.complaint = PLACE + "/tty is busy";
        station.collectors =
                List.of(
                        new CollectorState(
                                "obd",
                                CollectorState.Phase.RETRYING,
                                "port_busy",
                                PLACE + "/tty is in use by another program.",
                                station.clock.monoNs(),
                                PLACE + "/tty",
                                "ELM327 at " + PLACE,
                                Double.NaN,
                                2,
                                "Cannot open " + PLACE + "/tty.",
                                false));
    }

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void tellsAViewerNoPlaceInAnyAnswer() {
        String viewer = token();
        int asked = 0;
        for (Route route : station.server.routes().table()) {
            if (!route.method().equals(HandlerType.GET)) {
                continue;
            }
            String path =
                    route.path()
                            .replace("{id}", "1")
                            .replace("{file}", "signals.csv")
                            .replace("{z}/{x}/{y}", "1/1/0")
                            .replaceAll("\\{[a-z]+\\}", "unknown");
            HttpResponse<String> answer = get(path, viewer);
            assertFalse(answer.body().contains("jane"), path + " " + answer.body());
            assertFalse(answer.body().contains("secret.db"), path + " " + answer.body());
            asked++;
        }
        assertTrue(asked > 30, asked + " calls");
        assertTrue(get("/api/v1/devices", viewer).body().contains("\"ttyUSB0\""));
        assertTrue(get("/api/v1/vehicle", viewer).body().contains("The car cannot be asked now."));
        assertTrue(get("/api/v1/telemetry/status", viewer).body().contains("port_busy"));
    }

    @Test
    void tellsTheOperatorWhereItFailed() {
        HttpResponse<String> granted =
                station.call("POST", "/api/v1/auth/pin", "{\"pin\":\"2468\"}");
        String operator = Station.json(granted).get("token").asText();
        for (String path :
                new String[] {"/api/v1/devices", "/api/v1/vehicle", "/api/v1/telemetry/status"}) {
            assertTrue(get(path, operator).body().contains(PLACE), path);
        }
    }

    @Test
    void tellsAViewerNoPlaceInTheStream() {
        Map<String, String> viewer = Map.of("Authorization", "Bearer " + token());
        try (SocketClient client = SocketClient.open(station, "", viewer)) {
            assertFalse(client.next("connection").toString().contains("jane"));
            String first = client.next("status").toString();
            assertFalse(first.contains("jane"), first);
            assertTrue(first.contains("port_busy"), first);
            station.server.collectorsChanged();
            String second = client.next("status").toString();
            assertFalse(second.contains("jane"), second);
        }
    }

    @Test
    void showsAViewerAnAlertThatOnlyTheOperatorMayAcknowledge() {
        String viewer = token();
        Map<String, String> header = Map.of("Authorization", "Bearer " + viewer);
        try (SocketClient client = SocketClient.open(station, "?messages=alert", header)) {
            client.next("connection");
            long now = station.clock.monoNs();
            for (int i = 0; i < 6; i++) {
                station.bus.publish(SampleBatch.of(Station.COOLANT, now + i * 1_000_000_000L, 118));
            }
            JsonNode alert = client.next(m -> m.path("rule").asText().equals("coolant-hot"));
            assertTrue(alert.get("sentence").asText().startsWith("Coolant"), alert.toString());
            String path = "/api/v1/alerts/" + alert.get("id").asLong() + "/ack";
            HttpRequest.Builder request =
                    station.request(path)
                            .header("Authorization", "Bearer " + viewer)
                            .POST(HttpRequest.BodyPublishers.noBody());
            assertEquals(403, station.send(request).statusCode());
        }
    }

    @Test
    void tellsThisComputerEverythingInTheStream() {
        try (Station direct = new Station()) {
            direct.collectors = station.collectors;
            try (SocketClient client = SocketClient.open(direct, "")) {
                assertTrue(client.next("status").toString().contains(PLACE));
            }
        }
    }

    private String token() {
        String link = station.server.viewerLink().getQuery().substring("token=".length());
        assertEquals(200, get("/api/v1/auth/me", link).statusCode());
        return link;
    }

    private HttpResponse<String> get(String path, String token) {
        HttpRequest.Builder request =
                station.request(path).header("Authorization", "Bearer " + token);
        return station.send(request);
    }
}
