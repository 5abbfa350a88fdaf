package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.mesh.EtherFault;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

class PitReceiverTest {
    private final RadioRig rig = new RadioRig(8);
    private final CarUplink uplink = new CarUplink(UplinkSettings.USUAL);

    /// The most and least age of a position on arrival, in ns.
    private long oldest = Long.MIN_VALUE;

    private long youngest = Long.MAX_VALUE;
    private final TreeMap<Long, Double> positions = new TreeMap<>();
    private final TreeMap<Long, Double> carTimes = new TreeMap<>();
    private final TreeSet<String> channels = new TreeSet<>();

    private RadioRig.Post pit(RadioRig of, Clock clock) {
        RadioRig.Post pit =
                of.add(NodeProfile.pit(), new PitReceiver(SchemaCache.inMemory()), clock);
        pit.bus.subscribe(
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        channels.add(batch.channel(i).id());
                        if (batch.channel(i).name().equals(RadioChannel.CAR_TIME)) {
                            carTimes.put(batch.timeNs(i), batch.value(i));
                        }
                        if (batch.channel(i).name().equals("latitude")) {
                            long age = of.clock.monoNs() - batch.timeNs(i);
                            oldest = Math.max(oldest, age);
                            youngest = Math.min(youngest, age);
                            positions.put(batch.timeNs(i), batch.value(i));
                        }
                    }
                });
        return pit;
    }

    @Test
    void showsTheSendersChannelsAndHowTheyCame() {
        rig.add(NodeProfile.car(), uplink);
        RadioRig.Post pit = pit(rig, rig.clock);
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofMinutes(1));
        for (String name :
                new String[] {
                    "latitude",
                    "longitude",
                    "RPM",
                    "COOLANT_TEMP",
                    "battery_voltage",
                    "packet_count",
                    "loss_pct",
                    "snr",
                    "rssi"
                }) {
            assertTrue(channels.contains("meshtastic." + name), name);
        }
        assertTrue(youngest > 0 && oldest < 1_500_000_000L, youngest + " to " + oldest);
        assertEquals("RUNNING receiving", pit.lastState());
        RadioStatus.Car car = pit.role.status().cars().getFirst();
        assertEquals("meshtastic", car.source());
        assertEquals("!ca700001", car.name());
        assertEquals(0, car.lost());
        assertTrue(car.rssi() < -60 && car.snr() < 10);
        assertEquals(1, pit.role.status().rateHz(), 0.1);
    }

    @Test
    void tellsCarsApartByTheirNodes() {
        CarUplink second = new CarUplink(UplinkSettings.USUAL);
        rig.add(NodeProfile.car(), uplink);
        pit(rig, rig.clock);
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofSeconds(20));
        rig.add(NodeProfile.of(0x0BADCAFE, "Second car", "CAR2"), second);
        rig.everyTenth(
                now -> {
                    uplink.accept(Drive.at(now));
                    second.accept(Drive.at(now));
                });
        rig.run(Duration.ofSeconds(30));
        assertTrue(channels.contains("meshtastic.RPM"));
        assertTrue(channels.contains("meshtastic-0badcafe.RPM"), channels::toString);
    }

    @Test
    void keepsTheNameOfACarThatIsIntroducedLate() {
        CarUplink second = new CarUplink(UplinkSettings.USUAL);
        rig.add(NodeProfile.car(), uplink);
        RadioRig.Post pit = pit(rig, rig.clock);
        rig.add(NodeProfile.of(0x0BADCAFE, "Second car", "CAR2"), second);
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofSeconds(20));
        rig.everyTenth(
                now -> {
                    uplink.accept(Drive.at(now));
                    second.accept(Drive.at(now));
                });
        rig.run(Duration.ofSeconds(20));
        pit.role.node(new FromRadio.Node(0xCA700001, "!ca700001", "Simulated car", "CAR1"));
        pit.role.node(new FromRadio.Node(0x0BADCAFE, "!0badcafe", "Second car", "CAR2"));
        channels.clear();
        rig.run(Duration.ofSeconds(20));
        assertEquals(Set.of("meshtastic", "meshtastic-0badcafe"), sources());
        assertEquals(
                List.of("CAR1", "CAR2"),
                pit.role.status().cars().stream().map(RadioStatus.Car::name).toList());
    }

    @Test
    void namesAFurtherCarAfterItsNodeWhereThatIsKnown() {
        CarUplink second = new CarUplink(UplinkSettings.USUAL);
        CarUplink third = new CarUplink(UplinkSettings.USUAL);
        RadioRig.Post pit = pit(rig, rig.clock);
        rig.run(Duration.ofSeconds(1));
        pit.role.node(new FromRadio.Node(0xCA700001, "!ca700001", "Simulated car", "CAR1"));
        pit.role.node(new FromRadio.Node(0x0BADCAFE, "!0badcafe", "Second car", "CAR2"));
        pit.role.node(new FromRadio.Node(0x0BADBEEF, "!0badbeef", "Its twin", "CAR2"));
        rig.add(NodeProfile.car(), uplink);
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofSeconds(20));
        rig.add(NodeProfile.of(0x0BADCAFE, "Second car", "CAR2"), second);
        rig.everyTenth(
                now -> {
                    uplink.accept(Drive.at(now));
                    second.accept(Drive.at(now));
                });
        rig.run(Duration.ofSeconds(20));
        rig.add(NodeProfile.of(0x0BADBEEF, "Its twin", "CAR2"), third);
        rig.everyTenth(
                now -> {
                    uplink.accept(Drive.at(now));
                    second.accept(Drive.at(now));
                    third.accept(Drive.at(now));
                });
        rig.run(Duration.ofSeconds(20));
        assertEquals(Set.of("meshtastic", "meshtastic-CAR2", "meshtastic-0badbeef"), sources());
    }

    private Set<String> sources() {
        return channels.stream()
                .map(id -> id.substring(0, id.indexOf('.')))
                .collect(Collectors.toSet());
    }

    @Test
    void raisesAnAlarmWhenACarFallsSilentAndEndsItWhenItIsBack() {
        rig.add(NodeProfile.car(), uplink);
        RadioRig.Post pit = pit(rig, rig.clock);
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofMinutes(1));
        rig.ether.faults().always(EtherFault.LOSS);
        rig.run(Duration.ofSeconds(9));
        assertEquals("RUNNING receiving", pit.lastState());
        rig.run(Duration.ofSeconds(5));
        assertEquals("WAITING car_silent", pit.lastState());
        assertTrue(pit.role.status().cars().getFirst().silent());
        rig.run(Duration.ofMinutes(6));
        rig.ether.faults().clear();
        rig.run(Duration.ofSeconds(5));
        assertEquals("RUNNING receiving", pit.lastState());
        // Six minutes are more packets than their numbers can count.
        RadioStatus.Car car = pit.role.status().cars().getFirst();
        assertEquals((double) rig.ether.lost(), (double) car.lost(), 20);
    }

    @Test
    void holdsWhatItCannotReadUntilTheSchemaComes() {
        rig.add(NodeProfile.car(), uplink);
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofSeconds(40));
        pit(rig, rig.clock);
        rig.run(Duration.ofSeconds(10));
        assertTrue(positions.isEmpty(), "no schema was sent meanwhile");
        rig.run(Duration.ofSeconds(20));
        long first = positions.firstKey();
        assertTrue(first < 43_000_000_000L, "what was held was lost: " + first);
        positions.forEach((at, latitude) -> assertEquals(Drive.latitude(at), latitude, 0.6e-6));
    }

    @Test
    void resolvesTheTimeOfDayAcrossMidnight() {
        RadioRig night = new RadioRig(9, Instant.parse("2026-06-14T23:59:20Z"));
        night.add(NodeProfile.car(), uplink);
        pit(night, night.clock);
        night.everyTenth(now -> uplink.accept(Drive.at(now)));
        night.run(Duration.ofSeconds(80));
        assertTrue(positions.size() > 70, "only " + positions.size());
        positions.forEach((at, latitude) -> assertEquals(Drive.latitude(at), latitude, 0.6e-6));
    }

    @Test
    void countsAgesFromTheArrivalWhereTheClocksDisagree() {
        for (long aheadSeconds : new long[] {-40_000_000, -4_000, -3, 90, 5_000, 80_000_000}) {
            RadioRig other = new RadioRig(10);
            CarUplink sender = new CarUplink(UplinkSettings.USUAL);
            positions.clear();
            oldest = Long.MIN_VALUE;
            youngest = Long.MAX_VALUE;
            other.add(NodeProfile.car(), sender);
            RadioRig.Post pit = pit(other, new Shifted(other.clock, aheadSeconds));
            other.everyTenth(now -> sender.accept(Drive.at(now)));
            other.run(Duration.ofMinutes(1));
            assertTrue(positions.size() > 50, aheadSeconds + ": only " + positions.size());
            assertTrue(
                    youngest >= 0 && oldest < 2_000_000_000L,
                    aheadSeconds + " s ahead: ages " + youngest + " to " + oldest);
            assertEquals("clocks_differ", pit.role.status().warnings().getFirst().code());
        }
    }

    @Test
    void notesTheCarsOwnTimesWhateverItsClockShows() {
        rig.add(NodeProfile.car(), uplink);
        pit(rig, new Shifted(rig.clock, -40_000_000));
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(Duration.ofMinutes(1));
        assertTrue(positions.size() > 50, "only " + positions.size());
        assertEquals(positions.keySet(), carTimes.keySet());
        positions.forEach(
                (at, latitude) -> {
                    double utc = carTimes.getOrDefault(at, 0.0);
                    double since = utc - RadioRig.START.toEpochMilli() / 1e3;
                    assertEquals(Drive.latitude(Math.round(since * 1e9)), latitude, 3e-6);
                });
    }

    /// A computer whose wall clock is wrong.
    private record Shifted(Clock base, long seconds) implements Clock {
        @Override
        public long monoNs() {
            return base.monoNs();
        }

        @Override
        public Instant utc() {
            return base.utc().plusSeconds(seconds);
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            base.pause(duration);
        }
    }

    @Test
    void saysSoUntilACarIsHeard() {
        RadioRig.Post pit = pit(rig, rig.clock);
        rig.run(Duration.ofSeconds(10));
        assertEquals("WAITING no_car", pit.lastState());
        assertEquals("No car has been heard yet.", pit.role.status().reason());
    }

    @Test
    void warnsOfANodeThatWouldHearNothingForUs() {
        RadioRig.Post pit =
                rig.add(
                        NodeProfile.pit().withRole(2).withoutPrivateChannel(),
                        new PitReceiver(SchemaCache.inMemory()));
        rig.run(Duration.ofSeconds(10));
        assertEquals("router_role", pit.role.status().warnings().get(0).code());
        assertEquals("no_private_channel", pit.role.status().warnings().get(1).code());
    }
}
