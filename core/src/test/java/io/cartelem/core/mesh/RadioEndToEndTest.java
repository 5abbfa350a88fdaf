package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.air.ModemPreset;
import io.cartelem.core.mesh.pack.PayloadDecoder;
import io.cartelem.core.mesh.pack.RadioSample;
import io.cartelem.core.mesh.pack.Received;
import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.sim.mesh.Ether;
import io.cartelem.core.sim.mesh.EtherFault;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

class RadioEndToEndTest {
    private static final int PIT = NodeProfile.pit().number();

    /// What the pit showed: times of positions, and how far values were from the truth.
    private static final class Screen {
        final TreeMap<Long, Integer> times = new TreeMap<>();
        final List<Double> loss = new ArrayList<>();
        double latitudeError;
        double speedError;
        double rpmError;
        double oldestSeconds;
        long truthUntilNs;

        void watch(RadioRig rig, RadioRig.Post pit) {
            pit.bus.subscribe(
                    batch -> {
                        long now = rig.clock.monoNs();
                        for (int i = 0; i < batch.size(); i++) {
                            long at = batch.timeNs(i);
                            double value = batch.value(i);
                            switch (batch.channel(i).id()) {
                                case "meshtastic.latitude" -> {
                                    times.merge(at, 1, Integer::sum);
                                    latitudeError =
                                            Math.max(
                                                    latitudeError,
                                                    Math.abs(value - Drive.latitude(at)));
                                    oldestSeconds = Math.max(oldestSeconds, (now - at) / 1e9);
                                }
                                case "meshtastic.speed_kph" ->
                                        speedError =
                                                Math.max(
                                                        speedError,
                                                        Math.abs(value - Drive.speed(at)));
                                case "meshtastic.RPM" -> {
                                    if (at <= truthUntilNs) {
                                        rpmError =
                                                Math.max(rpmError, Math.abs(value - Drive.rpm(at)));
                                    }
                                }
                                case "meshtastic.loss_pct" -> loss.add(value);
                                default -> {}
                            }
                        }
                    });
        }
    }

    /// The times of positions that really reached the pit's node, by an independent reading of the
    /// packets.
    private static Set<Long> delivered(List<Ether.Delivery> heard) {
        SchemaCache schemas = SchemaCache.inMemory();
        PayloadDecoder decoder = new PayloadDecoder(schemas);
        Set<Long> times = new TreeSet<>();
        for (int round = 0; round < 2; round++) {
            for (Ether.Delivery one : heard) {
                MeshPacket.Data data = Objects.requireNonNull(one.packet().data());
                Instant near = RadioRig.START.plusNanos(one.atNs());
                if (decoder.decode(data.payload(), near) instanceof Received.Samples samples) {
                    int latitude = samples.schema().indexOf("latitude").orElseThrow();
                    for (RadioSample sample : samples.samples()) {
                        if (sample.has(latitude)) {
                            times.add(Duration.between(RadioRig.START, sample.utc()).toNanos());
                        }
                    }
                }
            }
        }
        return times;
    }

    private static Set<Long> without(Set<Long> all, Set<Long> some) {
        Set<Long> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORT_FAST", "MEDIUM_FAST"})
    void showsEveryDeliveredSampleOnceAndKeepsTheDutyForTwoHours(ModemPreset preset) {
        RadioRig rig = new RadioRig(42);
        CarUplink uplink = new CarUplink(UplinkSettings.USUAL);
        RadioRig.Post car = rig.add(NodeProfile.car().withPreset(preset), uplink);
        RadioRig.Post pit =
                rig.add(
                        NodeProfile.pit().withPreset(preset),
                        new PitReceiver(SchemaCache.inMemory()));
        rig.ether.faults().chance(EtherFault.LOSS, 0.2);
        rig.ether.faults().chance(EtherFault.DUPLICATE, 0.05);
        rig.ether.faults().chance(EtherFault.DELAY, 0.05);
        List<Ether.Delivery> heard = new ArrayList<>();
        rig.ether.witness(
                delivery -> {
                    if (delivery.to() == PIT) {
                        heard.add(delivery);
                    }
                });
        Screen screen = new Screen();
        screen.watch(rig, pit);
        rig.everyTenth(
                now -> {
                    uplink.accept(Drive.at(now));
                    screen.truthUntilNs = now;
                });

        rig.run(Duration.ofHours(2));
        rig.everyTenth(now -> {});
        rig.run(Duration.ofSeconds(30));

        Set<Long> expected = delivered(heard);
        assertEquals(Set.of(), without(expected, screen.times.keySet()), "delivered, not shown");
        assertEquals(Set.of(), without(screen.times.keySet(), expected), "shown, not delivered");
        assertEquals(Set.of(1), new HashSet<>(screen.times.values()), "each once");
        assertTrue(screen.latitudeError < 0.6e-6, "latitude off by " + screen.latitudeError);
        assertTrue(screen.speedError <= 0.051, "speed off by " + screen.speedError);
        // At 5 Hz a reading may be 0.2 s old, in which the speed of the engine moves by 133.
        assertTrue(screen.rpmError < 140, "RPM off by " + screen.rpmError);

        RadioStatus.Car seen = pit.role.status().cars().getFirst();
        double lost = 100.0 * rig.ether.lost() / rig.ether.sent();
        double counted = 100.0 * seen.lost() / (seen.lost() + seen.packets());
        double shown = screen.loss.stream().mapToDouble(d -> d).average().orElseThrow();
        assertEquals(lost, counted, 0.5, "loss counted in all");
        assertEquals(lost, shown, 2, "loss shown on the way");

        double duty = car.node.highestDutyPercent();
        assertTrue(duty <= 8.0, "an hour with " + duty + " % of sending");
        RadioStatus.Duty told = Objects.requireNonNull(car.role.status().duty());
        assertTrue(told.usedPercent() >= duty - 0.5 && told.usedPercent() <= 8.0, told::toString);
        assertEquals(0, car.role.status().refused());
        double perSecond = expected.size() / 7200.0 / 0.8;
        assertTrue(perSecond > 0.95, "only " + perSecond + " samples a second");
    }
}
