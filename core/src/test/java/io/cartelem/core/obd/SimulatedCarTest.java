package io.cartelem.core.obd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Sample;
import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.adapter.AdapterProfile.Ability;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.ObdProtocol;
import io.cartelem.core.sim.car.TruthJournal;
import io.cartelem.core.sim.elm.ElmFault;
import io.cartelem.core.sim.elm.ElmProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/// End to end with the simulated adapter and car.
class SimulatedCarTest {
    private static final CarSettings QUICK =
            CarSettings.usual().withWarm(true).withLatency(Duration.ofMillis(2));

    /// Whether each value was an answer of the car, and they come in the order of its answers.
    private static void equalsTheTruth(SimulatedDrive drive, String channel, int pid) {
        List<Sample> samples = drive.context.samples(channel);
        Iterator<TruthJournal.Entry> truth = drive.car.journal().ofPid(pid).iterator();
        for (Sample sample : samples) {
            boolean found = false;
            while (!found && truth.hasNext()) {
                found = value(pid, truth.next().data()) == sample.value();
            }
            assertTrue(found, () -> channel + " " + sample + " was never true");
        }
    }

    private static double value(int pid, byte[] data) {
        return switch (pid) {
            case 0x0C -> ((data[0] & 0xFF) * 256 + (data[1] & 0xFF)) / 4.0;
            case 0x05 -> (data[0] & 0xFF) - 40;
            default -> data[0] & 0xFF;
        };
    }

    @ParameterizedTest
    @EnumSource
    void readsTheTruthOverEveryProtocol(ObdProtocol protocol) {
        CarSettings car = QUICK.withProtocol(protocol).withLatency(Duration.ofMillis(2));
        try (SimulatedDrive drive =
                new SimulatedDrive(car, ElmProfile.genuine(), "RPM,SPEED,COOLANT_TEMP@5")) {
            drive.awaitMore("RPM", 10);
            drive.awaitMore("COOLANT_TEMP", 2);

            equalsTheTruth(drive, "RPM", 0x0C);
            equalsTheTruth(drive, "SPEED", 0x0D);
            equalsTheTruth(drive, "COOLANT_TEMP", 0x05);
            assertEquals(List.of(), drive.context.rejections);
        }
    }

    @Test
    void learnsCountDigitAndSeveralPidsOfAGenuineAdapter() {
        try (SimulatedDrive drive =
                new SimulatedDrive(QUICK, ElmProfile.genuine(), "RPM,SPEED,THROTTLE_POS")) {
            drive.awaitMore("RPM", 20);

            assertEquals(
                    Ability.WORKS, drive.memory.adapter("ELM327 v2.2").orElseThrow().countDigit());
            assertTrue(
                    drive.context.batches.stream().anyMatch(batch -> batch.size() == 3),
                    "three values in one reply");
        }
    }

    @Test
    void livesWithTheCommonClone() {
        clone(ElmProfile.cloneV15());
    }

    @Test
    void livesWithThePoorClone() {
        clone(ElmProfile.cloneV21());
    }

    private static void clone(ElmProfile profile) {
        AdapterMemory memory = AdapterMemory.ofProcess();
        for (int run = 0; run < 2; run++) {
            try (SimulatedDrive drive =
                    new SimulatedDrive(
                            QUICK,
                            profile,
                            "RPM,SPEED,COOLANT_TEMP@2",
                            memory,
                            SimulatedDrive.IMPATIENCE,
                            Clock.system())) {
                drive.awaitMore("RPM", 15);
                equalsTheTruth(drive, "RPM", 0x0C);
                equalsTheTruth(drive, "SPEED", 0x0D);
                drive.awaitState("polling");
            }
        }
    }

    @Test
    void waitsPolitelyWhileTheIgnitionIsOffAndGoesOnWhenItIsTurnedOn() {
        try (SimulatedDrive drive = new SimulatedDrive(QUICK, ElmProfile.genuine(), "RPM,SPEED")) {
            drive.awaitMore("RPM", 5);
            drive.car.ignition(false);
            drive.awaitState("ignition_off");
            drive.car.ignition(true);
            drive.awaitMore("RPM", 5);

            equalsTheTruth(drive, "RPM", 0x0C);
        }
    }

    private static SimulatedDrive impatient(String channels) {
        return new SimulatedDrive(
                QUICK,
                ElmProfile.genuine(),
                channels,
                AdapterMemory.ofProcess(),
                SimulatedDrive.IMPATIENCE,
                Clock.system());
    }

    @ParameterizedTest
    @EnumSource(
            value = ElmFault.class,
            names = {"DISCONNECT"},
            mode = EnumSource.Mode.EXCLUDE)
    void recoversFromEveryFaultWithoutInventingAValue(ElmFault fault) {
        try (SimulatedDrive drive = impatient("RPM,SPEED,COOLANT_TEMP@5")) {
            drive.awaitMore("RPM", 5);
            drive.adapter.faults().times(fault, 3);
            drive.await("fault " + fault, () -> drive.adapter.faults().struck(fault) >= 3);
            drive.awaitMore("RPM", 10);

            drive.awaitState("polling");
            if (fault != ElmFault.LOST_CHARACTER) {
                equalsTheTruth(drive, "RPM", 0x0C);
                equalsTheTruth(drive, "SPEED", 0x0D);
            }
        }
    }

    @Test
    void survivesALineFullOfNoise() {
        try (SimulatedDrive drive = impatient("RPM,SPEED,COOLANT_TEMP@5")) {
            drive.awaitMore("RPM", 5);
            drive.adapter.faults().chance(ElmFault.GARBAGE, 0.2);
            drive.adapter.faults().chance(ElmFault.TORN_LINE, 0.1);
            drive.adapter.faults().chance(ElmFault.NO_PROMPT, 0.02);
            drive.awaitMore("RPM", 40);

            equalsTheTruth(drive, "RPM", 0x0C);
            equalsTheTruth(drive, "SPEED", 0x0D);
            drive.await("rejection", () -> !drive.context.rejections.isEmpty());
        }
    }
}
