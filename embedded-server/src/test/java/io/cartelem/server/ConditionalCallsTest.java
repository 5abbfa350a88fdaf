package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.SessionDraft;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;

/// What a client has already is not sent again, and is sent again as soon as it is different.
class ConditionalCallsTest {
    private final Station station = new Station();
    private final String session = "/api/v1/sessions/" + RecordedSession.in(station.store);

    @AfterEach
    void stop() {
        station.close();
    }

    private HttpResponse<String> again(String path, HttpResponse<String> first) {
        return station.send(station.request(path).header("If-None-Match", tag(first)));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channels", "/series", "/track", "/laps", "/debrief"})
    void anEndedSessionIsSentOnce(String part) {
        HttpResponse<String> first = station.get(session + part);
        assertEquals(200, first.statusCode());
        assertTrue(tag(first).startsWith("W/\""), "a tag: " + tag(first));
        assertEquals("private, no-cache", first.headers().firstValue("Cache-Control").orElse(""));
        HttpResponse<String> second = again(session + part, first);
        assertEquals(304, second.statusCode());
        assertEquals("", second.body());
        assertEquals(tag(first), tag(second));
        assertEquals(
                200,
                station.send(station.request(session + part).header("If-None-Match", "W/\"x\""))
                        .statusCode());
    }

    @Test
    void theStationsSentencesAreSentOnceInTheLanguageThatIsAskedFor() {
        String path = "/js/text/sentences-de.json";
        HttpResponse<String> first = station.get(path);
        assertEquals("{0} wurde abgezogen", Station.json(first).get("{0} was unplugged").asText());
        assertEquals(304, again(path, first).statusCode());
        assertEquals(404, station.get("/js/text/sentences-xx.json").statusCode());
    }

    @Test
    void anotherSelectionIsAnotherAnswer() {
        HttpResponse<String> all = station.get(session + "/series?points=100");
        HttpResponse<String> one = again(session + "/series?points=100&channels=obd.RPM", all);
        assertEquals(200, one.statusCode());
        assertNotEquals(tag(all), tag(one));
    }

    @Test
    void theLapsAreSentAgainWhenATrackIsSavedThatCutsThem() {
        String tracks = "/api/v1/tracks";
        HttpResponse<String> none = station.get(tracks);
        assertEquals(304, again(tracks, none).statusCode());
        station.drive.courses().put(Circle.course());
        HttpResponse<String> one = again(tracks, none);
        assertEquals(200, one.statusCode());
        assertTrue(one.body().contains(Circle.course().name()), one.body());
    }

    @Test
    void whatIsBeingRecordedIsSentEveryTime() {
        long id = station.recorder.start(SessionDraft.named("Now")).id();
        station.publish(Station.RPM, 900);
        String path = "/api/v1/sessions/" + id + "/channels";
        HttpResponse<String> first = station.get(path);
        assertEquals(200, first.statusCode());
        assertEquals("", tag(first));
        assertEquals(
                200, station.send(station.request(path).header("If-None-Match", "*")).statusCode());
    }

    @Test
    void aPageIsKnownByItsTagToo() {
        HttpResponse<String> page = station.get("/");
        assertEquals(304, again("/", page).statusCode());
    }
}
