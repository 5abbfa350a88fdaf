package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.SettingsAccess;
import io.cartelem.core.alert.Alert;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Timeout(600)
class DrivingTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double SPEED_UP = 20;
    private static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    private static final Channel LATITUDE = Channel.number("gps", "latitude", "deg", 7);
    private static final Channel LONGITUDE = Channel.number("gps", "longitude", "deg", 7);
    private static final Channel COOLANT = Channel.number("obd", "COOLANT_TEMP", "°C", 0);

    @TempDir private Path folder;
    private final ManualClock clock = new ManualClock(NOON);

    private Station station(Clock timedBy, Map<String, String> settings) {
        Configuration config = new ConfigLoader().commandLine(settings).load().configuration();
        return Station.open(config, folder, timedBy, "test");
    }

    /// `seconds` of a speed, twice a second.
    private void drive(Station station, double kph, double seconds) {
        for (int i = 0; i < 2 * seconds; i++) {
            clock.advance(Duration.ofMillis(500));
            station.bus().publish(SampleBatch.of(SPEED, clock.monoNs(), kph));
        }
    }

    private static void awaitRecording(Station station, boolean on) {
        Await.until(
                on ? "a recording" : "the end of the recording",
                PATIENCE,
                () -> station.recorder().status().recording() == on);
    }

    private static List<Signal> column(Station station, long session, String channel) {
        List<Signal> column = new ArrayList<>();
        station.store().scan(SignalQuery.all(session).ofChannels(Set.of(channel)), column::add);
        return column;
    }

    @Test
    void theSimulatedCarIsRecordedFromMovingToResting() throws Exception {
        Clock scaled = new ScaledClock(SPEED_UP, NOON);
        try (SimulatedCar car = SimulatedCar.start(SimulatedCarSettings.usual(), scaled);
                Station station =
                        station(
                                scaled,
                                Map.of(
                                        "AUTO_RECORD_KPH", "30",
                                        "OBD_PORT", car.elmAddress(),
                                        "GPS_PORT", car.gpsAddress()))) {
            station.connectDevices();
            awaitRecording(station, true);
            car.ignition(false);
            awaitRecording(station, false);

            SessionInfo session =
                    station.store().sessions(SessionQuery.newest(1)).sessions().getFirst();
            assertTrue(session.name().matches("Drive 2026-06-0[1-9] #1"), session.name());
            List<Signal> speeds = column(station, session.id(), "gps.speed_kph");
            assertTrue(speeds.stream().anyMatch(speed -> speed.value() > 30));
            assertTrue(speeds.getLast().value() < 5, "ended at " + speeds.getLast().value());
        }
    }

    @Test
    void aRecordingThatBeganByItselfHoldsWhatCameBeforeAndIsNamedByTheTrack() {
        try (Station station = station(clock, Map.of("AUTO_RECORD_KPH", "30"))) {
            GeoPoint line = new GeoPoint(50.33, 6.94);
            station.driving()
                    .courses()
                    .put(
                            Course.circuit(
                                    "ring",
                                    "Ring",
                                    TimingLine.across(line, 90, TimingLine.USUAL_HALF_WIDTH_M)));
            SampleBatch place =
                    SampleBatch.builder(2)
                            .add(LATITUDE, 0, 50.331)
                            .add(LONGITUDE, 0, 6.941)
                            .build();
            station.bus().publish(place);
            drive(station, 10, 30);
            long before = clock.monoNs();
            drive(station, 40, 3);
            awaitRecording(station, true);

            long startNs = clock.monoNs() - station.recorder().status().elapsed().toNanos();
            assertTrue(startNs <= before - 6_000_000_000L, "too little before the cause");
            assertTrue(station.recorder().status().session().name().startsWith("Ring 2026-06-01"));
            long recorded = station.recorder().status().session().id();
            Await.until(
                    "it to be known that nobody pressed a button",
                    PATIENCE,
                    () -> station.driving().began(recorded));
            SessionInfo session = station.recorder().stop();
            List<Signal> speeds = column(station, session.id(), "gps.speed_kph");
            assertEquals(10, speeds.getFirst().value());
            assertTrue(speeds.size() >= 18, speeds.size() + " samples");
        }
    }

    @Test
    void recordsNothingByItselfUnlessItWasAskedTo() {
        try (Station station = station(clock, Map.of())) {
            drive(station, 200, 20);
            station.driving().leave();
            assertFalse(station.recorder().status().recording());
        }
    }

    @Test
    void aSpeedSetInTheSettingsCountsAtOnce() {
        try (Station station = station(clock, Map.of())) {
            StationDesk desk = new StationDesk(station, true, List.of(), folder, "test");
            assertEquals(
                    new SettingsAccess.Kept(SettingsAccess.Effect.NOW),
                    desk.settings().set("AUTO_RECORD_KPH", "50"));
            drive(station, 60, 3);
            awaitRecording(station, true);
            station.recorder().stop();
        }
    }

    @Test
    void followsTheRecorderIntoAnotherFile() {
        try (Station station = station(clock, Map.of("AUTO_RECORD_KPH", "30"))) {
            station.openFile(folder.resolve("other.db"));
            drive(station, 60, 3);
            awaitRecording(station, true);
            assertEquals(SessionOrigin.LIVE, station.recorder().status().session().origin());
            SessionInfo session = station.recorder().stop();
            assertEquals(session.id(), station.driving().laps().laps(session.id()).sessionId());
        }
    }

    @Test
    void alertsAreRememberedAsMarkersOfTheRecording() {
        try (Station station = station(clock, Map.of())) {
            SessionInfo session = station.recorder().start(SessionDraft.named("Hot"));
            assertFalse(station.driving().began(session.id()));
            for (int i = 0; i < 5; i++) {
                clock.advance(Duration.ofSeconds(1));
                station.bus().publish(SampleBatch.of(COOLANT, clock.monoNs(), 118));
            }
            Await.until("an alert", PATIENCE, () -> !station.driving().alerts().open().isEmpty());
            Alert alert = station.driving().alerts().open().getFirst();
            assertEquals("coolant-hot", alert.rule().id());
            assertEquals(session.id(), alert.spot().sessionId());
            station.driving().alerts().acknowledge(alert.id(), "the driver");

            List<Marker> markers = station.store().markers(session.id());
            assertEquals(
                    List.of(alert.sentence(), "Coolant hot: acknowledged by the driver"),
                    markers.stream().map(Marker::text).toList());
            assertEquals(alert.spot().timeNs(), markers.getFirst().timeNs());
        }
    }

    @Test
    void aFileThatCannotBeRecoveredIsLetGoOf() throws SQLException {
        Path file = folder.resolve("damaged.db");
        try (Station station = station(clock, Map.of())) {
            station.openFile(file);
            SessionInfo session = station.recorder().start(SessionDraft.named("Cut off"));
            station.recorder().stop();
            station.openFile(folder.resolve("other.db"));
            damage(file, session.id());
            String first = refusal(station, file);
            assertEquals(first, refusal(station, file), "not that somebody uses it");
            assertTrue(station.store().session(session.id()).isEmpty(), "the file before is open");
        }
    }

    private static String refusal(Station station, Path file) {
        return assertThrows(StoreException.class, () -> station.openFile(file)).getMessage();
    }

    /// Lets the session look as after a crash, and refuses that it is ended.
    private static void damage(Path file, long sessionId) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            int changed =
                    statement.executeUpdate(
                            "UPDATE session SET stopped_ns = NULL WHERE id = " + sessionId);
            assertEquals(1, changed);
            boolean answers =
                    statement.execute(
                            "CREATE TRIGGER never BEFORE UPDATE ON session"
                                    + " BEGIN SELECT RAISE(ABORT, 'damaged'); END");
            assertFalse(answers);
        }
    }
}
