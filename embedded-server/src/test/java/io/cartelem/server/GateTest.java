package io.cartelem.server;

import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

class GateTest {
    /// A header that makes a request count as one from another device.
    private static final String[] ELSEWHERE = {"X-Forwarded-For", "192.0.2.7"};

    private final MovableClock clock =
            new MovableClock(new ManualClock(Instant.parse("2026-05-01T12:00:00Z")));
    private final Station station =
            new Station(ServerSettings.loopback(0).withOperatorPin("2468"), clock);

    @AfterEach
    void close() {
        station.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: 127.0.0.1.evil.example:8000",
                "Host: localhost.evil.example",
                "Host: 192.0.2.1",
                "Host: evil@127.0.0.1",
                "Host: 127.0.0.1/evil",
                "Host: 0x7f000001",
                "Host:"
            })
    void refusesARebindingHost(String host) {
        for (String path : new String[] {"/", "/health", "/api/v1/sessions", "/lib/uplot.js"}) {
            int status = RawHttp.status(RawHttp.get(station.server.port(), path, host));
            assertTrue(status == 403 || status == 400, path + " " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host: localhost", "Host: LOCALHOST:9", "Host: [::1]:1", "Host: 127.0.0.9"})
    void answersToLoopbackNames(String host) {
        assertEquals(200, RawHttp.status(RawHttp.get(station.server.port(), "/health", host)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://localhost:1",
                "http://127.0.0.1",
                "https://127.0.0.1.evil.example",
                "file://",
                "http://"
            })
    void refusesPagesOfOtherSites(String origin) {
        HttpResponse<String> post =
                station.send(
                        station.request("/api/v1/telemetry/start")
                                .header("Origin", origin)
                                .POST(BodyPublishers.noBody()));
        assertEquals(403, post.statusCode());
        assertEquals("foreign_origin", json(post).get("code").asText());
        assertFalse(station.recorder.status().recording());
        String upgrade =
                RawHttp.get(
                        station.server.port(),
                        "/api/v1/ws",
                        "Origin: " + origin,
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        assertEquals(403, RawHttp.status(upgrade), upgrade);
    }

    @Test
    void letsItsOwnPagesIn() {
        String own = "http://127.0.0.1:" + station.server.port();
        assertEquals(
                200,
                station.send(station.request("/api/v1/sessions").header("Origin", own))
                        .statusCode());
        try (SocketClient client = SocketClient.open(station, "", Map.of("Origin", own))) {
            client.next("connection");
        }
    }

    @Test
    void refusesWhatABrowserSendsForAnotherSite() {
        assertEquals(
                403,
                station.send(
                                station.request("/api/v1/sessions")
                                        .header("Sec-Fetch-Site", "cross-site")
                                        .header("Sec-Fetch-Mode", "no-cors"))
                        .statusCode());
        assertEquals(
                200,
                station.send(
                                station.request("/")
                                        .header("Sec-Fetch-Site", "cross-site")
                                        .header("Sec-Fetch-Mode", "navigate"))
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Proto"})
    void asksAProxiedRequestForAToken(String header) {
        HttpResponse<String> answer =
                station.send(station.request("/api/v1/sessions").header(header, "127.0.0.1"));
        assertEquals(401, answer.statusCode());
        assertEquals("token_needed", json(answer).get("code").asText());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
        assertEquals(
                401,
                station.send(station.request("/metrics").header(header, "127.0.0.1")).statusCode());
        assertEquals(
                200,
                station.send(station.request("/health").header(header, "127.0.0.1")).statusCode());
    }

    @Test
    void givesADeviceThatOpensTheLinkItsOwnReadOnlyToken() {
        String link = station.server.viewerLink().getQuery();
        HttpResponse<String> page = station.send(station.request("/?" + link).headers(ELSEWHERE));
        String cookie = page.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.startsWith("cartelem="), cookie);
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        String own = cookie.substring(0, cookie.indexOf(';'));
        assertFalse(own.contains(link.substring("token=".length())));
        assertEquals(200, withCookie("GET", "/api/v1/sessions", own).statusCode());
        HttpResponse<String> start = withCookie("POST", "/api/v1/telemetry/start", own);
        assertEquals(403, start.statusCode());
        assertEquals("operator_needed", json(start).get("code").asText());
        assertEquals(403, withCookie("GET", "/api/v1/auth/tokens", own).statusCode());

        HttpResponse<String> wrong =
                station.send(station.request("/?token=guessed").headers(ELSEWHERE));
        assertTrue(wrong.headers().firstValue("Set-Cookie").isEmpty());

        station.server.renewViewerLink();
        assertTrue(
                station.send(station.request("/?" + link).headers(ELSEWHERE))
                        .headers()
                        .firstValue("Set-Cookie")
                        .isEmpty());
        assertEquals(200, withCookie("GET", "/api/v1/sessions", own).statusCode());
    }

    @Test
    void takesTheLinksTokenFromPrograms() {
        String secret = station.server.viewerLink().getQuery().substring("token=".length());
        assertEquals(200, bearer("GET", "/api/v1/sessions", secret).statusCode());
        assertEquals(403, bearer("POST", "/api/v1/telemetry/start", secret).statusCode());
    }

    @Test
    void exchangesThePinForAnOperatorTokenThatCanBeListedAndRevoked() {
        HttpResponse<String> granted = pin("2468");
        assertEquals(200, granted.statusCode(), granted.body());
        assertEquals("operator", json(granted).get("role").asText());
        String secret = json(granted).get("token").asText();
        assertEquals(200, bearer("POST", "/api/v1/telemetry/start", secret).statusCode());
        assertEquals(200, bearer("POST", "/api/v1/telemetry/stop", secret).statusCode());
        JsonNode listed = json(bearer("GET", "/api/v1/auth/tokens", secret));
        assertEquals(1, listed.size());
        assertTrue(listed.get(0).get("current").asBoolean());
        assertFalse(listed.toString().contains(secret));
        String id = listed.get(0).get("id").asText();
        try (SocketClient client =
                SocketClient.open(station, "", Map.of("Authorization", "Bearer " + secret))) {
            client.next("connection");
            assertEquals(204, station.call("DELETE", "/api/v1/auth/tokens/" + id).statusCode());
            assertEquals(4401, client.closeCode());
        }
        assertEquals(404, station.call("DELETE", "/api/v1/auth/tokens/" + id).statusCode());
        HttpResponse<String> revoked = bearer("GET", "/api/v1/sessions", secret);
        assertEquals(401, revoked.statusCode());
        assertEquals("token_invalid", json(revoked).get("code").asText());
    }

    @Test
    void endsATokenWhenItsTimeIsOver() {
        String secret = json(pin("2468")).get("token").asText();
        clock.advance(Duration.ofDays(29));
        assertEquals(200, bearer("GET", "/api/v1/sessions", secret).statusCode());
        clock.advance(Duration.ofDays(2));
        assertEquals(401, bearer("GET", "/api/v1/sessions", secret).statusCode());
    }

    @Test
    void slowsGuessingOfThePinDown() {
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> wrong = pin("000" + i);
            assertEquals(403, wrong.statusCode());
            assertEquals("wrong_pin", json(wrong).get("code").asText());
        }
        HttpResponse<String> right = pin("2468");
        assertEquals(429, right.statusCode());
        assertEquals("60", right.headers().firstValue("Retry-After").orElse(""));
        clock.advance(Duration.ofSeconds(61));
        assertEquals(403, pin("0005").statusCode());
        clock.advance(Duration.ofSeconds(61));
        assertEquals(429, pin("2468").statusCode(), "the lock doubles");
        clock.advance(Duration.ofSeconds(61));
        assertEquals(200, pin("2468").statusCode());
        for (String body : new String[] {"{}", "{\"pin\":2468}", "[]"}) {
            assertEquals(422, station.call("POST", "/api/v1/auth/pin", body).statusCode());
        }
    }

    @Test
    void keepsTokensOverARestartAsDigestsInAPrivateFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("access.json");
        ServerSettings settings = ServerSettings.loopback(0).withAccessFile(file);
        String secret;
        String link;
        String pin;
        try (Station first = new Station(settings, clock)) {
            pin = first.server.operatorPin();
            link = first.server.viewerLink().getQuery();
            secret =
                    json(first.call("POST", "/api/v1/auth/pin", "{\"pin\":\"" + pin + "\"}"))
                            .get("token")
                            .asText();
        }
        assertFalse(Files.readString(file).contains(secret));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Station second = new Station(settings, clock)) {
            assertEquals(pin, second.server.operatorPin());
            assertEquals(link, second.server.viewerLink().getQuery());
            assertEquals(1, second.server.devices().size());
            HttpResponse<String> answer =
                    second.send(
                            second.request("/api/v1/auth/tokens")
                                    .header("Authorization", "Bearer " + secret));
            assertEquals(200, answer.statusCode());
            assertTrue(second.server.revoke(second.server.devices().getFirst().id()));
        }
        Files.writeString(file, "{broken");
        try (Station third = new Station(settings, clock)) {
            assertNotEquals(link, third.server.viewerLink().getQuery());
            assertTrue(Files.exists(folder.resolve("access.json.unreadable")));
        }
    }

    @Test
    void knowsItsPublicNameAndItsTrustedProxy() {
        ServerSettings settings =
                ServerSettings.loopback(0)
                        .withProxies(Set.of("pit.example"), Set.of("127.0.0.0/8"));
        try (Station behind = new Station(settings, clock)) {
            String[] headers = {
                "Host: pit.example", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https"
            };
            int port = behind.server.port();
            assertEquals(200, RawHttp.status(RawHttp.get(port, "/health", headers)));
            assertEquals(401, RawHttp.status(RawHttp.get(port, "/api/v1/sessions", headers)));
            assertEquals(
                    401,
                    RawHttp.status(RawHttp.get(port, "/api/v1/sessions")),
                    "a trusted proxy without headers is no local user either");
            String page =
                    RawHttp.get(
                            port,
                            "/?" + behind.server.viewerLink().getQuery(),
                            headers[0],
                            headers[1],
                            headers[2]);
            assertTrue(page.contains("Secure"), page.substring(0, 600));
            assertEquals("203.0.113.9", behind.server.devices().getFirst().address());
        }
    }

    @Test
    void refusesAnUpgradeWithoutARight() {
        try (SocketClient client =
                SocketClient.open(station, "", Map.of("X-Forwarded-For", "192.0.2.7"))) {
            assertFalse(client.messages.isEmpty(), "let in without a token");
        } catch (CompletionException e) {
            assertTrue(e.getCause().getClass().getSimpleName().contains("Handshake"));
        }
        assertEquals(0, station.server.streamClients());
    }

    @Test
    void keepsNoSessionForAStream() {
        String upgrade =
                RawHttp.exchange(
                        station.server.port(),
                        String.join(
                                "\r\n",
                                "GET /api/v1/ws HTTP/1.1",
                                "Host: localhost",
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                "",
                                ""));
        assertEquals(101, RawHttp.status(upgrade), upgrade);
        assertFalse(upgrade.toLowerCase(Locale.ROOT).contains("set-cookie"), upgrade);
    }

    private HttpResponse<String> pin(String pin) {
        return station.call("POST", "/api/v1/auth/pin", "{\"pin\":\"" + pin + "\"}");
    }

    private HttpResponse<String> bearer(String method, String path, String secret) {
        return station.send(
                station.request(path)
                        .headers(ELSEWHERE)
                        .header("Authorization", "Bearer " + secret)
                        .method(method, BodyPublishers.noBody()));
    }

    private HttpResponse<String> withCookie(String method, String path, String cookie) {
        return station.send(
                station.request(path)
                        .headers(ELSEWHERE)
                        .header("Cookie", cookie)
                        .method(method, BodyPublishers.noBody()));
    }
}
