package io.cartelem.core.lap;

import java.util.Locale;

/// Why a lap does not count.
///
/// @param value how much, in the unit of its kind
/// @param atM where, metres from the start of the lap; negative for the lap as a whole
public record Reason(Kind kind, double value, double atM) {

    /// What can be wrong with a lap. Named in the API in lower case.
    public enum Kind {
        /// It began in the pits or with a stop; value is the seconds it stood, 0 for a slow start
        /// beside the track.
        OUT_LAP,
        /// It ended in the pits; value likewise.
        IN_LAP,
        /// It stopped on the way; value is the seconds it stood.
        STOPPED,
        /// No positions came for `value` seconds.
        GAP,
        /// The receiver's geometry was poor; value is the worst HDOP, infinite while the receiver
        /// guessed its position.
        HDOP,
        /// The time itself is not known better than `value` seconds.
        UNCERTAIN,
        /// A part of the track was left out: it is `value` metres shorter than others.
        CUT,
        /// Split number `value` was not crossed.
        MISSED_SPLIT,
        /// It is `value` metres longer than others: the line was passed unseen, or the way was
        /// another.
        TOO_LONG
    }

    static Reason of(Kind kind, double value) {
        return new Reason(kind, value, -1);
    }

    /// In English, for the API and exported files; screens have their own words.
    public String sentence() {
        String where = atM < 0 ? "" : String.format(Locale.ROOT, " at %.0f m", atM);
        return switch (kind) {
            case OUT_LAP -> value > 0 ? stood("Out lap: stood", where) : "Out lap";
            case IN_LAP -> value > 0 ? stood("In lap: stood", where) : "In lap";
            case STOPPED -> stood("Stood", where);
            case GAP -> String.format(Locale.ROOT, "No position for %.1f s%s", value, where);
            case HDOP ->
                    Double.isInfinite(value)
                            ? "Position guessed by the receiver" + where
                            : String.format(
                                    Locale.ROOT, "Poor position, HDOP %.1f%s", value, where);
            case UNCERTAIN -> String.format(Locale.ROOT, "Time uncertain by %.2f s", value);
            case CUT -> String.format(Locale.ROOT, "%.0f m shorter than the track", value);
            case MISSED_SPLIT -> String.format(Locale.ROOT, "Split %.0f was not crossed", value);
            case TOO_LONG -> String.format(Locale.ROOT, "%.0f m longer than the track", value);
        };
    }

    private String stood(String what, String where) {
        return String.format(Locale.ROOT, "%s for %.0f s%s", what, value, where);
    }
}
