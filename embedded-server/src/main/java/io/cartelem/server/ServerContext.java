package io.cartelem.server;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.record.SessionRecorder;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything the server asks the application for. Suppliers are called on request threads, must be
/// safe there and must answer at once.
///
/// @param collectors the state of every collector
/// @param ports what was found plugged in, by the last search
/// @param vehicle the car behind the OBD adapter
/// @param drive laps and alerts
/// @param sensors the sensors that a user described and that are posted to
/// @param exports what `GET /export/sessions/{id}/{file}` writes, by file name: `signals.csv`,
///   `signals.parquet`, `frames.csv`
/// @param tiles the map
/// @param origin what a session that starts now is: live or simulated
/// @param radio how the Meshtastic radio is, empty where there is none
/// @param phrasebook for the pages' languages
/// @param version the application's version, as shown to a person
public record ServerContext(
        Clock clock,
        SessionStore store,
        SessionRecorder recorder,
        TelemetryBus bus,
        LiveState live,
        Supplier<List<CollectorState>> collectors,
        Supplier<List<PortInfo>> ports,
        VehicleService vehicle,
        DriveServices drive,
        SensorInbox sensors,
        Map<String, Exporter> exports,
        TileSource tiles,
        Supplier<SessionOrigin> origin,
        Supplier<Optional<RadioStatus>> radio,
        Phrasebook phrasebook,
        String version) {

    public ServerContext {
        exports = Map.copyOf(exports);
    }

    /// A port of the computer and what answers there.
    ///
    /// @param address as a person writes it in the settings, for example `/dev/ttyUSB0`
    /// @param description what the system calls it
    /// @param source the source that the device feeds, empty if nothing was recognised
    /// @param device what the device calls itself, empty if nothing was recognised
    public record PortInfo(String address, String description, String source, String device) {}
}
