package io.cartelem.server;

import static io.cartelem.server.Station.LATITUDE;
import static io.cartelem.server.Station.LONGITUDE;
import static io.cartelem.server.Station.RPM;
import static io.cartelem.server.Station.SPEED;
import static io.cartelem.server.Station.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.sim.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class PastCallsTest {
    private static final String HISTORY = "/api/v1/channels/history";
    private static final String TRACK = "/api/v1/channels/track";
    private final MovableClock clock =
            new MovableClock(new ManualClock(Instant.parse("2026-05-01T12:00:00Z")));
    private final Station station = new Station(ServerSettings.loopback(0), clock);

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void hasEverySampleInTheColumnInWhichTheStreamShowsIt() {
        Random random = new Random(7);
        try (SocketClient client = SocketClient.open(station, "?format=columns")) {
            client.next("connection");
            SampleBatch.Builder batch = SampleBatch.builder(3000);
            long now = clock.monoNs();
            for (int i = 0; i < 3000; i++) {
                batch.add(RPM, now - (long) (random.nextDouble() * 50e9), i);
            }
            station.bus.publish(batch.build());
            JsonNode streamed = client.next("samples");
            JsonNode past = json(station.get(HISTORY + "?seconds=60"));
            assertEquals(0.1, past.get("step").asDouble());
            Map<Long, double[]> columns = columns(past, "obd.RPM");
            Map<Long, double[]> expected = new TreeMap<>();
            for (int i = 0; i < 3000; i++) {
                double t0 = streamed.get("t0").asDouble();
                long micros = Math.round((t0 + streamed.get("t").get(i).asDouble()) * 1000);
                double value = streamed.get("v").get(i).asDouble();
                expected.merge(
                        Math.floorDiv(micros, 100_000L),
                        new double[] {value, value},
                        (a, b) -> new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
            }
            assertEquals(expected.keySet(), columns.keySet());
            expected.forEach(
                    (column, range) -> {
                        assertEquals(range[0], columns.get(column)[0]);
                        assertEquals(range[1], columns.get(column)[1]);
                    });
        }
    }

    @Test
    void fillsInFromTheRecordingWhatMemoryHasForgotten() {
        station.recorder.start(SessionDraft.named("long"));
        // At 100 Hz the memory of a test station lasts for forty seconds.
        for (int i = 0; i < 120; i++) {
            SampleBatch.Builder batch = SampleBatch.builder(50);
            for (int k = 0; k < 50; k++) {
                clock.advance(Duration.ofMillis(10));
                batch.add(RPM, clock.monoNs(), i * 50 + k);
            }
            station.bus.publish(batch.build());
        }
        Map<Long, double[]> columns =
                columns(json(station.get(HISTORY + "?seconds=60&channels=RPM")), "obd.RPM");
        assertTrue(columns.size() >= 595, columns.size() + " columns of a minute");
        double before = -1;
        for (double[] column : columns.values()) {
            assertTrue(column[0] > before && column[1] >= column[0], "no value twice");
            before = column[1];
        }
        assertEquals(5999, before);
    }

    @Test
    void showsOnlyTheNumbersAskedFor() {
        station.publish(RPM, 900);
        station.publish(SPEED, 50);
        station.publish(Station.GEAR, "N");
        JsonNode all = json(station.get(HISTORY)).get("series");
        assertEquals(2, all.size());
        assertEquals("obd.RPM", all.get(0).get("id").asText());
        assertEquals(900, all.get(0).get("v").get(0).asDouble());
        JsonNode one = json(station.get(HISTORY + "?channels=obd.SPEED")).get("series");
        assertEquals(1, one.size());
        assertEquals("obd.SPEED", one.get(0).get("id").asText());
        assertEquals(0, json(station.get(HISTORY + "?channels=none")).get("series").size());
    }

    @Test
    void showsWhereTheCarWasWithoutInventingPlaces() {
        long now = clock.monoNs();
        SampleBatch.Builder batch = SampleBatch.builder(64);
        for (int i = 0; i < 20; i++) {
            long t = now - (20 - i) * 100_000_000L;
            batch.add(LATITUDE, t, 50 + i / 1e4);
            if (i != 7) {
                batch.add(LONGITUDE, t, 6 + i / 1e4);
            }
        }
        station.bus.publish(batch.build());
        JsonNode track = json(station.get(TRACK + "?seconds=60"));
        assertEquals(19, track.get("t").size());
        assertEquals(50.0006, track.get("lat").get(6).asDouble(), 1e-9);
        assertEquals(6.0008, track.get("lon").get(7).asDouble(), 1e-9);
        double start = track.get("t").get(0).asDouble();
        assertEquals(1.9, track.get("t").get(18).asDouble() - start, 1e-5);
        assertEquals(10, json(station.get(TRACK + "?points=10")).get("lat").size());
    }

    @Test
    void answersNothingWhereNothingWasMeasured() {
        assertEquals(0, json(station.get(HISTORY)).get("series").size());
        assertEquals(0, json(station.get(TRACK)).get("t").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HISTORY + "?seconds=0",
                HISTORY + "?seconds=1801",
                HISTORY + "?seconds=all",
                TRACK + "?seconds=-1",
                TRACK + "?points=1"
            })
    void namesTheParameterThatCannotBeUsed(String query) {
        var answer = station.get(query);
        assertEquals(422, answer.statusCode());
        String field = query.replaceAll(".*\\?([a-z]+)=.*", "$1");
        assertTrue(json(answer).get("detail").asText().startsWith(field), answer.body());
    }

    @Test
    void keepsTheStreamsTimeWhenTheClockIsSet() {
        try (SocketClient client = SocketClient.open(station, "?format=columns")) {
            client.next("connection");
            station.publish(RPM, 1);
            JsonNode before = client.next("samples");
            assertFalse(before.has("ahead"));
            clock.set(Duration.ofHours(2));
            station.publish(RPM, 2);
            JsonNode after = client.next("samples");
            double passed = after.get("t0").asDouble() - before.get("t0").asDouble();
            assertTrue(passed >= 0 && passed < 600_000, "the scale does not jump: " + passed);
            assertEquals(7_200_000, after.get("ahead").asDouble(), 1000);
        }
    }

    /// The smallest and largest number of each tenth of a second since 1970.
    private static Map<Long, double[]> columns(JsonNode past, String id) {
        Map<Long, double[]> columns = new TreeMap<>();
        long first = past.get("t0").asLong() / 100;
        for (JsonNode series : past.get("series")) {
            if (series.get("id").asText().equals(id)) {
                JsonNode low = series.has("v") ? series.get("v") : series.get("min");
                JsonNode high = series.has("v") ? series.get("v") : series.get("max");
                for (int i = 0; i < series.get("t").size(); i++) {
                    columns.put(
                            first + series.get("t").get(i).asLong(),
                            new double[] {low.get(i).asDouble(), high.get(i).asDouble()});
                }
            }
        }
        return columns;
    }
}
