package io.cartelem.core.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.Lap.Part;
import io.cartelem.core.lap.SyntheticTrack.Drive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class LapCutterTest {
    private final SyntheticTrack track = new SyntheticTrack(200);
    private final double length = track.length();
    private final Course course = track.course(length * 0.3, length * 0.7);

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 25})
    void findsEveryLapOfAPerfectReceiver(double hz) {
        Drive drive = track.laps(5);
        LapTable table = LapCutter.cut(course, drive.receiver(hz).phase(0.37).fixes());

        assertEquals(5, table.laps().size());
        double tolerance = hz == 1 ? 0.03 : hz == 10 ? 0.001 : 0.0003;
        for (int lap = 1; lap <= 5; lap++) {
            Lap found = table.lap(lap).orElseThrow();
            double truth = drive.timeAt(lap * length) - drive.timeAt((lap - 1) * length);
            assertEquals(truth, found.timeNs() / 1e9, tolerance);
            double split = drive.timeAt((lap - 0.7) * length) - drive.timeAt((lap - 1) * length);
            assertEquals(split, found.sectors().getFirst().timeNs() / 1e9, tolerance);
            assertEquals(length, found.metres(), 0.005 * length);
            assertTrue(found.counts(), found.reasons()::toString);
        }
        assertEquals(Part.OUT, table.parts().getFirst().part());
        assertEquals(Part.IN, table.parts().getLast().part());
        assertEquals(length, table.lengthM(), 0.005 * length);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 25})
    void staysWithinItsUncertaintyUnderNoise(double hz) {
        Drive drive = track.laps(6);
        int within = 0;
        int all = 0;
        for (int seed = 0; seed < 15; seed++) {
            List<Fix> fixes = drive.receiver(hz).noise(0.4, 0.7, seed).phase(seed / 15.0).fixes();
            LapTable table = LapCutter.cut(course, fixes);
            assertEquals(6, table.laps().size(), "seed " + seed);
            for (Lap lap : table.laps()) {
                double from = drive.timeAt((lap.number() - 1) * length);
                double truth = drive.timeAt(lap.number() * length) - from;
                double error = Math.abs(lap.timeNs() / 1e9 - truth);
                double stated = lap.uncertaintyNs() / 1e9;
                assertTrue(error < 2 * stated, error + " s, stated " + stated);
                assertTrue(stated < 0.5, "stated " + stated);
                within += error <= stated ? 1 : 0;
                all++;
            }
        }
        assertTrue(within >= 0.95 * all, within + " of " + all + " within what is stated");
    }

    @Test
    void takesTheJitterOutOfTheTimesOfArrival() {
        Drive drive = track.laps(4);
        double worst = 0;
        LapTable table = LapCutter.cut(course, drive.receiver(10).jitter(0.04).fixes());
        for (Lap lap : table.laps()) {
            double truth =
                    drive.timeAt(lap.number() * length) - drive.timeAt((lap.number() - 1) * length);
            worst = Math.max(worst, Math.abs(lap.timeNs() / 1e9 - truth));
        }
        assertEquals(4, table.laps().size());
        assertTrue(worst < 0.012, "worst " + worst);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 25})
    void aCarParkedOnTheLineMakesNoLaps(double hz) {
        Drive drive =
                track.from(-200)
                        .to(0.5, track.pace(20, 0))
                        .stand(600)
                        .to(length + 100, track.pace(28, 0));
        for (int seed = 0; seed < 5; seed++) {
            List<Fix> fixes = drive.receiver(hz).noise(0.8, 1.5, seed).fixes();
            LapTable table = LapCutter.cut(course, fixes);

            assertEquals(1, table.laps().size(), "seed " + seed);
            Lap lap = table.laps().getFirst();
            double truth = drive.timeAt(length) - (drive.timeAt(0) + 600);
            assertEquals(truth, lap.timeNs() / 1e9, 0.5 + lap.uncertaintyNs() / 1e9);
        }
    }

    @Test
    void aCarParkedOnTheLineWithoutSpeedInItsFixesMakesNoLaps() {
        Drive drive =
                track.from(-200)
                        .to(0.5, track.pace(20, 0))
                        .stand(600)
                        .to(length + 100, track.pace(28, 0));
        List<Fix> fixes = drive.receiver(10).noise(0.3, 2, 3).withoutVelocity().fixes();

        assertEquals(1, LapCutter.cut(course, fixes).laps().size());
    }

    @Test
    void reversingOverTheLineMakesNoLap() {
        Drive drive =
                track.from(-300)
                        .to(12, track.pace(28, 0))
                        .stand(2)
                        .back(-20, 5)
                        .stand(1)
                        .to(length + 60, track.pace(28, 0))
                        .back(length - 50, 6)
                        .to(2 * length + 60, track.pace(28, 0));
        LapTable table = LapCutter.cut(course, drive.receiver(10).fixes());

        assertEquals(2, table.laps().size());
        assertEquals(
                drive.timeAt(2 * length) - drive.timeAt(length),
                table.laps().get(1).timeNs() / 1e9,
                0.01);
    }

    @Test
    void theOtherDirectionDoesNotCount() {
        Course other = course.withStart(course.start().reversed());

        LapTable table = LapCutter.cut(other, track.laps(3).receiver(10).fixes());
        assertEquals(0, table.laps().size());
        assertEquals(1, table.parts().size());
    }

    @Test
    void theTheoreticalBestIsTheSumOfTheBestSectors() {
        LapTable table = LapCutter.cut(course, track.laps(5).receiver(25).fixes());

        long sum = 0;
        for (int sector = 0; sector < 3; sector++) {
            int index = sector;
            sum +=
                    table.laps().stream()
                            .mapToLong(lap -> lap.sectors().get(index).timeNs())
                            .min()
                            .orElseThrow();
        }
        assertEquals(sum, table.theoreticalBestNs());
        assertTrue(sum <= table.best().orElseThrow().timeNs());
    }

    @Test
    void aStageRunsFromLineToLine() {
        Course stage =
                new Course(
                        "hill",
                        "Hill",
                        track.lineAt(0),
                        track.lineAt(0.8 * length),
                        List.of(track.lineAt(0.4 * length)),
                        0);
        Drive drive =
                track.from(-1.5)
                        .stand(30)
                        .to(0.95 * length, m -> Math.min(25, Math.sqrt(2 * 4 * (m + 1.6))))
                        .stand(20)
                        .to(1.85 * length, track.pace(25, 0));
        LapTable table = LapCutter.cut(stage, drive.receiver(10).fixes());

        assertEquals(2, table.laps().size());
        double truth = drive.timeAt(0.8 * length) - drive.timeAt(0);
        Lap first = table.laps().getFirst();
        assertEquals(truth, first.timeNs() / 1e9, 0.02 + first.uncertaintyNs() / 1e9);
        assertEquals(2, first.sectors().size());
        assertTrue(first.sectors().stream().allMatch(Sector::isKnown));
        assertEquals(
                List.of(Part.OUT, Part.TIMED, Part.OUT, Part.TIMED, Part.OUT),
                table.parts().stream().map(Lap::part).toList());
    }

    @Test
    void aRecordingThatEndsJustBehindTheLineKeepsTheLap() {
        Drive drive = track.from(-200).to(length + 4, track.pace(28, 0));
        LapTable table = LapCutter.cut(course, drive.receiver(25).fixes());

        assertEquals(1, table.laps().size());
        assertEquals(
                drive.timeAt(length) - drive.timeAt(0),
                table.laps().getFirst().timeNs() / 1e9,
                0.001);
    }

    @Test
    void anImpossiblePositionChangesNothing() {
        List<Fix> fixes = track.laps(3).receiver(10).fixes();
        LapTable clean = LapCutter.cut(course, fixes);
        List<Fix> spoiled = new ArrayList<>();
        for (int i = 0; i < fixes.size(); i++) {
            Fix fix = fixes.get(i);
            spoiled.add(fix);
            if (i % 97 == 5) {
                spoiled.add(Fix.bare(fix.timeNs() + 20_000_000, 0, 0));
                spoiled.add(Fix.bare(fix.timeNs() + 30_000_000, 50.4, 6.8));
                spoiled.add(Fix.bare(fix.timeNs() + 40_000_000, Double.NaN, 6.8));
            }
        }

        assertEquals(clean, LapCutter.cut(course, spoiled));
    }

    @Test
    void numbersOnlyWholeLaps() {
        LapTable table = LapCutter.cut(course, track.laps(3).receiver(10).fixes());

        assertEquals(
                IntStream.rangeClosed(1, 3).boxed().toList(),
                table.laps().stream().map(Lap::number).toList());
    }
}
