package io.cartelem.app.station;

import io.cartelem.app.text.Sentences;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorRegistry;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.discovery.PortScanner;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.record.SessionRecorder;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.persistence.importer.Importers;
import io.cartelem.server.EmbeddedServer;
import io.cartelem.server.ServerContext;
import io.cartelem.server.ServerException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything between the devices and the file, running. Made by [#open], which recovers what a
/// crash left.
public final class Station implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Station.class);
    private static final Duration TRASH_KEPT = Duration.ofDays(7);

    private final Path dataFolder;
    private final Clock clock;
    private final String version;
    private final TelemetryBus bus = new TelemetryBus();
    private final LiveState live = new LiveState();
    private final CollectorRegistry collectors;
    private final Sources sources;
    private final OfflineTiles tiles;
    private final Driving driving;
    private final CodeWatch codes;
    private volatile Configuration config;
    private volatile Recordings recordings;
    private volatile @Nullable EmbeddedServer server;
    private boolean insistOnPort;

    /// A store and what writes into it; they come and go together.
    private record Recordings(
            SessionStore store, SessionRecorder recorder, List<SessionInfo> recovered)
            implements AutoCloseable {
        @Override
        public void close() {
            recorder.close();
            store.close();
        }
    }

    private Station(Configuration config, Path dataFolder, Clock clock, String version) {
        this.version = version;
        this.config = config;
        this.dataFolder = dataFolder;
        this.clock = clock;
        bus.subscribe(live);
        collectors = new CollectorRegistry(clock);
        collectors.attach(state -> server().ifPresent(EmbeddedServer::collectorsChanged));
        sources = new Sources(config, dataFolder, collectors, bus, clock, this::trustedTime);
        tiles = OfflineTiles.of(config, dataFolder);
        codes = new CodeWatch(bus, clock, sources::diagnostics);
        recordings = openRecordings(Stores.open(config, dataFolder, clock));
        driving =
                new Driving(
                        dataFolder,
                        bus,
                        live,
                        clock,
                        config.get(Keys.AUTO_RECORD_KPH),
                        this::rests);
        driving.follow(recordings.store(), recordings.recorder());
    }

    /// Opens the store; no device is touched yet.
    ///
    /// @throws StoreException if the store cannot be used
    /// @param version the application's version, as shown to a person
    public static Station open(Configuration config, Path dataFolder, Clock clock, String version) {
        return new Station(config, dataFolder, clock, version);
    }

    /// Reads the devices that the settings name.
    public void connectDevices() {
        refuseWhileRecording("devices are connected");
        live.clear();
        driving.sourcesChanged();
        switchSources(sources::connect);
    }

    /// Reads the user's sensors as they are described now, also while recording.
    public void sensorsChanged() {
        sources.sensorsChanged();
    }

    /// Where the user's sensors are described.
    public Path sensorFile() {
        return sources.sensorFile();
    }

    /// Lets the simulated car take the place of all devices.
    public void simulate() {
        refuseWhileRecording("the simulated car takes over");
        live.clear();
        driving.sourcesChanged();
        switchSources(sources::simulate);
    }

    /// Goes on with other settings of devices. The collectors that they concern are exchanged, the
    /// others go on, and so does a recording. Only another device in the place of one that may be
    /// recorded waits until the recording has ended.
    ///
    /// @return whether it took effect at once
    public synchronized boolean reconfigure(Configuration now) {
        config = now;
        driving.recordAbove(now.get(Keys.AUTO_RECORD_KPH));
        if (sources.waitsForRecording(now) && recordings.recorder().status().recording()) {
            return false;
        }
        switchSources(() -> sources.reconfigure(now));
        return true;
    }

    /// After a recording, what was set while it ran takes effect. Not on the thread that ended it:
    /// letting go of a device may take seconds.
    private void catchUp() {
        Thread _ =
                Thread.ofVirtual()
                        .name("apply-settings")
                        .start(
                                () -> {
                                    try {
                                        reconfigure(config);
                                    } catch (StoreException e) {
                                        LOG.warn("changed settings do not take effect", e);
                                    }
                                });
    }

    /// Begins to serve the web pages and the API as the settings say.
    ///
    /// @param insist whether a busy port is an error; the next free one is taken otherwise
    /// @throws ServerException with a sentence when it cannot be served; everything else goes on
    public synchronized EmbeddedServer serve(boolean insist) throws ServerException {
        insistOnPort = insist;
        EmbeddedServer started = Serving.start(config, dataFolder, serverContext(), insist);
        server = started;
        return started;
    }

    /// The server, empty where none could be started.
    public Optional<EmbeddedServer> server() {
        return Optional.ofNullable(server);
    }

    /// Records into another SQLite file from now on.
    ///
    /// @throws StoreException if it cannot be used; the present one stays open
    public synchronized void openFile(Path file) {
        refuseWhileRecording("another file is opened");
        Recordings opened = openRecordings(Stores.openFile(config, file, clock));
        Recordings before = recordings;
        recordings = opened;
        driving.follow(opened.store(), opened.recorder());
        before.close();
        EmbeddedServer serving = server;
        if (serving != null) {
            boolean shared = serving.isShared();
            serving.close();
            server = null;
            try {
                serve(insistOnPort).share(shared);
            } catch (ServerException e) {
                LOG.warn("the web server did not come back after another file was opened", e);
            }
        }
    }

    public Configuration config() {
        return config;
    }

    public Path dataFolder() {
        return dataFolder;
    }

    public Clock clock() {
        return clock;
    }

    public TelemetryBus bus() {
        return bus;
    }

    public LiveState live() {
        return live;
    }

    public CollectorRegistry collectors() {
        return collectors;
    }

    public SessionStore store() {
        return recordings.store();
    }

    public SessionRecorder recorder() {
        return recordings.recorder();
    }

    /// Sessions that a crash left open and that were closed when the store was opened.
    public List<SessionInfo> recovered() {
        return recordings.recovered();
    }

    /// Laps, alerts and recording by speed.
    public Driving driving() {
        return driving;
    }

    public SessionOrigin origin() {
        return sources.origin();
    }

    /// Stops recording, lets go of devices and store. Recording ends first, so that nothing is lost
    /// should a device hang.
    @Override
    public void close() {
        try {
            driving.leave();
            recordings.recorder().close();
        } finally {
            try {
                codes.close();
                sources.close();
                server().ifPresent(EmbeddedServer::close);
                tiles.close();
                driving.close();
            } finally {
                recordings.store().close();
            }
        }
    }

    private interface Switching {
        void run() throws IOException;
    }

    private void switchSources(Switching switching) {
        try {
            switching.run();
        } catch (IOException e) {
            throw new StoreException(
                    Reason.FAILED, "The simulated car cannot be started: " + e.getMessage(), e);
        }
    }

    private void refuseWhileRecording(String what) {
        if (recordings.recorder().status().recording()) {
            throw new StoreException(Reason.CONFLICT, "Stop the recording before " + what + ".");
        }
    }

    /// What cannot be recovered is let go of, so that its file is not held by nobody.
    private Recordings openRecordings(SessionStore store) {
        try {
            return recordInto(store);
        } catch (RuntimeException e) {
            try (store) {
                throw e;
            }
        }
    }

    private Recordings recordInto(SessionStore store) {
        List<SessionInfo> recovered = store.recover();
        for (SessionInfo session : recovered) {
            LOG.warn(
                    "session {} \"{}\" was left open by a crash and is closed at its last sample",
                    session.id(),
                    session.name());
        }
        new Importers(clock).discardUnfinished(store, recovered);
        int purged = store.purge(Instant.now().minus(TRASH_KEPT));
        if (purged > 0) {
            LOG.info(
                    "{} sessions deleted more than {} days ago are gone",
                    purged,
                    TRASH_KEPT.toDays());
        }
        long frameMillis = Math.round(config.get(Keys.FRAME_INTERVAL_S) * 1_000);
        SessionRecorder recorder =
                new SessionRecorder(
                        store, bus, live, clock, Duration.ofMillis(frameMillis), sources::origin);
        if (config.get(Keys.RAW_CAPTURE)) {
            RawCaptures captures =
                    new RawCaptures(collectors, dataFolder.resolve("captures"), clock);
            recorder.onChange(() -> captures.follow(recorder));
        }
        recorder.onChange(() -> codes.recording(recorder.status().recording()));
        recorder.onChange(
                () -> {
                    if (!recorder.status().recording()) {
                        catchUp();
                    }
                });
        return new Recordings(store, recorder, recovered);
    }

    private ServerContext serverContext() {
        return new ServerContext(
                clock,
                recordings.store(),
                recordings.recorder(),
                bus,
                live,
                collectors::states,
                this::portsSeen,
                new CarDiagnostics(sources::diagnostics),
                driving.services(),
                sources.inbox(),
                Exporters.all().stream()
                        .collect(Collectors.toMap(Station::downloadName, Function.identity())),
                tiles,
                sources::origin,
                sources::radio,
                Sentences::table,
                version);
    }

    /// Asks the car more than its values; empty where no adapter is in use.
    public Optional<ObdDiagnostics> diagnostics() {
        return sources.diagnostics();
    }

    /// How the Meshtastic radio is; empty where there is none.
    public Optional<RadioStatus> radio() {
        return sources.radio();
    }

    /// What is plugged in, and how to look again.
    public PortScanner ports() {
        return sources.ports();
    }

    private List<ServerContext.PortInfo> portsSeen() {
        return sources.ports().reports().stream()
                .map(
                        port ->
                                new ServerContext.PortInfo(
                                        port.port(),
                                        port.description(),
                                        port.finding() == null ? "" : port.finding().source(),
                                        port.finding() == null ? "" : port.finding().device()))
                .toList();
    }

    /// `signals.csv`, `signals.parquet`, …; the name of the frames' format says already what is in
    /// it.
    private static String downloadName(Exporter exporter) {
        String extension = exporter.extension();
        return extension.startsWith("frames") ? extension : "signals." + extension;
    }

    /// Whether nobody misses what a source does not say: it is not in use, switched off, or the
    /// car's ignition is off.
    private boolean rests(String source) {
        return collectors.states().stream()
                .filter(state -> state.source().equals(source))
                .allMatch(
                        state ->
                                state.phase() == CollectorState.Phase.OFF
                                        || state.code().equals("ignition_off"));
    }

    private void trustedTime(long monoNs, Instant utc) {
        recordings.recorder().trustedTime(monoNs, utc);
    }
}
