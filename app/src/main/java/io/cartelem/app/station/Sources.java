package io.cartelem.app.station;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorRegistry;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.discovery.AutoLinkOpener;
import io.cartelem.core.collect.discovery.PortScanner;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.LinkSettings;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Key;
import io.cartelem.core.config.Keys;
import io.cartelem.core.gps.GpsCollector;
import io.cartelem.core.gps.GpsSettings;
import io.cartelem.core.gps.GpsTimeListener;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.obd.ObdCollector;
import io.cartelem.core.obd.ObdSettings;
import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.adapter.JsonAdapterMemory;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedCar;
import io.cartelem.core.sim.SimulatedCarSettings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/// Where the values come from now: devices, the simulated car, or both. The simulated car is
/// reached over loopback TCP by the very collectors that read real devices.
final class Sources implements AutoCloseable {
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /// Rates that adapters and receivers are shipped with; the collectors try others when it does
    /// not answer.
    private static final int OBD_BAUD = 38_400;

    private static final int GPS_BAUD = 9_600;
    private static final LocalDate GPS_EPOCH = LocalDate.of(1980, 1, 6);

    private final Configuration config;
    private final CollectorRegistry registry;
    private final TelemetryBus bus;
    private final Clock clock;
    private final GpsTimeListener time;
    private final PortScanner scanner;
    private final AdapterMemory adapters;
    private @Nullable SimulatedCar car;
    private @Nullable ObdCollector obd;

    /// @param memory the folder in which devices and adapters are remembered
    Sources(
            Configuration config,
            Path memory,
            CollectorRegistry registry,
            TelemetryBus bus,
            Clock clock,
            GpsTimeListener time) {
        this.config = config;
        this.registry = registry;
        this.bus = bus;
        this.clock = clock;
        this.time = time;
        this.adapters = new JsonAdapterMemory(memory.resolve("adapters.json"));
        this.scanner = Ports.scanner(memory, clock);
    }

    /// Whether any value comes from the simulated car.
    synchronized SessionOrigin origin() {
        return car == null ? SessionOrigin.LIVE : SessionOrigin.SIMULATED;
    }

    /// The simulated car, while it drives.
    synchronized @Nullable SimulatedCar car() {
        return car;
    }

    /// Asks the car more than its values; empty where no adapter is in use.
    synchronized Optional<ObdDiagnostics> diagnostics() {
        return Optional.ofNullable(obd).map(ObdCollector::diagnostics);
    }

    /// What is plugged in.
    PortScanner ports() {
        return scanner;
    }

    /// Takes the sources from where the settings say.
    synchronized void connect() throws IOException {
        start(config.get(Keys.OBD_PORT), config.get(Keys.GPS_PORT));
    }

    /// Takes all sources from the simulated car.
    synchronized void simulate() throws IOException {
        start(new LinkAddress.Simulated(), new LinkAddress.Simulated());
    }

    private void start(LinkAddress obd, LinkAddress gps) throws IOException {
        boolean simulated =
                obd instanceof LinkAddress.Simulated || gps instanceof LinkAddress.Simulated;
        SimulatedCar before = car;
        car = simulated ? SimulatedCar.start(SimulatedCarSettings.usual(), clock) : null;
        startObd(obd);
        startGps(gps);
        if (before != null) {
            before.close();
        }
    }

    private void startObd(LinkAddress address) {
        ObdSettings settings =
                ObdSettings.of(
                                String.join(",", config.get(Keys.OBD_PIDS)),
                                config.get(Keys.OBD_RATE_HZ))
                        .withMemory(adapters);
        ObdCollector collector = new ObdCollector(settings);
        obd = address instanceof LinkAddress.Off ? null : collector;
        start(
                collector,
                address,
                car == null ? null : LinkAddress.parse(car.elmAddress()),
                config.get(Keys.OBD_BAUDRATE),
                OBD_BAUD,
                Keys.OBD_RECONNECT_DELAY);
    }

    private void startGps(LinkAddress address) {
        OptionalInt baud = config.get(Keys.GPS_BAUDRATE);
        start(
                GpsCollector.of(address, gpsSettings(address, baud.orElse(0))),
                address,
                car == null ? null : LinkAddress.parse(car.gpsAddress()),
                baud,
                GPS_BAUD,
                Keys.GPS_RECONNECT_DELAY);
    }

    /// A replayed capture cannot be configured, and its dates are of long ago rather than rolled
    /// over.
    private GpsSettings gpsSettings(LinkAddress address, int baud) {
        return address instanceof LinkAddress.Capture
                ? new GpsSettings(0, 0, GPS_EPOCH, time)
                : GpsSettings.live(config.get(Keys.GPS_RATE_HZ), baud, time);
    }

    private void start(
            Collector collector,
            LinkAddress address,
            @Nullable LinkAddress simulated,
            OptionalInt baud,
            int usualBaud,
            Key<Duration> delay) {
        LinkSettings link = LinkSettings.at(baud.orElse(usualBaud), clock);
        SupervisorSettings supervision =
                new SupervisorSettings(config.get(delay), LONGEST_DELAY, false);
        switch (address) {
            case LinkAddress.Off _ ->
                    registry.switchOff(collector.source(), "switched off in the settings");
            case LinkAddress.Simulated _ when simulated != null ->
                    begin(collector, LinkOpeners.of(simulated, link), supervision.asSimulated());
            case LinkAddress.Simulated _ ->
                    throw new IllegalStateException("the simulated car does not drive");
            case LinkAddress.Auto _ ->
                    begin(collector, new AutoLinkOpener(collector.source(), scanner), supervision);
            case LinkAddress.Serial _,
                    LinkAddress.Tcp _,
                    LinkAddress.Udp _,
                    LinkAddress.Gpsd _,
                    LinkAddress.Capture _ ->
                    begin(collector, LinkOpeners.of(address, link), supervision);
        }
    }

    private void begin(Collector collector, LinkOpener opener, SupervisorSettings settings) {
        registry.start(new CollectorSupervisor(collector, opener, bus, clock, settings));
    }

    @Override
    public synchronized void close() {
        registry.close();
        if (car != null) {
            car.close();
            car = null;
        }
    }
}
