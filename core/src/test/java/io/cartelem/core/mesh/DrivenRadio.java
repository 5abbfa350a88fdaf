package io.cartelem.core.mesh;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.LinkSettings;
import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.SimulatedRadio;
import io.cartelem.core.sim.SimulatedRadioSettings;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// A car that drives and a pit that listens, with their threads, links and supervisors, and two
/// nodes between them.
final class DrivenRadio implements AutoCloseable {
    private static final SupervisorSettings SUPERVISION =
            new SupervisorSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), true);

    final ScaledClock clock = new ScaledClock(10, Instant.parse("2026-06-14T13:00:00Z"));
    final PitReceiver receiver = new PitReceiver(SchemaCache.inMemory());
    final SimulatedRadio radio;
    final CollectorSupervisor car;
    final CollectorSupervisor pit;

    /// What the pit received, by the time at which it was measured.
    final Map<Long, Double> latitudes = new ConcurrentHashMap<>();

    private final TelemetryBus carBus = new TelemetryBus();
    private final TelemetryBus pitBus = new TelemetryBus();
    private final Set<Long> measured = ConcurrentHashMap.newKeySet();
    private final Thread driver;

    /// @param carAddress where the car's computer looks for its node, made of where that node is
    DrivenRadio(SimulatedRadioSettings settings, UnaryOperator<String> carAddress)
            throws Exception {
        radio = SimulatedRadio.start(settings, clock);
        CarUplink uplink =
                new CarUplink(
                        new UplinkSettings(
                                5, OptionalInt.empty(), MeshPacket.BROADCAST, "pitwall"));
        car = supervisor(uplink, carAddress.apply(radio.carAddress()), carBus);
        pit = supervisor(receiver, radio.pitAddress(), pitBus);
        carBus.subscribe(uplink);
        pitBus.subscribe(
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        if (batch.channel(i).id().equals("meshtastic.latitude")) {
                            latitudes.put(batch.timeNs(i), batch.value(i));
                        }
                    }
                });
        driver = Thread.ofVirtual().start(this::drive);
    }

    private void drive() {
        try {
            while (true) {
                long now = clock.monoNs();
                measured.add(micro(Drive.latitude(now)));
                carBus.publish(Drive.at(now));
                clock.pause(Duration.ofMillis(100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the car measured a latitude that the pit shows.
    boolean measured(double latitude) {
        return measured.contains(micro(latitude));
    }

    /// Millionths of a degree, to which the air keeps a latitude.
    private static long micro(double degrees) {
        return Math.round(degrees * 1e6);
    }

    LinkOpener opener(String address) {
        return LinkOpeners.of(LinkAddress.parse(address), LinkSettings.at(MeshProbe.BAUD, clock));
    }

    private CollectorSupervisor supervisor(RadioRole role, String address, TelemetryBus bus) {
        CollectorSupervisor supervisor =
                new CollectorSupervisor(
                        new MeshCollector(role), opener(address), bus, clock, SUPERVISION);
        supervisor.start();
        return supervisor;
    }

    @Override
    public void close() {
        driver.interrupt();
        car.close();
        pit.close();
        radio.close();
    }
}
