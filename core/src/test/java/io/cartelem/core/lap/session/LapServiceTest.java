package io.cartelem.core.lap.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Fix;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.model.Channel;
import io.cartelem.core.port.StoreException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class LapServiceTest {
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);

    @TempDir Path folder;

    private final MemoryReader reader = new MemoryReader();
    private CourseBook book;
    private LapService service;

    @BeforeEach
    void open() {
        book = new CourseBook(folder.resolve(CourseBook.FILE));
        service = new LapService(reader, book);
        reader.record(1, Circle.drive(5_000_000_000L, 25, 20, 30, 25));
        reader.record(2, Circle.drive(0, 25, 32, 25));
    }

    @Test
    void recognisesTheTrackAndCutsTheRecording() {
        book.put(Circle.course());
        SessionLaps laps = service.laps(1);

        assertTrue(laps.saved());
        assertEquals(Circle.course(), laps.course());
        assertEquals(List.of(40.0, 50.0, 33.3, 40.0), seconds(laps));
        assertEquals(3, laps.table().best().orElseThrow().number());
    }

    @Test
    void findsALineWhereNoTrackIsSaved() {
        SessionLaps laps = service.laps(1);

        assertFalse(laps.saved());
        assertNotNull(laps.course());
        assertTrue(laps.table().laps().size() >= 3, laps.table()::toString);
    }

    @Test
    void aMovedLineCutsEveryLapAnew() {
        book.put(Circle.course());
        List<Double> before = seconds(service.laps(1));
        book.put(Circle.course().withStart(Circle.line(500)));
        List<Double> after = seconds(service.laps(1));

        assertEquals(4, before.size());
        assertEquals(List.of(45.0, 41.7, 36.7), after);
    }

    @Test
    void readsTheRecordingOnceForTheSameQuestion() {
        book.put(Circle.course());
        service.laps(1);
        int scans = reader.scans;
        service.laps(1);
        assertEquals(scans, reader.scans);
        reader.record(1, Circle.drive(900_000_000_000L, 25));
        service.laps(1);
        assertTrue(reader.scans > scans);
    }

    @Test
    void ofTwoLayoutsItTakesTheOneThatWasDriven() {
        book.put(Circle.course());
        GeoPoint elsewhere = new GeoPoint(50.331, 6.95);
        book.put(Course.circuit("short", "Short", TimingLine.across(elsewhere, 0, 15)));

        assertEquals("circle", service.laps(1).course().id());
    }

    @Test
    void comparesLapsOfTwoSessionsWithTheirChannels() {
        book.put(Circle.course());
        for (int t = 0; t < 200; t++) {
            reader.add(1, RPM, t * 1_000_000_000L, 1_000 + t);
            if (t < 60) {
                reader.add(2, RPM, t * 1_000_000_000L, 3_000 + t);
            }
        }
        SessionComparison comparison =
                service.compare(new LapRef(1, 3), new LapRef(2, 1), Set.of("RPM", "gps.hdop"), 101);

        assertEquals(40 - 33.333, comparison.byDistance().total(), 0.01);
        assertEquals(1_000, comparison.reference().length(), 5);
        SessionComparison.ChannelPair rpm =
                comparison.channels().stream()
                        .filter(pair -> pair.channel().equals(RPM))
                        .findFirst()
                        .orElseThrow();
        Lap lap = comparison.lap().lap();
        assertEquals(3_000 + lap.startNs() / 1e9, rpm.lap()[0], 0.01);
        assertEquals(3_000 + lap.startNs() / 1e9 + 20, rpm.lap()[50], 0.05);
        assertEquals(2, comparison.channels().size());
    }

    @Test
    void comparesSessionsWhoseLineWasFoundInEachOfThem() {
        SessionComparison comparison =
                service.compare(new LapRef(1, 1), new LapRef(2, 1), Set.of(), 50);

        assertEquals(50, comparison.byDistance().metres().length);
        assertEquals(List.of(), comparison.channels());
    }

    @Test
    void saysWhichLapIsNotThere() {
        book.put(Circle.course());
        StoreException none =
                assertThrows(
                        StoreException.class,
                        () -> service.compare(new LapRef(1, 1), new LapRef(2, 9), Set.of(), 50));
        assertEquals("Session 2 has no lap 9; it has 3.", none.getMessage());
        reader.add(3, RPM, 0, 1);
        assertThrows(StoreException.class, () -> service.trace(new LapRef(3, 1)));
        assertThrows(StoreException.class, () -> service.laps(99));
        assertNull(service.laps(3).course());
        assertEquals(List.of(), service.laps(3).table().parts());
    }

    @Test
    void putsALineAcrossTheWayNearAPlace() {
        GeoPoint wanted = Circle.at(250);
        GeoPoint beside = new GeoPoint(wanted.latitude() + 0.0001, wanted.longitude() + 0.0001);
        TimingLine line = service.lineAt(1, beside, 12).orElseThrow();

        assertEquals(Circle.heading(250), line.heading(), 6);
        assertTrue(service.lineAt(1, new GeoPoint(50.4, 6.9), 12).isEmpty());
    }

    @Test
    void readsPositionsOfAnotherSource() {
        for (Fix fix : Circle.drive(0, 25, 25)) {
            reader.add(
                    4, Channel.number("phone", "latitude", "°", 7), fix.timeNs(), fix.latitude());
            reader.add(
                    4, Channel.number("phone", "longitude", "°", 7), fix.timeNs(), fix.longitude());
        }
        book.put(Circle.course());

        assertEquals(List.of(40.0, 40.0), seconds(service.laps(4)));
    }

    @Test
    void readsTheNameOfALap() {
        assertEquals(new LapRef(7, 3), LapRef.parse("7:3"));
        assertEquals("7:3", new LapRef(7, 3).toString());
        assertThrows(IllegalArgumentException.class, () -> LapRef.parse("7"));
        assertThrows(IllegalArgumentException.class, () -> LapRef.parse("7:x"));
    }

    private static List<Double> seconds(SessionLaps laps) {
        return laps.table().laps().stream()
                .map(lap -> Math.round(lap.timeNs() / 1e8) / 10.0)
                .toList();
    }
}
