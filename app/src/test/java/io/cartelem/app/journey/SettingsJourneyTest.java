package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cartelem.core.config.SettingsFile;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;

import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

@Timeout(600)
class SettingsJourneyTest {
    @TempDir Path folder;

    @Test
    void aWrongValueIsRefusedWithKeyValueAndWhatIsAllowedAndARightOneKept() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
        Path file = folder.resolve(SettingsFile.NAME);
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#nav-settings");
            person.fill("#setting-GPS_RATE_HZ", "900");
            person.press(KeyCode.ENTER);
            person.awaitsText(
                    "#refusal-GPS_RATE_HZ",
                    "GPS_RATE_HZ must be a rate from 0.1 to 50 fixes a second, not '900'.");
            assertNull(App.read(file).get("GPS_RATE_HZ"), "a refused value is not kept");
            person.fill("#setting-GPS_RATE_HZ", "5");
            person.press(KeyCode.ENTER);
            app.awaitTold("GPS_RATE_HZ is kept");
            person.awaitsGone("#refusal-GPS_RATE_HZ");
            assertEquals("5", App.read(file).get("GPS_RATE_HZ"));
            person.fill("#setting-PORT", "8123");
            person.press(KeyCode.TAB);
            app.awaitTold("PORT is kept and takes effect at the next start");
        }
    }

    @Test
    void whatIsWrongInTheSettingsFileIsShownBesideItsFieldAndCanBeCorrected() {
        App.configure(
                folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off", "FRAME_INTERVAL_S", "often"));
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.click("#nav-settings");
            person.awaitsText("#refusal-FRAME_INTERVAL_S", "not 'often'");
            person.fill("#setting-FRAME_INTERVAL_S", "2");
            person.press(KeyCode.ENTER);
            app.awaitTold("FRAME_INTERVAL_S is kept");
            person.awaitsGone("#refusal-FRAME_INTERVAL_S");
        }
    }

    @Test
    void theAdapterThatTheSettingsNameIsReadAtOnce() throws IOException {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
        try (SimulatedCar car = SimulatedCar.start(SimulatedCarSettings.usual(), Clock.system());
                App app = App.open(folder)) {
            Person person = app.person();
            person.until("the bar to say so", () -> app.bar().chip("obd").equals("off"));
            person.click("#nav-settings");
            person.fill("#setting-OBD_PORT", car.elmAddress());
            person.press(KeyCode.ENTER);
            app.awaitTold("OBD_PORT is kept.");
            person.until("values of the car", () -> app.bar().chip("obd").endsWith("/s"));
            assertEquals("off", app.bar().chip("gps"));
        }
    }
}
