package io.cartelem.app.station;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.discovery.AutoLinkOpener;
import io.cartelem.core.collect.discovery.PortScanner;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.LinkSettings;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Key;
import io.cartelem.core.gps.GpsTimeListener;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.SimulatedCar;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/// What a [SourceKind] may use to plan its sources.
///
/// @param config the settings in force
/// @param dataFolder where a source may remember what it learned
/// @param bus where samples go, for a source that listens to others
/// @param ports the search that all sources share
/// @param time told of trusted times
/// @param car the simulated car, while it drives
/// @param simulateAll whether it takes the place of every device, whatever the settings say
record SourceEnvironment(
        Configuration config,
        Path dataFolder,
        TelemetryBus bus,
        Clock clock,
        PortScanner ports,
        GpsTimeListener time,
        @Nullable SimulatedCar car,
        boolean simulateAll) {
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /// Where a device is to be found now.
    LinkAddress address(Key<LinkAddress> key) {
        return simulateAll ? new LinkAddress.Simulated() : config.get(key);
    }

    /// The pauses between attempts.
    SupervisorSettings supervision(Key<Duration> firstDelay) {
        return new SupervisorSettings(config.get(firstDelay), LONGEST_DELAY, false);
    }

    /// A collector that reads whatever is at an address.
    ///
    /// @param simulated where the simulated car offers the same, null if it does not
    /// @param baud of a serial line
    SourcePlan plan(
            Collector collector,
            LinkAddress address,
            @Nullable String simulated,
            int baud,
            SupervisorSettings supervision) {
        LinkSettings link = LinkSettings.at(baud, clock);
        return switch (address) {
            case LinkAddress.Off _ ->
                    new SourcePlan.Off(collector.source(), "switched off in the settings");
            case LinkAddress.Simulated _ when simulated == null ->
                    new SourcePlan.Off(collector.source(), "the simulated car has none");
            case LinkAddress.Simulated _ ->
                    SourcePlan.run(
                            collector,
                            LinkOpeners.of(LinkAddress.parse(simulated), link),
                            supervision.asSimulated());
            case LinkAddress.Auto _ ->
                    SourcePlan.run(
                            collector, new AutoLinkOpener(collector.source(), ports), supervision);
            case LinkAddress.Serial _,
                    LinkAddress.Tcp _,
                    LinkAddress.Udp _,
                    LinkAddress.Gpsd _,
                    LinkAddress.StandardInput _,
                    LinkAddress.Capture _ ->
                    SourcePlan.run(collector, LinkOpeners.of(address, link), supervision);
        };
    }
}
