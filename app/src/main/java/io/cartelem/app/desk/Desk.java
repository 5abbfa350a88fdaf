package io.cartelem.app.desk;

import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.Transcript;
import io.cartelem.core.debrief.DebriefService;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.record.SessionRecorder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The station behind the window. The composition root implements it; the desktop knows nothing
/// else of it.
///
/// [#live], [#collectors], [#clock] and [#dropped] are quick and may be called on the FX thread in
/// every frame. Everything else may wait for a disk or a device and is called on a background
/// thread. What they return may change when another recording is opened, so nobody keeps it.
public interface Desk {

    LiveState live();

    /// How each collector is, in a stable order.
    List<CollectorState> collectors();

    Clock clock();

    /// Samples that a bounded hand-off refused since the start.
    long dropped();

    SessionRecorder recorder();

    SessionStore store();

    SettingsAccess settings();

    /// Whether nobody has said yet where the values shall come from, so that the window asks.
    boolean undecided();

    /// Reads the devices named in the settings, finding those set to `auto` by trying. Ends a
    /// simulation.
    void connectDevices();

    /// Lets the simulated car take the place of the devices.
    void simulate();

    /// Opens another database instead of the present one.
    ///
    /// @throws io.cartelem.core.port.StoreException when it cannot be used; the present one stays
    ///   open
    void openRecording(Path file);

    /// Tries every port of this computer; takes seconds.
    default List<PortReport> ports() {
        return List.of();
    }

    /// The formats in which sessions can be written. Quick.
    default List<Exporter> exporters() {
        return List.of();
    }

    /// What reads recordings of other programs. Quick.
    default Optional<Importer> importer() {
        return Optional.empty();
    }

    /// Asks the car more than its values; empty where no adapter is in use.
    default Optional<ObdDiagnostics> diagnostics() {
        return Optional.empty();
    }

    /// How the Meshtastic radio is; empty where there is none. Quick.
    default Optional<RadioStatus> radio() {
        return Optional.empty();
    }

    /// The last bytes that passed between the collector of `source` and its device, oldest first.
    default List<Transcript.Entry> transcript(String source) {
        return List.of();
    }

    /// The user's own sensors; empty where this station reads none. Quick.
    default Optional<SensorAccess> sensors() {
        return Optional.empty();
    }

    /// The web pages for other devices; empty where this station has none. Quick.
    default Optional<Sharing> sharing() {
        return Optional.empty();
    }

    /// The laps of recorded sessions; empty where this station cuts none. Quick.
    default Optional<LapService> laps() {
        return Optional.empty();
    }

    /// Makes the debrief of a recorded session; empty where this station cuts no laps. Quick, but
    /// the debrief itself waits for a disk.
    default Optional<DebriefService> debriefs() {
        return laps().map(laps -> new DebriefService(store(), laps));
    }

    /// The lap being driven; empty where this station times none. Quick, on any thread.
    default Optional<LiveLaps> liveLaps() {
        return Optional.empty();
    }

    /// Whether the recording of that session was begun by the car's speed, not by a person. Quick.
    default boolean beganByItself(long sessionId) {
        return false;
    }

    /// What raises alerts; empty where this station has none. Quick, but acknowledging waits.
    default Optional<AlertEngine> alerts() {
        return Optional.empty();
    }

    /// The folder in which recordings, settings and the window's layout lie.
    Path dataFolder();

    /// Writes what is needed to find out why something does not work, as one zip.
    ///
    /// @throws IOException if it cannot be written; nothing is left then
    default void collectSupport(Path zip) throws IOException {
        throw new IOException("This station keeps nothing to send along.");
    }

    /// The folder with the log files.
    Path logFolder();

    /// The version of the application.
    String version();
}
