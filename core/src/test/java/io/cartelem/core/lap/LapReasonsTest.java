package io.cartelem.core.lap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.Lap.Part;
import io.cartelem.core.lap.Reason.Kind;
import io.cartelem.core.lap.SyntheticTrack.Drive;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What makes a lap doubtful, and only that lap.
class LapReasonsTest {
    private final SyntheticTrack track = new SyntheticTrack(200);
    private final double length = track.length();
    private final Course course = track.course(length * 0.3, length * 0.7);

    @Test
    void aGapInALapMakesOnlyThatLapDoubtful() {
        Drive drive = track.laps(5);
        double at = drive.timeAt(2.4 * length);
        LapTable table = LapCutter.cut(course, drive.receiver(10).gap(at, at + 4).fixes());

        assertEquals(5, table.laps().size());
        Lap ruined = table.lap(3).orElseThrow();
        assertEquals(List.of(Kind.GAP), ruined.reasons().stream().map(Reason::kind).toList());
        assertEquals(4.1, ruined.reasons().getFirst().value(), 0.11);
        assertEquals(0.4 * length, ruined.reasons().getFirst().atM(), 5);
        double truth = drive.timeAt(3 * length) - drive.timeAt(2 * length);
        assertEquals(truth, ruined.timeNs() / 1e9, 0.001);
        assertEquals(4, table.laps().stream().filter(Lap::counts).count());
    }

    @Test
    void aGapOverTheLineMakesBothLapsDoubtfulAndSaysHowMuch() {
        Drive drive = track.laps(5);
        double at = drive.timeAt(3 * length);
        LapTable table = LapCutter.cut(course, drive.receiver(10).gap(at - 1.2, at + 1.9).fixes());

        assertEquals(5, table.laps().size());
        assertFalse(table.lap(3).orElseThrow().counts());
        Lap before = table.lap(3).orElseThrow();
        double truth = drive.timeAt(3 * length) - drive.timeAt(2 * length);
        assertEquals(truth, before.timeNs() / 1e9, before.uncertaintyNs() / 1e9);
        assertTrue(before.uncertaintyNs() > 100_000_000L);
        assertTrue(table.best().orElseThrow().number() != 3);
    }

    @Test
    void aLongGapOverTheLineMakesOneLongLapThatDoesNotCount() {
        Drive drive = track.laps(5);
        double at = drive.timeAt(3 * length);
        LapTable table = LapCutter.cut(course, drive.receiver(10).gap(at - 8, at + 8).fixes());

        assertEquals(4, table.laps().size());
        assertEquals(3, table.laps().stream().filter(Lap::counts).count());
    }

    @Test
    void aBreakOfMinutesBeginsAnotherDrive() {
        Drive drive = track.laps(4);
        double at = drive.timeAt(1.5 * length);
        List<Fix> fixes = new ArrayList<>();
        for (Fix fix : drive.receiver(10).fixes()) {
            long shift = fix.timeNs() / 1e9 > at ? 400_000_000_000L : 0;
            fixes.add(
                    new Fix(
                            fix.timeNs() + shift,
                            fix.latitude(),
                            fix.longitude(),
                            fix.speed(),
                            fix.heading(),
                            fix.hdop(),
                            false));
        }
        LapTable table = LapCutter.cut(course, fixes);

        assertEquals(
                List.of(Part.OUT, Part.TIMED, Part.IN, Part.OUT, Part.TIMED, Part.TIMED, Part.IN),
                table.parts().stream().map(Lap::part).toList());
        assertEquals(List.of(1, 2, 3), table.laps().stream().map(Lap::number).toList());
    }

    @Test
    void lapsThroughThePitsAreOutAndInLaps() {
        Drive drive =
                track.from(-300)
                        .to(2.9 * length, track.pace(28, 0))
                        .stand(90)
                        .to(5.1 * length, track.pace(28, 0))
                        .stand(40)
                        .to(7 * length + 100, track.pace(28, 0));
        LapTable table = LapCutter.cut(course, drive.receiver(10).fixes());

        assertEquals(7, table.laps().size());
        assertEquals(List.of(Kind.IN_LAP), kinds(table, 3));
        assertEquals(List.of(Kind.OUT_LAP), kinds(table, 6));
        assertEquals(List.of(), kinds(table, 4));
    }

    @Test
    void aLapThatLeavesOutAPartIsCut() {
        Drive whole = track.laps(5);
        double from = whole.timeAt(2.35 * length);
        double to = whole.timeAt(2.45 * length);
        List<Fix> fixes = new ArrayList<>();
        long skipped = Math.round((to - from) * 1e9) - 1_500_000_000L;
        for (Fix fix : whole.receiver(10).fixes()) {
            double t = fix.timeNs() / 1e9;
            if (t > from && t < to) {
                continue;
            }
            long time = t < to ? fix.timeNs() : fix.timeNs() - skipped;
            fixes.add(
                    new Fix(
                            time,
                            fix.latitude(),
                            fix.longitude(),
                            fix.speed(),
                            fix.heading(),
                            0.9,
                            false));
        }
        // The short cut itself, so that it is no gap.
        Fix a = fixes.stream().filter(f -> f.timeNs() / 1e9 <= from).toList().getLast();
        Fix b = fixes.stream().filter(f -> f.timeNs() / 1e9 > from).findFirst().orElseThrow();
        int at = fixes.indexOf(b);
        for (int i = 1; i < 15; i++) {
            double u = i / 15.0;
            fixes.add(
                    at + i - 1,
                    new Fix(
                            a.timeNs() + Math.round((b.timeNs() - a.timeNs()) * u),
                            a.latitude() + (b.latitude() - a.latitude()) * u,
                            a.longitude() + (b.longitude() - a.longitude()) * u,
                            40,
                            a.heading(),
                            0.9,
                            false));
        }
        LapTable table = LapCutter.cut(course, fixes);

        assertEquals(List.of(Kind.CUT), kinds(table, 3));
        assertEquals(4, table.laps().stream().filter(Lap::counts).count());
    }

    @Test
    void poorGeometryIsAReason() {
        List<Fix> fixes = new ArrayList<>();
        Drive drive = track.laps(3);
        double from = drive.timeAt(1.5 * length);
        for (Fix fix : drive.receiver(10).fixes()) {
            double t = fix.timeNs() / 1e9;
            boolean poor = t > from && t < from + 3;
            fixes.add(
                    new Fix(
                            fix.timeNs(),
                            fix.latitude(),
                            fix.longitude(),
                            fix.speed(),
                            fix.heading(),
                            poor ? 7.5 : 0.9,
                            false));
        }
        LapTable table = LapCutter.cut(course, fixes);

        assertEquals(List.of(Kind.HDOP), kinds(table, 2));
        assertEquals(
                "Poor position, HDOP 7.5",
                table.lap(2).orElseThrow().reasons().getFirst().sentence().substring(0, 23));
    }

    @Test
    void aSplitThatWasNotCrossedIsAReason() {
        TimingLine elsewhere = TimingLine.across(new GeoPoint(50.4, 7), 0, 15);
        Course broken = course.withSplits(List.of(course.splits().get(0), elsewhere));

        LapTable table = LapCutter.cut(broken, track.laps(2).receiver(10).fixes());
        assertEquals(List.of(Kind.MISSED_SPLIT), kinds(table, 1));
        assertEquals(-1, table.theoreticalBestNs());
    }

    private static List<Kind> kinds(LapTable table, int lap) {
        return table.lap(lap).orElseThrow().reasons().stream().map(Reason::kind).toList();
    }
}
