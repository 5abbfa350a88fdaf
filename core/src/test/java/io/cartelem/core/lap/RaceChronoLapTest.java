package io.cartelem.core.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

/// RaceChrono's own lap times of two real laps, as independent truth.
class RaceChronoLapTest {
    private final RaceChronoLap thirteen = RaceChronoLap.read("tianma-lap13.csv");
    private final RaceChronoLap nine = RaceChronoLap.read("tianma-lap9.csv");
    private final Course tianma = Course.circuit("tianma", "Tianma", thirteen.line());

    @Test
    void agreesWithRaceChronoToTheMillisecond() {
        Lap lap = onlyLap(thirteen.fixes());

        assertEquals(75.934, thirteen.seconds(), 0.0005);
        assertEquals(thirteen.seconds(), lap.timeNs() / 1e9, 0.0025);
    }

    @Test
    void agreesOnAnotherDriveOverTheSameLine() {
        Lap lap = onlyLap(nine.fixes());

        assertEquals(76.329, nine.seconds(), 0.0005);
        assertEquals(nine.seconds(), lap.timeNs() / 1e9, 0.0025);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 25})
    void staysWithinItsUncertaintyAtLowerRates(int every) {
        for (int from = 0; from < every; from++) {
            for (RaceChronoLap drive : List.of(nine, thirteen)) {
                Lap lap = onlyLap(drive.thinned(every, from));
                double error = Math.abs(lap.timeNs() / 1e9 - drive.seconds());
                assertTrue(
                        error <= lap.uncertaintyNs() / 1e9,
                        error + " s at 25/" + every + " Hz, stated " + lap.uncertaintyNs() / 1e9);
            }
        }
    }

    @Test
    void speedAndCourseMakeASlowReceiverBetter() {
        List<TimingLine> splits = splitsAlong(thirteen.fixes(), 19);
        Course course = tianma.withSplits(splits);
        List<Sector> truth = sectors(course, thirteen.fixes());
        double withVelocity = 0;
        double without = 0;
        for (int from = 0; from < 25; from++) {
            List<Fix> slow = thirteen.thinned(25, from);
            List<Fix> bare =
                    slow.stream()
                            .map(f -> Fix.bare(f.timeNs(), f.latitude(), f.longitude()))
                            .toList();
            withVelocity += error(truth, sectors(course, slow));
            without += error(truth, sectors(course, bare));
        }
        assertTrue(withVelocity < without / 3, withVelocity + " s against " + without + " s");
    }

    @Test
    void sectorsOfASlowReceiverAreWithinTheirUncertainty() {
        Course course = tianma.withSplits(splitsAlong(thirteen.fixes(), 19));
        List<Sector> truth = sectors(course, thirteen.fixes());
        for (int from = 0; from < 25; from++) {
            List<Sector> slow = sectors(course, thirteen.thinned(25, from));
            for (int i = 0; i < truth.size(); i++) {
                double error = Math.abs(slow.get(i).timeNs() - truth.get(i).timeNs());
                assertTrue(
                        error <= slow.get(i).uncertaintyNs(),
                        "sector %d: %.0f ms".formatted(i + 1, error / 1e6));
            }
        }
    }

    @Test
    void sectorsAddUpToTheLap() {
        Lap lap =
                LapCutter.cut(tianma.withSplits(splitsAlong(nine.fixes(), 3)), nine.fixes())
                        .laps()
                        .getFirst();

        assertEquals(4, lap.sectors().size());
        assertEquals(lap.timeNs(), lap.sectors().stream().mapToLong(Sector::timeNs).sum());
    }

    @Test
    void measuresTheLapAsRaceChronoDoes() {
        // distance_traveled of lap 13 at its two crossings: 26042.49987 and 28035.53324 m.
        double metres = 28035.53324 - 26042.49987;
        assertEquals(metres, onlyLap(thirteen.fixes()).metres(), 0.005 * metres);
    }

    private static List<Sector> sectors(Course course, List<Fix> fixes) {
        List<Sector> sectors = LapCutter.cut(course, fixes).laps().getFirst().sectors();
        assertTrue(sectors.stream().allMatch(Sector::isKnown), sectors.toString());
        return sectors;
    }

    private static double error(List<Sector> truth, List<Sector> found) {
        double sum = 0;
        for (int i = 0; i < truth.size(); i++) {
            sum += Math.abs(found.get(i).timeNs() - truth.get(i).timeNs()) / 1e9;
        }
        return sum;
    }

    /// Split lines across the way of a car, equally spaced in time over the lap.
    private static List<TimingLine> splitsAlong(List<Fix> fixes, int count) {
        int first = 100;
        int last = fixes.size() - 100;
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> fixes.get(first + (last - first) * i / (count + 1)))
                .map(
                        f ->
                                TimingLine.across(
                                        new GeoPoint(f.latitude(), f.longitude()), f.heading(), 12))
                .toList();
    }

    private Lap onlyLap(List<Fix> fixes) {
        LapTable table = LapCutter.cut(tianma, fixes);
        assertEquals(1, table.laps().size());
        assertTrue(table.laps().getFirst().counts(), () -> table.laps().toString());
        return table.laps().getFirst();
    }
}
