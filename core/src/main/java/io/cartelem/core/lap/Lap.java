package io.cartelem.core.lap;

import java.util.List;

/// A part of a drive from line to line, or what lies before the first and after the last line.
///
/// Consecutive parts share their border: what one does not have of the metres, the other has. In
/// time they differ only by how long the car stood on the line.
///
/// @param number 1 for the first lap; 0 for a part that is none
/// @param startNs in the time base of the fixes
/// @param endNs likewise
/// @param uncertaintyNs the lap time is within this of the truth 19 times out of 20
/// @param startM metres driven since the first fix when it began
/// @param endM metres driven since the first fix when it ended
/// @param sectors as many as the course has for a lap, those finished so far for other parts
/// @param reasons why it does not count, empty if it does
public record Lap(
        int number,
        Part part,
        long startNs,
        long endNs,
        long uncertaintyNs,
        double startM,
        double endM,
        List<Sector> sectors,
        LapFacts facts,
        List<Reason> reasons) {

    /// What a part of a drive is.
    public enum Part {
        /// Before the first crossing of the start line, or between the runs of a stage.
        OUT,
        /// From line to line: a lap, or a run of a stage.
        TIMED,
        /// After the last crossing of the start line: not finished.
        IN
    }

    public Lap {
        sectors = List.copyOf(sectors);
        reasons = List.copyOf(reasons);
    }

    /// The lap time in nanoseconds.
    public long timeNs() {
        return endNs - startNs;
    }

    public double metres() {
        return endM - startM;
    }

    public boolean isTimed() {
        return part == Part.TIMED;
    }

    /// Whether it is a lap about which nothing is doubtful, so that it may be the best.
    public boolean counts() {
        return isTimed() && reasons.isEmpty();
    }

    /// The highest speed in it, m/s.
    public double maxSpeed() {
        return facts.maxSpeed();
    }

    Lap judged(List<Reason> verdict) {
        return new Lap(
                number, part, startNs, endNs, uncertaintyNs, startM, endM, sectors, facts, verdict);
    }
}
