package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.lap.LapTimes;
import io.cartelem.app.text.Format;
import io.cartelem.core.alert.Alert;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.SessionQuery;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a person does with alerts while driving and with the debrief afterwards, with the simulated
/// car.
@Timeout(600)
class AfterDriveJourneyTest {
    @TempDir Path folder;

    @BeforeEach
    void noDevices() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
    }

    private static void simulate(App app) {
        app.person().menu("menu-devices", "menu-simulate");
        app.person().until("values of the car", () -> app.bar().chip("obd").endsWith("/s"));
    }

    private static Optional<Alert> coolantAlert(App app) {
        return app.station().driving().alerts().open().stream()
                .filter(alert -> alert.rule().id().equals("coolant-hot"))
                .findFirst();
    }

    private static List<String> marks(App app) {
        return app.station().store().markers(newest(app).id()).stream().map(Marker::text).toList();
    }

    private static SessionInfo newest(App app) {
        return app.station().store().sessions(SessionQuery.newest(1)).sessions().getFirst();
    }

    @Test
    void aRuleIsSharpenedItsAlertAcknowledgedAndSeenAgainInTheReplay() {
        try (App app = App.open(folder, 5)) {
            Person person = app.person();
            simulate(app);
            app.bar().record();
            person.click("#nav-settings");
            person.click("#tab-rules");
            person.click("#rule-edit-coolant-hot");
            person.fill("#rule-limit", "15");
            person.click("#rule-save");
            app.awaitTold("is saved and watches from now on");
            person.until("the alert", () -> coolantAlert(app).isPresent());
            Alert alert = coolantAlert(app).orElseThrow();
            assertTrue(alert.sentence().endsWith("above 15 °C"), alert.sentence());
            person.click("#alert-ack-" + alert.id());
            person.awaitsGone("#alert-ack-" + alert.id());
            person.awaitsReading("acknowledged by this computer at");
            person.until(
                    "it to be in the session",
                    () -> marks(app).contains("Coolant hot: acknowledged by this computer"));
            app.bar().stop();

            Alert.Spot spot = alert.spot();
            assertNotNull(spot);
            person.click("#alert-show-" + alert.id());
            person.awaits("#scrubber");
            person.until(
                    "the replay to be at the alert",
                    () -> app.replay().position() == spot.timeNs());
            assertTrue(marks(app).contains(alert.sentence()), () -> marks(app).toString());
        }
    }

    @Test
    void theDebriefIsOfferedAfterTheDriveAndEqualsTheLapTable() {
        try (App app = App.open(folder, 20)) {
            Person person = app.person();
            simulate(app);
            app.bar().record();
            person.until("some minutes of driving", () -> app.bar().elapsedSeconds() >= 240);
            app.bar().stop();
            person.click("#debrief-open");
            person.awaits("#debrief");

            SessionInfo session = newest(app);
            LapTable table = app.station().driving().laps().laps(session.id()).table();
            assertEquals(session.name(), person.reads("#debrief-title"));
            assertEquals(Integer.toString(table.laps().size()), person.reads("#debrief-laps"));
            assertEquals(
                    table.best().map(lap -> LapTimes.time(lap.timeNs())).orElse(Format.DASH),
                    person.reads("#debrief-best"));
            assertTrue(
                    person.reads("#debrief-distance").endsWith(" km"),
                    person.reads("#debrief-distance"));
            person.click("#debrief-close");
            person.awaitsGone("#debrief");
        }
    }
}
