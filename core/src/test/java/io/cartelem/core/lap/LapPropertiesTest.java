package io.cartelem.core.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.SyntheticTrack.Drive;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What holds for every drive and every line: random drives with stops, reversing, noise, gaps and
/// breaks, cut by lines at random places.
class LapPropertiesTest {
    private final SyntheticTrack track = new SyntheticTrack(120);
    private final double length = track.length();

    @RepeatedTest(12)
    void cuttingNeverLosesOrDoublesDistance(RepetitionInfo repetition) {
        Random random = new Random(20_261_123 + repetition.getCurrentRepetition());
        List<Fix> fixes = drive(random);
        double whole = metres(fixes);
        for (int i = 0; i < 3; i++) {
            Course course = course(random);
            LapTable table = LapCutter.cut(course, fixes);
            Motion motion = new Motion(course.plane());
            double end = 0;
            for (Fix fix : fixes) {
                Place place = motion.advance(fix);
                end = place == null ? end : place.odometer();
            }
            assertEquals(whole, end, 0.001 * whole, "the plane changes nothing");
            assertEquals(0, table.parts().getFirst().startM());
            double sum = 0;
            double at = 0;
            for (Lap part : table.parts()) {
                assertEquals(at, part.startM(), 1e-9, "no hole and no overlap");
                assertTrue(part.metres() >= 0, part::toString);
                at = part.endM();
                sum += part.metres();
            }
            assertEquals(end, at, 1e-9);
            assertEquals(end, sum, 1e-6);
        }
    }

    @RepeatedTest(12)
    void partsFollowEachOtherInTime(RepetitionInfo repetition) {
        Random random = new Random(7_000 + repetition.getCurrentRepetition());
        List<Fix> fixes = drive(random);
        LapTable table = LapCutter.cut(course(random), fixes);
        long end = Long.MIN_VALUE;
        int number = 0;
        for (Lap part : table.parts()) {
            assertTrue(part.startNs() >= end, part::toString);
            assertTrue(part.endNs() >= part.startNs(), part::toString);
            if (part.isTimed()) {
                assertEquals(++number, part.number());
                assertTrue(part.metres() >= LapCutter.SHORTEST_LAP_M, part::toString);
                long known = part.sectors().stream().filter(Sector::isKnown).count();
                if (known == part.sectors().size()) {
                    long sum = part.sectors().stream().mapToLong(Sector::timeNs).sum();
                    assertEquals(part.timeNs(), sum);
                }
            }
            end = part.endNs();
        }
    }

    private double metres(List<Fix> fixes) {
        Motion motion = new Motion(new LocalPlane(SyntheticTrack.HOME));
        double metres = 0;
        for (Fix fix : fixes) {
            Place place = motion.advance(fix);
            metres = place == null ? metres : place.odometer();
        }
        return metres;
    }

    private Course course(Random random) {
        double start = random.nextDouble() * length;
        Course circuit =
                Course.circuit("c", "C", track.lineAt(start))
                        .withSplits(
                                List.of(
                                        track.lineAt(start + length * 0.3),
                                        track.lineAt(start + length * 0.6)));
        return random.nextInt(4) == 0
                ? circuit.withFinish(track.lineAt(start + length * 0.8))
                : circuit;
    }

    private List<Fix> drive(Random random) {
        Drive drive = track.from(-random.nextDouble() * length);
        for (int i = 0; i < 5; i++) {
            double to = drive.metres() + random.nextDouble() * 1.5 * length;
            drive.to(to, track.pace(8 + 30 * random.nextDouble(), random.nextDouble()));
            int what = random.nextInt(4);
            if (what == 0) {
                drive.stand(random.nextDouble() * 40);
            } else if (what == 1) {
                drive.back(drive.metres() - random.nextDouble() * 150, 4);
            }
        }
        double[] rates = {1, 5, 10, 25};
        SyntheticTrack.Receiver receiver =
                drive.receiver(rates[random.nextInt(rates.length)])
                        .noise(random.nextDouble(), 2 * random.nextDouble(), random.nextLong())
                        .jitter(random.nextInt(2) * 0.02);
        for (int i = 0; i < 3; i++) {
            double from = random.nextDouble() * drive.time();
            receiver.gap(from, from + random.nextDouble() * 15);
        }
        if (random.nextInt(3) == 0) {
            receiver.withoutVelocity();
        }
        List<Fix> fixes = new ArrayList<>(receiver.fixes());
        if (random.nextBoolean()) {
            fixes.subList(fixes.size() / 2, fixes.size())
                    .replaceAll(
                            f ->
                                    new Fix(
                                            f.timeNs() + 90_000_000_000L,
                                            f.latitude(),
                                            f.longitude(),
                                            f.speed(),
                                            f.heading(),
                                            f.hdop(),
                                            f.doubtful()));
        }
        return fixes;
    }
}
