package io.cartelem.app.lap;

import java.util.List;

/// A lap as the table shows it; all texts.
///
/// @param number from 1
/// @param sectors as many as the track has
/// @param badge whether it counts, in a word
/// @param why the reasons why it does not, empty if it does
public record LapRow(
        int number,
        String time,
        String uncertainty,
        List<String> sectors,
        String topSpeed,
        String badge,
        String why,
        boolean best) {
    public LapRow {
        sectors = List.copyOf(sectors);
    }
}
