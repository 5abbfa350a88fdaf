package io.cartelem.core.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.SyntheticTrack.Drive;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class LiveTimerTest {
    private final SyntheticTrack track = new SyntheticTrack(200);
    private final double length = track.length();
    private final Course course = track.course(length * 0.3, length * 0.7);

    private Drive laps(int count) {
        Drive drive = track.from(-300);
        for (int lap = 0; lap < count; lap++) {
            drive.to((lap + 1) * length, track.pace(28, lap * 0.1));
        }
        return drive.to(count * length + 200, track.pace(28, 0));
    }

    @Test
    void givesTheSameLapsAsCuttingTheRecording() {
        for (int seed = 0; seed < 5; seed++) {
            Drive drive = laps(5);
            double at = drive.timeAt(2.3 * length);
            List<Fix> fixes =
                    drive.receiver(10).noise(0.5, 1, seed).jitter(0.02).gap(at, at + 3).fixes();
            LiveTimer timer = new LiveTimer(course);
            int ends = 0;
            for (Fix fix : fixes) {
                ends += timer.accept(fix) ? 1 : 0;
            }

            assertEquals(6, ends);
            assertEquals(LapCutter.cut(course, fixes), timer.finish());
        }
    }

    @Test
    void showsTheDeltaToTheBestLapByDistance() {
        Drive drive = laps(3);
        LiveTimer timer = new LiveTimer(course);
        double worst = 0;
        int compared = 0;
        for (Fix fix : drive.receiver(10).fixes()) {
            timer.accept(fix);
            LiveLap now = timer.state();
            double t = fix.timeNs() / 1e9;
            if (now.number() == 2 && now.metres() > 30 && now.metres() < length - 30) {
                double m = drive.states.get((int) Math.round(t * 1_000))[1] - length;
                double truth = t - drive.timeAt(length) - (drive.timeAt(m) - drive.timeAt(0));
                worst = Math.max(worst, Math.abs(truth - now.delta()));
                assertEquals(now.referenceNs() / 1e9 + now.delta(), now.predictedNs() / 1e9, 1e-6);
                compared++;
            }
        }
        assertTrue(compared > 200, "compared " + compared);
        assertTrue(worst < 0.03, "worst " + worst);
    }

    @Test
    void knowsTheLapsSoFar() {
        LiveTimer timer = new LiveTimer(course);
        assertFalse(timer.state().isTiming());
        assertEquals(-1, timer.state().predictedNs());
        List<Integer> numbers = new ArrayList<>();
        for (Fix fix : laps(3).receiver(10).fixes()) {
            if (timer.accept(fix)) {
                numbers.add(timer.state().number());
            }
        }
        LiveLap end = timer.state();

        assertEquals(List.of(1, 2, 3, 4), numbers);
        assertEquals(4, end.number());
        assertNotNull(end.last());
        assertEquals(3, end.last().number());
        assertEquals(timer.table().best().orElseThrow(), end.best());
        assertEquals(List.of(), end.sectors());
    }

    @Test
    void finishedSectorsShowWhileTheLapIsDriven() {
        LiveTimer timer = new LiveTimer(course);
        Drive drive = laps(2);
        double stop = drive.timeAt(1.5 * length);
        drive.receiver(10).fixes().stream()
                .filter(fix -> fix.timeNs() / 1e9 < stop)
                .forEach(timer::accept);

        assertEquals(1, timer.state().sectors().size());
        double truth = drive.timeAt(1.3 * length) - drive.timeAt(length);
        assertEquals(truth, timer.state().sectors().getFirst().timeNs() / 1e9, 0.002);
    }

    @Test
    void comparesWithAChosenLapOfAnotherDrive() {
        List<Fix> other = laps(2).receiver(25).fixes();
        Lap lap = LapCutter.cut(course, other).lap(2).orElseThrow();
        LapTrace reference = LapTrace.of(course, lap, other).orElseThrow();
        LiveTimer timer = new LiveTimer(course);
        timer.compareWith(reference);
        Drive drive = laps(1);
        double stop = drive.timeAt(0.9 * length);
        drive.receiver(10).fixes().stream()
                .filter(fix -> fix.timeNs() / 1e9 < stop)
                .forEach(timer::accept);

        assertEquals(lap.timeNs(), timer.state().referenceNs());
        assertFalse(Double.isNaN(timer.state().delta()));
        timer.compareWith(null);
        assertEquals(-1, timer.state().referenceNs());
    }

    @Test
    void saysNothingOfADeltaAwayFromTheReference() {
        LiveTimer timer = new LiveTimer(course);
        List<Fix> fixes = new ArrayList<>(laps(2).receiver(10).fixes());
        int from = fixes.size() - 100;
        for (int i = from; i < fixes.size(); i++) {
            Fix f = fixes.get(i);
            fixes.set(
                    i,
                    new Fix(
                            f.timeNs(),
                            f.latitude() + (i - from) * 0.00004,
                            f.longitude(),
                            f.speed(),
                            f.heading(),
                            f.hdop(),
                            false));
        }
        fixes.forEach(timer::accept);

        assertTrue(Double.isNaN(timer.state().delta()));
    }
}
