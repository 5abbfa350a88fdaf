package io.cartelem.core.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.SyntheticTrack.Drive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

class LapComparisonTest {
    private final SyntheticTrack track = new SyntheticTrack(200);
    private final double length = track.length();
    private final Course course = track.course(length / 3, 2 * length / 3);

    /// Three corners; `slow` m/s slower in the one around `where`.
    private DoubleUnaryOperator pace(double where, double slow) {
        return m -> {
            double s = (m / length - Math.floor(m / length)) * length;
            double base = 30 - 9 * Math.cos(2 * Math.PI * 3 * (s / length) - Math.PI);
            double off = (s - where) / 60;
            return base - slow * Math.exp(-off * off);
        };
    }

    private LapTrace trace(List<Fix> fixes, int lap) {
        LapTable table = LapCutter.cut(course, fixes);
        return LapTrace.of(course, table.lap(lap).orElseThrow(), fixes).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 25})
    void theGapIsTheDifferenceOfTheTimesAtEachPlace(double hz) {
        double corner = length / 2;
        Drive drive =
                track.from(-100)
                        .to(length, pace(corner, 0))
                        .to(2 * length, pace(corner, 4))
                        .to(2 * length + 60, pace(corner, 0));
        List<Fix> fixes = drive.receiver(hz).phase(0.4).fixes();
        LapComparison comparison = LapComparison.of(trace(fixes, 1), trace(fixes, 2), 501);

        double tolerance = hz == 1 ? 0.08 : 0.02;
        for (int i = 0; i < 501; i += 10) {
            double m = length * i / 500;
            double truth =
                    drive.timeAt(length + m)
                            - drive.timeAt(length)
                            - (drive.timeAt(m) - drive.timeAt(0));
            assertEquals(truth, comparison.gap(i), tolerance, "at " + m);
        }
        assertEquals(0, comparison.gap(0), 1e-9);
        assertEquals(
                trace(fixes, 2).lap().timeNs() / 1e9 - trace(fixes, 1).lap().timeNs() / 1e9,
                comparison.total(),
                1e-6);
    }

    @Test
    void namesTheCornerWhereTimeWasLost() {
        double corner = length / 2;
        Drive drive =
                track.from(-100)
                        .to(length, pace(corner, 0))
                        .to(2 * length, pace(corner, 4))
                        .to(2 * length + 60, pace(corner, 0));
        List<Fix> fixes = drive.receiver(10).noise(0.3, 0.8, 5).fixes();
        LapComparison comparison = LapComparison.of(trace(fixes, 1), trace(fixes, 2), 200);

        Loss worst = comparison.losses().getFirst();
        assertEquals(corner, worst.corner().apexM(), 40);
        assertEquals(2, worst.sector());
        assertEquals(comparison.total(), worst.seconds(), 0.1);
        assertEquals(4, worst.referenceSlowest() - worst.slowest(), 1);
        assertTrue(comparison.corners().size() >= 2, comparison.corners().toString());
        for (int i = 1; i < comparison.corners().size(); i++) {
            assertEquals(
                    comparison.corners().get(i - 1).toM(), comparison.corners().get(i).fromM());
        }
    }

    @Test
    void comparesTwoRealDrives() {
        RaceChronoLap thirteen = RaceChronoLap.read("tianma-lap13.csv");
        RaceChronoLap nine = RaceChronoLap.read("tianma-lap9.csv");
        Course tianma = Course.circuit("tianma", "Tianma", thirteen.line());
        LapTrace best = real(tianma, thirteen.fixes());
        LapTrace other = real(tianma, nine.fixes());

        LapComparison comparison = LapComparison.of(best, other, 1_000);
        assertEquals(nine.seconds() - thirteen.seconds(), comparison.total(), 0.005);
        assertEquals(3, comparison.losses().size());
        // The circuit has 14 corners on paper; some are taken as one, or flat out.
        assertTrue(comparison.corners().size() >= 7 && comparison.corners().size() <= 14);
        // Its first is a hairpin to the left whose slowest place is 180 m after the line.
        assertEquals(180, comparison.corners().getFirst().apexM(), 15);
        assertTrue(comparison.corners().getFirst().turnDeg() < -60);
        double losses = comparison.losses().stream().mapToDouble(Loss::seconds).sum();
        assertTrue(losses > comparison.total() / 2 && losses < 3, "losses " + losses);
    }

    private static LapTrace real(Course course, List<Fix> fixes) {
        Lap lap = LapCutter.cut(course, fixes).laps().getFirst();
        return LapTrace.of(course, lap, fixes).orElseThrow();
    }

    @Test
    void aLapComparedWithItselfLosesNothing() {
        List<Fix> fixes =
                track.from(-100).to(length + 100, pace(0, 0)).receiver(10).noise(0.4, 1, 2).fixes();
        LapTrace lap = trace(fixes, 1);
        LapComparison comparison = LapComparison.of(lap, lap, 300);

        for (int i = 0; i < 300; i++) {
            assertEquals(0, comparison.gap(i), 0.03);
        }
        assertEquals(List.of(), comparison.losses());
    }

    @Test
    void aTrackWithoutCornersIsDividedIntoEqualParts() {
        List<Fix> fixes = track.from(-100).to(length + 100, m -> 30).receiver(10).fixes();

        LapComparison comparison = LapComparison.of(trace(fixes, 1), trace(fixes, 1), 100);
        assertEquals(10, comparison.corners().size());
        assertEquals(0, comparison.corners().getFirst().number());
    }

    @Test
    void refusesNumbersOfPointsThatMakeNoSense() {
        List<Fix> fixes = track.from(-100).to(length + 100, m -> 30).receiver(10).fixes();
        LapTrace lap = trace(fixes, 1);

        assertThrows(IllegalArgumentException.class, () -> LapComparison.of(lap, lap, 1));
        assertThrows(IllegalArgumentException.class, () -> LapComparison.of(lap, lap, 1_000_000));
    }
}
