package io.cartelem.server;

import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.server.rest.Routes.Route;
import io.cartelem.server.security.Access;
import io.cartelem.server.web.StaticFiles;
import io.javalin.http.HandlerType;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

class OpenApiTest {
    @Test
    void describesExactlyTheCallsThatExist() {
        try (Station station = new Station()) {
            JsonNode document = json(station.get("/openapi.json"));
            Set<String> described = new TreeSet<>();
            document.get("paths")
                    .properties()
                    .forEach(
                            path ->
                                    path.getValue()
                                            .fieldNames()
                                            .forEachRemaining(
                                                    m -> described.add(m + " " + path.getKey())));
            Set<String> existing = new TreeSet<>();
            existing.add("get /api/v1/ws");
            Set<String> files = new StaticFiles(Phrasebook.NONE).paths();
            for (Route route : station.server.routes().table()) {
                if (!route.method().equals(HandlerType.HEAD) && !files.contains(route.path())) {
                    String method = route.method().name().toLowerCase(Locale.ROOT);
                    existing.add(method + " " + route.path());
                }
            }
            assertEquals(existing, described);
        }
    }

    @Test
    void tellsWhichCallsNeedNoToken() {
        try (Station station = new Station()) {
            JsonNode paths = json(station.get("/openapi.json")).get("paths");
            Set<String> files = new StaticFiles(Phrasebook.NONE).paths();
            for (Route route : station.server.routes().table()) {
                if (route.method().equals(HandlerType.HEAD) || files.contains(route.path())) {
                    continue;
                }
                String method = route.method().name().toLowerCase(Locale.ROOT);
                JsonNode call = paths.get(route.path()).get(method);
                boolean open = call.has("security") && call.get("security").isEmpty();
                assertEquals(route.access() == Access.NONE, open, route.path());
                boolean forbidden = call.get("responses").has("403");
                if (route.access() == Access.OPERATOR) {
                    assertTrue(forbidden, route.path());
                }
            }
        }
    }

    @Test
    void pointsOnlyToSchemasThatItHas() {
        try (Station station = new Station()) {
            JsonNode document = json(station.get("/openapi.json"));
            Set<String> used = new HashSet<>();
            document.findValuesAsText("$ref").forEach(used::add);
            Set<String> defined = new HashSet<>();
            for (Map.Entry<String, JsonNode> schema :
                    document.get("components").get("schemas").properties()) {
                defined.add("#/components/schemas/" + schema.getKey());
            }
            assertEquals(defined, used);
            Set<String> ids = new HashSet<>();
            for (String id : document.get("paths").findValuesAsText("operationId")) {
                assertTrue(ids.add(id), id + " stands twice");
            }
        }
    }

    @Test
    void describesTheFieldsThatTheAnswersHave() {
        try (Station station = new Station()) {
            station.publish(Station.RPM, 900);
            station.radio(RadioStatusTest.PIT);
            String session = "/api/v1/sessions/" + RecordedSession.in(station.store);
            JsonNode schemas = json(station.get("/openapi.json")).get("components").get("schemas");
            compare(schemas.get("Session"), json(station.get(session)));
            compare(schemas.get("Status"), json(station.get("/api/v1/telemetry/status")));
            JsonNode radio = json(station.get("/api/v1/telemetry/status")).get("radio");
            compare(schemas.get("Radio"), radio);
            compare(schemas.get("RadioDuty"), radio.get("duty"));
            compare(schemas.get("RadioWarning"), radio.get("warnings").get(0));
            compare(schemas.get("RadioCar"), radio.get("cars").get(0));
            compare(schemas.get("Health"), json(station.get("/health")));
            compare(schemas.get("SessionList"), json(station.get("/api/v1/sessions")));
            compare(schemas.get("Signal"), json(station.get(session + "/signals")).get(0));
            compare(schemas.get("Channel"), json(station.get(session + "/channels")).get(0));
            compare(schemas.get("Frame"), json(station.get(session + "/frames")).get(0));
            compare(schemas.get("Marker"), json(station.get(session + "/markers")).get(0));
            compare(schemas.get("Track"), json(station.get(session + "/track")));
            compare(schemas.get("Series"), json(station.get(session + "/series")));
            compare(schemas.get("LiveChannel"), json(station.get("/api/v1/channels")).get(0));
            compare(schemas.get("Devices"), json(station.get("/api/v1/devices")));
            compare(schemas.get("Vehicle"), json(station.get("/api/v1/vehicle")));
            compare(schemas.get("Troubles"), json(station.get("/api/v1/vehicle/dtcs")));
            compare(schemas.get("Role"), json(station.get("/api/v1/auth/me")));
            compare(schemas.get("Problem"), json(station.get("/api/v1/sessions/99")));
            compare(
                    schemas.get("Collector"),
                    json(station.get("/api/v1/devices")).get("collectors").get(0));
        }
    }

    @Test
    void showsTheDocumentWithoutAnythingFromOutside() {
        try (Station station = new Station()) {
            String page = station.get("/docs").body();
            assertFalse(page.contains("http://") || page.contains("https://"), page);
            assertFalse(page.contains("<script>"), page);
        }
    }

    private static void compare(JsonNode schema, JsonNode answer) {
        Set<String> described = new TreeSet<>();
        schema.get("properties").fieldNames().forEachRemaining(described::add);
        Set<String> answered = new TreeSet<>();
        answer.fieldNames().forEachRemaining(answered::add);
        assertEquals(described, answered);
    }
}
