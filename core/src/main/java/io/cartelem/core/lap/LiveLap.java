package io.cartelem.core.lap;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a driver wants to know now. Times in the time base of the fixes.
///
/// @param number of the lap being driven, 0 before the first
/// @param startNs when it began, meaningless while `number` is 0
/// @param sectors its finished sectors
/// @param last the lap before, null if there is none
/// @param best the best of this drive that counts, null if there is none
/// @param referenceNs the time of the lap it is compared with, −1 if there is none
/// @param delta seconds behind the reference at this place, NaN if not known
/// @param predictedNs the lap time if the rest goes as in the reference, −1 if not known
/// @param metres since the start of the lap
/// @param latestNs time of the latest position
public record LiveLap(
        int number,
        long startNs,
        List<Sector> sectors,
        @Nullable Lap last,
        @Nullable Lap best,
        long referenceNs,
        double delta,
        long predictedNs,
        double metres,
        long latestNs) {

    /// Whether a lap is being driven.
    public boolean isTiming() {
        return number > 0;
    }
}
