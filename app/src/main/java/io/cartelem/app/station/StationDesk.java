package io.cartelem.app.station;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.PortReport;
import io.cartelem.app.desk.SensorAccess;
import io.cartelem.app.desk.SettingsAccess;
import io.cartelem.app.desk.Sharing;
import io.cartelem.app.support.SupportBundle;
import io.cartelem.app.support.SupportSettings;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.collect.Transcript;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.config.ConfigProblem;
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
import io.cartelem.core.port.StoreException;
import io.cartelem.core.record.SessionRecorder;
import io.cartelem.persistence.export.Exporters;
import io.cartelem.persistence.importer.Importers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The station as the window sees it.
public final class StationDesk implements Desk {
    private final Station station;
    private final SettingsAccess settings;
    private final Sharing sharing;
    private final Path logFolder;
    private final String version;
    private volatile boolean undecided;

    /// @param undecided whether nobody said yet where the values shall come from
    /// @param problems settings that could not be used
    public StationDesk(
            Station station,
            boolean undecided,
            List<ConfigProblem> problems,
            Path logFolder,
            String version) {
        this.station = station;
        this.undecided = undecided;
        this.settings = new ConfigAccess(station, problems);
        this.sharing = new ServerSharing(station);
        this.logFolder = logFolder;
        this.version = version;
        if (!undecided && station.collectors().states().isEmpty()) {
            station.connectDevices();
        }
    }

    @Override
    public LiveState live() {
        return station.live();
    }

    @Override
    public List<CollectorState> collectors() {
        return station.collectors().states();
    }

    @Override
    public Clock clock() {
        return station.clock();
    }

    @Override
    public Optional<RadioStatus> radio() {
        return station.radio();
    }

    @Override
    public long dropped() {
        return station.store().status().lostSamples();
    }

    @Override
    public SessionRecorder recorder() {
        return station.recorder();
    }

    @Override
    public SessionStore store() {
        return station.store();
    }

    @Override
    public SettingsAccess settings() {
        return settings;
    }

    @Override
    public boolean undecided() {
        return undecided;
    }

    @Override
    public void connectDevices() {
        station.connectDevices();
        undecided = false;
    }

    @Override
    public void simulate() {
        station.simulate();
        undecided = false;
    }

    @Override
    public void openRecording(Path file) {
        station.openFile(file);
        undecided = false;
    }

    @Override
    public List<PortReport> ports() {
        try {
            return station.ports().scan().stream().map(StationDesk::port).toList();
        } catch (LinkException e) {
            throw new StoreException(
                    StoreException.Reason.FAILED, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public List<Exporter> exporters() {
        return Exporters.all();
    }

    @Override
    public Optional<Importer> importer() {
        return Optional.of(new Importers(station.clock()));
    }

    @Override
    public Optional<ObdDiagnostics> diagnostics() {
        return station.diagnostics();
    }

    @Override
    public List<Transcript.Entry> transcript(String source) {
        return station.collectors()
                .find(source)
                .map(CollectorSupervisor::transcript)
                .orElse(List.of());
    }

    @Override
    public Optional<SensorAccess> sensors() {
        return Optional.of(new StationSensors(station));
    }

    @Override
    public Optional<Sharing> sharing() {
        return Optional.of(sharing);
    }

    @Override
    public Optional<LapService> laps() {
        return Optional.of(station.driving().laps());
    }

    @Override
    public Optional<DebriefService> debriefs() {
        return Optional.of(station.driving().debriefs());
    }

    @Override
    public Optional<LiveLaps> liveLaps() {
        return Optional.of(station.driving().live());
    }

    @Override
    public boolean beganByItself(long sessionId) {
        return station.driving().began(sessionId);
    }

    @Override
    public Optional<AlertEngine> alerts() {
        return Optional.of(station.driving().alerts());
    }

    @Override
    public Path dataFolder() {
        return station.dataFolder();
    }

    @Override
    public void collectSupport(Path zip) throws IOException {
        SupportBundle bundle =
                new SupportBundle(version, station.clock().utc())
                        .settings(SupportSettings.lines(station.config()))
                        .store(station.store().status())
                        .logs(logFolder);
        for (CollectorState state : station.collectors().states()) {
            bundle.source(state, transcript(state.source()), station.clock().monoNs());
        }
        bundle.write(zip);
    }

    @Override
    public Path logFolder() {
        return logFolder;
    }

    @Override
    public String version() {
        return version;
    }

    private static PortReport port(io.cartelem.core.collect.discovery.PortReport report) {
        String source = report.finding() == null ? null : report.finding().source();
        return new PortReport(
                report.port(),
                report.description(),
                source,
                report.status(),
                report.finding() == null);
    }
}
