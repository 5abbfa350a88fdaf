package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

@Timeout(600)
class DevicesJourneyTest {
    @TempDir Path folder;
    private SimulatedCar car;

    @BeforeEach
    void aCarWithItsDevices() throws IOException {
        car = SimulatedCar.start(SimulatedCarSettings.usual(), Clock.system());
        App.configure(folder, Map.of("OBD_PORT", car.elmAddress(), "GPS_PORT", car.gpsAddress()));
    }

    @AfterEach
    void close() {
        car.close();
    }

    @Test
    void anAdapterThatIsLostWhileRecordingIsSaidAndComesBackByItself() throws IOException {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.until("values of the car", () -> app.bar().chip("obd").endsWith("/s"));
            assertFalse(person.sees("#simulated"), "these are devices to Cartelem");
            app.bar().record();
            car.unplugAdapter();
            person.until("the loss", () -> app.bar().chip("obd").equals("lost, retrying"));
            person.until("the receiver to go on", () -> app.bar().chip("gps").endsWith("Hz"));
            car.replug();
            person.until("its return", () -> app.bar().chip("obd").endsWith("/s"));
            app.bar().stop();
            app.awaitTold("is saved with");
        }
    }

    @Test
    void theCarTellsItsCodesAndForgetsThemAfterAQuestion() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.until("values of the car", () -> app.bar().chip("obd").endsWith("/s"));
            person.click("#nav-devices");
            person.click("#diagnostics-read");
            person.awaits("#diagnostics-car");
            person.awaits("#diagnostics-codes");
            person.click("#diagnostics-clear");
            person.click("#diagnostics-clear-no");
            person.awaitsGone("#diagnostics-question");
            person.click("#diagnostics-clear");
            person.click("#diagnostics-clear-yes");
            person.until("the car to be asked", () -> !person.sees("#diagnostics-question"));
            person.until("the answer", () -> person.reads("#diagnostics-doing").isEmpty());
            person.awaits("#diagnostics-codes");
        }
    }

    @Test
    void theKeyThatIsTurnedOffIsSaidInWords() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.until("values of the car", () -> app.bar().chip("obd").endsWith("/s"));
            car.ignition(false);
            person.until("the key", () -> app.bar().chip("obd").equals("ignition off"));
            person.click("#nav-devices");
            person.awaitsText("#device-obd .device-sentence", "ignition");
            car.ignition(true);
            person.until("values again", () -> app.bar().chip("obd").endsWith("/s"));
        }
    }
}
