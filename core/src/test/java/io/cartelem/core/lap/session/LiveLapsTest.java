package io.cartelem.core.lap.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.lap.Fix;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(300)
class LiveLapsTest {
    @TempDir Path folder;
    private CourseBook book;

    @BeforeEach
    void open() {
        book = new CourseBook(folder.resolve(CourseBook.FILE));
    }

    private static List<Integer> feed(LiveTracker tracker, List<Fix> fixes) {
        List<Integer> lapsAtChanges = new ArrayList<>();
        for (Fix fix : fixes) {
            if (tracker.accept(MemoryReader.batch(fix))) {
                lapsAtChanges.add(tracker.state().table().laps().size());
            }
        }
        return lapsAtChanges;
    }

    @Test
    void timesTheDriveOnASavedCourse() {
        book.put(Circle.course());
        LiveTracker tracker = new LiveTracker(book);
        List<Integer> changes = feed(tracker, Circle.drive(0, 25, 30));

        LiveLaps.State state = tracker.state();
        assertTrue(state.saved());
        assertEquals(Circle.course(), state.course());
        assertEquals(3, state.now().number());
        assertEquals(List.of(0, 0, 1, 2), changes);
        assertEquals(1_000 / 30.0, state.now().last().timeNs() / 1e9, 0.02);
    }

    @Test
    void givesTheSameLapsAsTheRecording() {
        book.put(Circle.course());
        List<Fix> fixes = Circle.drive(0, 25, 30, 28);
        LiveTracker tracker = new LiveTracker(book);
        feed(tracker, fixes);

        List<?> recorded =
                new LapService(new MemoryReader().record(1, fixes), book).laps(1).table().laps();
        assertEquals(recorded, tracker.state().table().laps());
    }

    @Test
    void findsALineOfItsOwnAndForgetsItWhenTheUserSetsOne() {
        LiveTracker tracker = new LiveTracker(book);
        assertNull(tracker.state().course());
        List<Fix> fixes = Circle.drive(0, 25, 25, 25, 25, 25);
        feed(tracker, fixes);
        assertFalse(tracker.state().saved());
        assertNotNull(tracker.state().course());
        assertTrue(tracker.state().table().laps().size() >= 3);

        book.put(Circle.course());
        Fix last = fixes.getLast();
        assertTrue(tracker.accept(MemoryReader.batch(at(last, last.timeNs() + 100_000_000L))));
        assertEquals(Circle.course(), tracker.state().course());
        assertEquals(5, tracker.state().table().laps().size());
    }

    @Test
    void aRestartForgetsEarlierLaps() {
        book.put(Circle.course());
        LiveTracker tracker = new LiveTracker(book);
        List<Fix> fixes = Circle.drive(0, 25, 25, 25);
        feed(tracker, fixes);
        tracker.restart(fixes.getLast().timeNs() - 50_000_000_000L);

        assertEquals(1, tracker.state().table().laps().size());
    }

    @Test
    void prefersTheOwnReceiverToTheRadio() {
        book.put(Circle.course());
        LiveTracker tracker = new LiveTracker(book);
        Channel latitude = Channel.number("meshtastic", "latitude", "°", 7);
        Channel longitude = Channel.number("meshtastic", "longitude", "°", 7);
        for (Fix fix : Circle.drive(0, 25, 25)) {
            tracker.accept(MemoryReader.batch(fix));
            tracker.accept(
                    SampleBatch.builder(2)
                            .add(latitude, fix.timeNs() + 1_000, 50.33)
                            .add(longitude, fix.timeNs() + 1_000, 6.94)
                            .build());
        }
        assertEquals(2, tracker.state().table().laps().size());
        for (Fix fix : Circle.drive(100_000_000_000L, 25, 25)) {
            tracker.accept(
                    SampleBatch.builder(2)
                            .add(latitude, fix.timeNs(), fix.latitude())
                            .add(longitude, fix.timeNs(), fix.longitude())
                            .build());
        }

        assertEquals(4, tracker.state().table().laps().stream().filter(Lap::counts).count());
    }

    @Test
    void takesPositionsFromTheBusOnItsOwnThread() throws InterruptedException {
        book.put(Circle.course());
        TelemetryBus bus = new TelemetryBus();
        BlockingQueue<LiveLaps.State> heard = new LinkedBlockingQueue<>();
        try (LiveLaps laps = new LiveLaps(bus, book)) {
            laps.onChange(heard::add);
            List<Fix> fixes = Circle.drive(0, 25, 30);
            laps.compareWith(
                    new LapService(new MemoryReader().record(1, fixes), book)
                            .trace(new LapRef(1, 2)));
            fixes.forEach(fix -> bus.publish(MemoryReader.batch(fix)));
            LiveLaps.State state = heard.poll(60, TimeUnit.SECONDS);
            while (state != null && state.table().laps().size() < 2) {
                state = heard.poll(60, TimeUnit.SECONDS);
            }

            assertNotNull(state);
            assertEquals(3, state.now().number());
            assertEquals(1_000 / 30.0, state.now().referenceNs() / 1e9, 0.02);
        }
        assertEquals(0, bus.failures());
    }

    private static Fix at(Fix fix, long timeNs) {
        return new Fix(
                timeNs,
                fix.latitude(),
                fix.longitude(),
                fix.speed(),
                fix.heading(),
                fix.hdop(),
                fix.doubtful());
    }
}
