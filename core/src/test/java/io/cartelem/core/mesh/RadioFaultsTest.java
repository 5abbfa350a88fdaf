package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.sim.mesh.NodeFault;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.TreeMap;

/// What goes wrong between computers and their nodes, for ten minutes each.
class RadioFaultsTest {
    private final RadioRig rig = new RadioRig(5);
    private final CarUplink uplink = new CarUplink(UplinkSettings.USUAL);
    private final RadioRig.Post car = rig.add(NodeProfile.car().shuffling(), uplink);
    private final RadioRig.Post pit =
            rig.add(NodeProfile.pit().shuffling(), new PitReceiver(SchemaCache.inMemory()));

    /// Times of positions that were shown, and how often.
    private final TreeMap<Long, Integer> shown = new TreeMap<>();

    private double worst;

    private void drive(Duration duration) {
        pit.bus.subscribe(
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        if (batch.channel(i).name().equals("latitude")) {
                            long at = batch.timeNs(i);
                            shown.merge(at, 1, Integer::sum);
                            double off = Math.abs(batch.value(i) - Drive.latitude(at));
                            worst = Math.max(worst, off);
                        }
                    }
                });
        rig.everyTenth(now -> uplink.accept(Drive.at(now)));
        rig.run(duration);
    }

    private void showsTheTruth(int atLeast) {
        assertTrue(shown.size() >= atLeast, "only " + shown.size() + " samples");
        assertTrue(shown.values().stream().allMatch(times -> times == 1), "shown twice");
        assertTrue(worst < 0.6e-6, "a position off by " + worst);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeFault.class,
            names = {"TORN_FRAME", "LOG_TEXT", "LOST_STATUS", "QUEUE_FULL", "DUTY_REFUSAL"})
    void goesOnWithOneInTenGoingWrong(NodeFault fault) {
        car.node.faults().chance(fault, 0.1);
        pit.node.faults().chance(fault, 0.1);
        drive(Duration.ofMinutes(10));
        int enough = fault == NodeFault.DUTY_REFUSAL ? 60 : 450;
        showsTheTruth(enough);
    }

    @Test
    void countsNoLossForWhatTheNodeRefused() {
        car.node.faults().chance(NodeFault.QUEUE_FULL, 0.2);
        car.node.faults().chance(NodeFault.DUTY_REFUSAL, 0.01);
        drive(Duration.ofMinutes(10));
        showsTheTruth(200);
        assertTrue(car.role.status().refused() > 20, car.role.status()::toString);
        assertEquals(0, pit.role.status().cars().getFirst().lost());
    }

    @Test
    void goesOnAfterTheNodesRestart() {
        car.node.faults().chance(NodeFault.REBOOT, 0.01);
        drive(Duration.ofMinutes(5));
        rig.ether.run(rig.clock.monoNs(), pit.node::reboot);
        rig.run(Duration.ofMinutes(5));
        showsTheTruth(350);
        assertTrue(car.node.faults().struck(NodeFault.REBOOT) > 0, "no restart");
        assertTrue(pit.states.contains("STARTING asking_node"));
        assertEquals("RUNNING receiving", pit.lastState());
    }

    @Test
    void comesBackAfterTwoMinutesOfTornFrames() {
        drive(Duration.ofMinutes(1));
        car.node.faults().always(NodeFault.TORN_FRAME);
        rig.run(Duration.ofMinutes(2));
        int before = shown.size();
        car.node.faults().clear();
        rig.run(Duration.ofMinutes(2));
        assertTrue(shown.size() > before + 60, "did not come back");
        showsTheTruth(100);
    }
}
