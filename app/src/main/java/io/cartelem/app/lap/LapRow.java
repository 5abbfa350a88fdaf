package io.cartelem.app.lap;

import io.cartelem.core.lap.session.LapRef;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A lap as the table shows it, or the theoretical best below all laps.
///
/// @param ref which lap it is, null for the theoretical best
/// @param number from 1, or what stands for it
/// @param badge whether it counts, in a word
/// @param why the reasons why it does not, empty if it does
/// @param startNs since the start of the session
/// @param endNs likewise
public record LapRow(
        @Nullable LapRef ref,
        String number,
        String time,
        String uncertainty,
        List<Cell> sectors,
        String topSpeed,
        String badge,
        String why,
        Rank rank,
        long startNs,
        long endNs) {

    public LapRow {
        sectors = List.copyOf(sectors);
    }

    /// A sector time.
    ///
    /// @param best whether none of the laps that count was faster here
    public record Cell(String text, boolean best) {}

    /// How good a lap is.
    public enum Rank {
        BEST,
        COUNTS,
        DOUBTFUL,
        /// No lap that was driven.
        THEORETICAL
    }

    /// Whether it is the best lap that was driven.
    public boolean best() {
        return rank == Rank.BEST;
    }
}
