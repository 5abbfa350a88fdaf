package io.cartelem.server;

import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.mesh.RadioStatus;

import org.junit.jupiter.api.Test;

import java.util.List;

class RadioStatusTest {
    /// A radio of which everything is known.
    static final RadioStatus PIT =
            new RadioStatus(
                    RadioStatus.Role.PIT,
                    "Pit (PIT, !09170002)",
                    0.987,
                    "Receiving CAR1.",
                    new RadioStatus.Duty(1.234, 8, 10, 5.5, Double.NaN),
                    42,
                    1,
                    2,
                    List.of(new RadioStatus.Warning("router_role", "The role is wrong.")),
                    List.of(
                            new RadioStatus.Car(
                                    7, "meshtastic", "CAR1", 42, 19.876, 9, -3.25, -97, 0, true)));

    @Test
    void showsHowTheRadioIs() {
        try (Station station = new Station()) {
            assertTrue(json(station.get("/api/v1/telemetry/status")).get("radio").isNull());
            station.radio(PIT);
            JsonNode radio = json(station.get("/api/v1/telemetry/status")).get("radio");
            assertEquals("pit", radio.get("role").asText());
            assertEquals(0.99, radio.get("rate_hz").asDouble());
            assertEquals("Receiving CAR1.", radio.get("reason").asText());
            assertEquals(1.23, radio.get("duty").get("used_pct").asDouble());
            assertTrue(radio.get("duty").get("channel_pct").isNull());
            assertEquals("router_role", radio.get("warnings").get(0).get("code").asText());
            JsonNode car = radio.get("cars").get(0);
            assertEquals("meshtastic", car.get("source").asText());
            assertEquals(19.88, car.get("loss_pct").asDouble());
            assertEquals(-97, car.get("rssi").asInt());
            assertTrue(car.get("silent").asBoolean());
        }
    }
}
