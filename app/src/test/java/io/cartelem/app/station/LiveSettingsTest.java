package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Setting;
import io.cartelem.app.desk.SettingsAccess;
import io.cartelem.app.desk.SettingsAccess.Effect;
import io.cartelem.app.desk.SettingsAccess.Kept;
import io.cartelem.app.desk.SettingsAccess.Refused;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.SettingsFile;
import io.cartelem.core.model.SessionDraft;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Timeout(600)
class LiveSettingsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;
    private SimulatedCar car;
    private Station station;
    private SettingsAccess settings;

    @BeforeEach
    void readTheReceiverOnly() throws IOException {
        car = SimulatedCar.start(SimulatedCarSettings.usual(), Clock.system());
        station =
                Station.open(
                        new ConfigLoader()
                                .settingsFile(
                                        Map.of("GPS_PORT", car.gpsAddress(), "OBD_PORT", "off"))
                                .commandLine(Map.of("UNITS", "metric"))
                                .load()
                                .configuration(),
                        folder,
                        Clock.system(),
                        "test");
        settings = new StationDesk(station, false, List.of(), folder, "test").settings();
        awaitRunning("gps");
    }

    @AfterEach
    void close() {
        station.close();
        car.close();
    }

    @Test
    void aChangedPortIsReadAtOnceAndTheOtherDeviceGoesOn() throws IOException {
        CollectorSupervisor receiver = station.collectors().find("gps").orElseThrow();
        assertEquals(new Kept(Effect.NOW), settings.set("OBD_PORT", car.elmAddress()));
        awaitRunning("obd");
        assertSame(receiver, station.collectors().find("gps").orElseThrow());
        assertEquals(
                car.elmAddress(),
                SettingsFile.read(folder.resolve(SettingsFile.NAME)).get("OBD_PORT"));
        assertEquals(car.elmAddress(), settings.value("OBD_PORT"));
    }

    @Test
    void whileASessionIsRecordedAPortWaitsForItsEnd() {
        station.recorder().start(SessionDraft.named("Drive"));
        assertEquals(new Kept(Effect.AFTER_RECORDING), settings.set("OBD_PORT", car.elmAddress()));
        assertEquals(Phase.OFF, state("obd").phase());
        station.recorder().stop();
        awaitRunning("obd");
    }

    @Test
    void whatConcernsNoDeviceTakesEffectWhileASessionIsRecorded() {
        station.recorder().start(SessionDraft.named("Drive"));
        assertEquals(new Kept(Effect.NOW), settings.set("THEME", "sunlight"));
        assertEquals(new Kept(Effect.AT_NEXT_START), settings.set("PORT", "8123"));
    }

    @Test
    void aDeviceThatIsSwitchedOffIsLetGo() {
        assertEquals(new Kept(Effect.NOW), settings.set("GPS_PORT", "off"));
        assertEquals(Phase.OFF, state("gps").phase());
        assertEquals(new Kept(Effect.NOW), settings.set("GPS_PORT", car.gpsAddress()));
        awaitRunning("gps");
    }

    @Test
    void theSimulatedCarComesAndGoesWithThePortThatNamesIt() {
        assertEquals(new Kept(Effect.NOW), settings.set("OBD_PORT", "sim"));
        awaitRunning("obd");
        assertTrue(state("obd").simulated());
        assertEquals(new Kept(Effect.NOW), settings.set("OBD_PORT", "off"));
        assertEquals(Phase.OFF, state("obd").phase());
    }

    @Test
    void aWrongValueIsRefusedWithWhatIsAllowedAndChangesNothing() {
        Refused refused = assertInstanceOf(Refused.class, settings.set("GPS_RATE_HZ", "fast"));
        assertTrue(refused.sentence().contains("GPS_RATE_HZ"), refused.sentence());
        assertTrue(refused.sentence().contains("'fast'"), refused.sentence());
        assertTrue(refused.sentence().contains("0.1 to 50"), refused.sentence());
        Refused pids = assertInstanceOf(Refused.class, settings.set("OBD_PIDS", "RPM,WARP"));
        assertTrue(pids.sentence().contains("WARP"), pids.sentence());
        assertEquals("10", settings.value("GPS_RATE_HZ"));
    }

    @Test
    void whatTheCommandLineDecidesIsNotChangedHere() {
        Refused refused = assertInstanceOf(Refused.class, settings.set("UNITS", "imperial"));
        assertTrue(refused.sentence().contains("command line"), refused.sentence());
    }

    @Test
    void everySettingSaysTruthfullyWhenItTakesEffect() {
        Set<String> ofSources =
                Set.of("GPS_", "OBD_", "CAN_", "MESHTASTIC_", "CUSTOM_SENSORS", "SENSOR_");
        for (Setting setting : settings.all()) {
            if (ofSources.stream().anyMatch(setting.key()::startsWith)) {
                assertEquals(false, setting.restart(), setting.key());
            }
        }
    }

    private void awaitRunning(String source) {
        Await.until(source + " to run", PATIENCE, () -> state(source).phase() == Phase.RUNNING);
    }

    private CollectorState state(String source) {
        return station.collectors().states().stream()
                .filter(s -> s.source().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
