package io.cartelem.app.station;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorRegistry;
import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.discovery.PortScanner;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.gps.GpsTimeListener;
import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;
import io.cartelem.server.SensorInbox;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the values come from now: devices, the simulated car, or both. The simulated car is
/// reached over loopback TCP by the very collectors that read real devices.
///
/// Every [SourceKind] is asked for its plans, and all plans are carried out the same way. To add a
/// kind of source, add it to [#kinds].
final class Sources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final Path dataFolder;
    private final CollectorRegistry registry;
    private final TelemetryBus bus;
    private final Clock clock;
    private final GpsTimeListener time;
    private final PortScanner scanner;
    private final ObdSource obd;
    private final RadioSource radio;
    private final SensorSource sensors;
    private final CalcSource calc;
    private final List<SourceKind> kinds;

    /// The sources that each kind planned last.
    private final Map<SourceKind, Set<String>> planned = new HashMap<>();

    private Configuration config;
    private @Nullable SimulatedCar car;
    private boolean simulateAll;

    /// @param dataFolder the folder in which devices and adapters are remembered
    Sources(
            Configuration config,
            Path dataFolder,
            CollectorRegistry registry,
            TelemetryBus bus,
            Clock clock,
            GpsTimeListener time) {
        this.config = config;
        this.dataFolder = dataFolder;
        this.registry = registry;
        this.bus = bus;
        this.clock = clock;
        this.radio = new RadioSource(dataFolder);
        this.time =
                (monoNs, utc) -> {
                    time.trusted(monoNs, utc);
                    radio.trustedTime(monoNs, utc);
                };
        this.scanner = Ports.scanner(dataFolder, clock);
        this.obd = new ObdSource(dataFolder);
        this.sensors = new SensorSource();
        this.calc = new CalcSource();
        this.kinds =
                List.of(
                        obd,
                        new GpsSource(),
                        radio,
                        new CanSource(),
                        sensors,
                        calc,
                        new PluginSource(this::named));
    }

    /// Whether any value comes from the simulated car.
    synchronized SessionOrigin origin() {
        return car == null && !radio.receivesSimulated()
                ? SessionOrigin.LIVE
                : SessionOrigin.SIMULATED;
    }

    /// The simulated car, while it drives.
    synchronized @Nullable SimulatedCar car() {
        return car;
    }

    /// Asks the car more than its values; empty where no adapter is in use.
    Optional<ObdDiagnostics> diagnostics() {
        return obd.diagnostics();
    }

    /// How the radio is; empty where there is none.
    Optional<RadioStatus> radio() {
        return radio.status();
    }

    /// What the server hands to sensors that are posted to.
    SensorInbox inbox() {
        return sensors.inbox();
    }

    /// Reads the description of the sensors again; those that it leaves as they are go on unharmed.
    synchronized void sensorsChanged() {
        apply(sensors);
        apply(calc);
    }

    /// The names that plugins must leave alone.
    private Set<String> named() {
        return planned.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /// What is plugged in.
    PortScanner ports() {
        return scanner;
    }

    /// Takes the sources from where the settings say.
    synchronized void connect() throws IOException {
        start(wantsCar(config), false);
    }

    /// Goes on with other settings: the sources that they concern are exchanged, the others run on.
    /// Where nothing was started yet, nothing is now.
    synchronized void reconfigure(Configuration now) throws IOException {
        Set<String> changed = config.differences(now);
        config = now;
        if (planned.isEmpty() || changed.isEmpty()) {
            return;
        }
        boolean simulated = simulateAll || wantsCar(now);
        if (simulated && car == null) {
            car = SimulatedCar.start(SimulatedCarSettings.usual(), clock);
        }
        kinds.stream().filter(kind -> kind.concernedBy(changed)).forEach(this::apply);
        SimulatedCar idle = car;
        if (!simulated && idle != null) {
            car = null;
            idle.close();
        }
    }

    /// Whether other settings would put another device in the place of one that is at work.
    synchronized boolean waitsForRecording(Configuration other) {
        Set<String> changed = config.differences(other);
        return !planned.isEmpty()
                && kinds.stream().anyMatch(kind -> kind.waitsForRecording(changed));
    }

    /// Where the user's sensors are described.
    synchronized Path sensorFile() {
        return SensorSource.file(config, dataFolder);
    }

    private static boolean wantsCar(Configuration config) {
        return config.get(Keys.OBD_PORT) instanceof LinkAddress.Simulated
                || config.get(Keys.GPS_PORT) instanceof LinkAddress.Simulated;
    }

    /// Takes all sources from the simulated car that it can play.
    synchronized void simulate() throws IOException {
        start(true, true);
    }

    private void start(boolean simulated, boolean everything) throws IOException {
        SimulatedCar before = car;
        car = simulated ? SimulatedCar.start(SimulatedCarSettings.usual(), clock) : null;
        simulateAll = everything;
        kinds.forEach(this::apply);
        if (before != null) {
            before.close();
        }
    }

    /// Makes the sources of a kind as they are wanted now.
    private void apply(SourceKind kind) {
        List<SourcePlan> plans;
        try {
            plans =
                    kind.plan(
                            new SourceEnvironment(
                                    config,
                                    dataFolder,
                                    bus,
                                    clock,
                                    scanner,
                                    time,
                                    car,
                                    simulateAll));
        } catch (RuntimeException e) {
            LOG.error("{} cannot say what to start; the other sources go on", kind, e);
            return;
        }
        Set<String> now = new HashSet<>();
        for (SourcePlan plan : plans) {
            now.add(plan.source());
        }
        for (String gone : planned.getOrDefault(kind, Set.of())) {
            if (!now.contains(gone)) {
                registry.remove(gone);
            }
        }
        planned.put(kind, now);
        for (SourcePlan plan : plans) {
            registry.apply(plan, bus);
        }
    }

    @Override
    public synchronized void close() {
        registry.close();
        planned.clear();
        kinds.forEach(SourceKind::close);
        if (car != null) {
            car.close();
            car = null;
        }
    }
}
