package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.air.ModemPreset;
import io.cartelem.core.mesh.air.Region;
import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.sim.mesh.Ether;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

class CarUplinkTest {
    private final RadioRig rig = new RadioRig(6);
    private final List<MeshPacket> sent = new ArrayList<>();
    private final Set<String> received = new TreeSet<>();
    private RadioStatus status = RadioStatus.unknown(RadioStatus.Role.CAR);
    private String state = "";

    private void drive(NodeProfile profile, UplinkSettings settings, Duration duration) {
        CarUplink uplink = new CarUplink(settings);
        RadioRig.Post car = rig.add(profile, uplink);
        RadioRig.Post pit = rig.add(NodeProfile.pit(), new PitReceiver(SchemaCache.inMemory()));
        pit.bus.subscribe(
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        received.add(batch.channel(i).name());
                    }
                });
        rig.ether.witness((Ether.Delivery delivery) -> sent.add(delivery.packet()));
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(duration);
        status = uplink.status();
        state = car.lastState();
    }

    private Set<String> warnings() {
        Set<String> codes = new TreeSet<>();
        status.warnings().forEach(warning -> codes.add(warning.code()));
        return codes;
    }

    private static UplinkSettings settings(double rateHz) {
        return new UplinkSettings(rateHz, OptionalInt.empty(), MeshPacket.BROADCAST, "");
    }

    @Test
    void sendsASampleASecondWithoutRelaysOnThePrivateChannel() {
        drive(NodeProfile.car(), UplinkSettings.USUAL, Duration.ofSeconds(62));
        assertEquals("RUNNING sending", state);
        assertEquals(1.0, status.rateHz());
        assertEquals("1.00 samples a second: as fast as asked.", status.reason());
        assertTrue(sent.size() >= 59 && sent.size() <= 64, "sent " + sent.size());
        for (MeshPacket packet : sent) {
            assertEquals(MeshPacket.BROADCAST, packet.to());
            assertEquals(1, packet.channel());
            assertEquals(0, packet.hopLimit());
            assertTrue(!packet.wantAck());
        }
        assertEquals(sent.size(), status.packets());
        assertEquals(Set.of(), warnings());
        assertEquals(8, Objects.requireNonNull(status.duty()).budgetPercent(), 1e-9);
    }

    @Test
    void sendsToThePitAloneWhenTold() {
        int pit = NodeProfile.pit().number();
        drive(
                NodeProfile.car().signing(),
                new UplinkSettings(1, OptionalInt.empty(), pit, "pitwall"),
                Duration.ofSeconds(30));
        assertTrue(sent.size() > 20, "sent " + sent.size());
        assertTrue(sent.stream().allMatch(packet -> packet.to() == pit));
        assertEquals(Set.of(), warnings());
    }

    @Test
    void refusesWithoutAPrivateChannel() {
        drive(
                NodeProfile.car().withoutPrivateChannel(),
                UplinkSettings.USUAL,
                Duration.ofSeconds(30));
        assertEquals("WAITING no_private_channel", state);
        assertTrue(sent.isEmpty());
        assertEquals(Set.of("no_private_channel"), warnings());
        assertTrue(status.reason().contains("private channel"), status::reason);
    }

    @Test
    void refusesAChannelWhoseKeyEverybodyKnows() {
        drive(
                NodeProfile.car(),
                new UplinkSettings(1, OptionalInt.empty(), MeshPacket.BROADCAST, "0"),
                Duration.ofSeconds(30));
        assertEquals("WAITING default_key", state);
        assertTrue(sent.isEmpty());
    }

    @Test
    void saysWhenTheRegionIsNotSetOrSendingIsOff() {
        drive(
                NodeProfile.car().withRegion(Region.UNSET),
                UplinkSettings.USUAL,
                Duration.ofSeconds(30));
        assertEquals("WAITING region_unset", state);
        assertEquals(Set.of("region_unset"), warnings());
        assertEquals(0, status.rateHz());
        assertTrue(sent.isEmpty());
    }

    @Test
    void saysWhenSendingIsOffAndGoesOnWhenItIsSwitchedOn() {
        CarUplink uplink = new CarUplink(UplinkSettings.USUAL);
        RadioRig.Post car = rig.add(NodeProfile.car().withSending(false), uplink);
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofSeconds(30));
        assertEquals("WAITING tx_disabled", car.lastState());
        assertEquals("tx_disabled", uplink.status().warnings().getFirst().code());
        rig.ether.run(rig.clock.monoNs(), () -> car.node.configure(NodeProfile.car()));
        rig.run(Duration.ofSeconds(30));
        assertEquals("RUNNING sending", car.lastState());
    }

    @Test
    void warnsOfARouterOfSignedBroadcastsAndOfLongFast() {
        drive(
                NodeProfile.car().withRole(2).signing().withPreset(ModemPreset.LONG_FAST),
                UplinkSettings.USUAL,
                Duration.ofMinutes(5));
        assertEquals(Set.of("long_fast", "router_role", "signed_broadcast"), warnings());
        assertEquals("RUNNING sending", state);
        assertTrue(status.rateHz() < 1, "rate " + status.rateHz());
        assertTrue(status.reason().contains("duty limit"), status::reason);
    }

    @Test
    void leavesOutTheLeastImportantValuesWhereThatKeepsTheRate() {
        drive(NodeProfile.car(), settings(1.6), Duration.ofMinutes(3));
        assertEquals(1.6, status.rateHz(), 1e-6);
        assertTrue(received.containsAll(Set.of("latitude", "longitude", "speed_kph", "RPM")));
        int longest =
                sent.stream()
                        .mapToInt(p -> Objects.requireNonNull(p.data()).payload().length)
                        .max()
                        .orElseThrow();
        assertTrue(longest < 60, "a payload of " + longest);
    }

    @Test
    void keepsWithinTheGivenPayload() {
        drive(
                NodeProfile.car(),
                new UplinkSettings(1, OptionalInt.of(24), MeshPacket.BROADCAST, ""),
                Duration.ofMinutes(2));
        assertTrue(
                sent.stream()
                        .allMatch(p -> Objects.requireNonNull(p.data()).payload().length <= 24));
        assertTrue(received.containsAll(Set.of("latitude", "longitude", "speed_kph")));
        assertTrue(!received.contains("satellites"), received::toString);
    }

    @Test
    void describesASensorThatComesLater() {
        CarUplink uplink = new CarUplink(UplinkSettings.USUAL);
        rig.add(NodeProfile.car(), uplink);
        RadioRig.Post pit = rig.add(NodeProfile.pit(), new PitReceiver(SchemaCache.inMemory()));
        List<Double> oil = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        pit.bus.subscribe(
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        names.add(batch.channel(i).id());
                        if (batch.channel(i).id().equals("meshtastic.pressure")) {
                            oil.add(batch.value(i));
                        }
                    }
                });
        Channel pressure = Channel.number("oil", "pressure", "bar", 2);
        Channel other = Channel.number("tyre", "pressure", "bar", 2);
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofSeconds(30));
        rig.everyTenth(
                now -> {
                    uplink.accept(Drive.at(now));
                    uplink.accept(SampleBatch.of(pressure, now, 4.25));
                    uplink.accept(SampleBatch.of(other, now, 2.1));
                });
        rig.run(Duration.ofSeconds(30));
        assertTrue(oil.size() > 10, "values " + oil.size());
        assertTrue(oil.stream().allMatch(value -> Math.abs(value - 4.25) < 0.001));
        assertTrue(names.contains("meshtastic.tyre_pressure"), names::toString);
    }
}
