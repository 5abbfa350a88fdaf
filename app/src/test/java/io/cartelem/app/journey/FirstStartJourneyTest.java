package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.station.Stores;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

@Timeout(600)
class FirstStartJourneyTest {
    @TempDir Path folder;

    @BeforeEach
    void nothingIsSetYet() {
        App.configure(folder, Map.of());
    }

    @Test
    void aCarIsSimulatedRecordedMarkedAndStopped() {
        try (App app = App.open(folder, 8)) {
            Person person = app.person();
            person.awaits("#choose-connect");
            person.awaits("#choose-open");
            person.click("#choose-simulate");
            person.awaits("#simulated");
            person.until("the car to be seen driving", () -> !app.speedShown().equals("–"));
            app.bar().record();
            person.until("five seconds of it", () -> app.bar().elapsedSeconds() >= 5);
            app.bar().mark();
            app.awaitTold("Marker 1 set at");
            app.bar().stop();
            app.awaitTold("is saved with");
            person.click("#nav-sessions");
            app.sessions().awaitCount(1);
            person.awaits(".small-simulated");
            app.sessions().replay(app.sessions().names().getFirst());
            person.until(
                    "the marker in the replay",
                    () -> app.desktop().replayModel().marks().markers().size() == 1);
        }
    }

    @Test
    void recordingsOfBeforeAreOpened() {
        Path other = folder.resolve("other");
        assertTrue(other.toFile().mkdir());
        Recordings.keep(other, "Morning", 20);
        try (App app = App.open(folder)) {
            app.person().click("#choose-open");
            assertFalse(app.person().sees("#sessions"), "who thinks better of it stays here");
            app.willChoose(other.resolve(Stores.FILE));
            app.person().click("#choose-open");
            app.awaitTold("cartelem.db is open");
            app.sessions().awaitNames("Morning");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedInWordsAndThePresentOneStays() {
        Recordings.keep(folder, "Mine", 20);
        Path lap = Recordings.lapFile(folder.resolve("lap.nmea"), 2);
        try (App app = App.open(folder)) {
            app.willChoose(lap);
            app.person().click("#choose-open");
            app.awaitTold("lap.nmea");
            assertTrue(app.person().sees("#choose-open"));
            app.person().click("#nav-sessions");
            app.sessions().awaitNames("Mine");
        }
    }
}
