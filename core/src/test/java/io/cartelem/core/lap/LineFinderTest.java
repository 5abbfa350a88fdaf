package io.cartelem.core.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.LineFinder.Found;
import io.cartelem.core.lap.SyntheticTrack.Drive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class LineFinderTest {
    private final SyntheticTrack track = new SyntheticTrack(200);
    private final double length = track.length();

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 25})
    void findsALineThatCutsEveryLap(double hz) {
        Drive drive = track.from(-200).to(6.5 * length, track.pace(28, 0.5));
        List<Fix> fixes = drive.receiver(hz).noise(0.4, 1, 4).fixes();

        Found found = LineFinder.find(fixes).orElseThrow();
        assertTrue(found.laps() >= 5, found.laps() + " laps");
        assertEquals(length, found.lengthM(), 0.02 * length);
        List<Lap> laps = LapCutter.cut(Course.circuit("f", "Found", found.line()), fixes).laps();
        for (Lap lap : laps) {
            assertEquals(length / 28, lap.timeNs() / 1e9, 0.2 * length / 28);
        }
    }

    @Test
    void putsItWhereTheCarIsFastAndGoesStraight() {
        Drive drive = track.from(-200).to(4 * length, track.pace(28, 0));
        Found found = LineFinder.find(drive.receiver(10).fixes()).orElseThrow();

        double[] speeds =
                LapCutter.cut(
                                Course.circuit("f", "Found", found.line()),
                                drive.receiver(10).fixes())
                        .laps()
                        .stream()
                        .mapToDouble(lap -> lap.facts().end().speed())
                        .toArray();
        for (double speed : speeds) {
            assertTrue(speed > 26, "crossed at " + speed);
        }
    }

    @Test
    void findsNothingOnAWayDrivenOnce() {
        Drive drive = track.from(0).to(0.95 * length, track.pace(28, 0));

        assertEquals(Optional.empty(), LineFinder.find(drive.receiver(10).fixes()));
        assertEquals(Optional.empty(), LineFinder.find(List.of()));
    }

    @Test
    void findsNothingOnTheWayThereAndBack() {
        Drive drive = track.from(0).to(0.5 * length, m -> 20).stand(2).back(0, 20);

        assertEquals(Optional.empty(), LineFinder.find(drive.receiver(10).fixes()));
    }

    @Test
    void ignoresTheTimeInThePaddock() {
        Drive drive =
                track.from(-200)
                        .stand(300)
                        .to(2 * length, track.pace(28, 0))
                        .stand(300)
                        .to(4.5 * length, track.pace(28, 0));
        Found found = LineFinder.find(drive.receiver(10).noise(1, 2, 8).fixes()).orElseThrow();

        assertTrue(found.laps() >= 3, found.laps() + " laps");
    }
}
