package io.cartelem.server.stream;

import java.util.function.LongUnaryOperator;

/// How the times of a batch become microseconds since 1970.
///
/// @param micros the scale itself, which never jumps while a stream lasts
/// @param aheadMicros what to add for the time of day, not zero only where the computer's clock was
///   set since
record TimeScale(LongUnaryOperator micros, long aheadMicros) {

    /// A recorded session's own time.
    static TimeScale recorded(LongUnaryOperator micros) {
        return new TimeScale(micros, 0);
    }

    /// For the time of day.
    long utcMicros(long timeNs) {
        return micros.applyAsLong(timeNs) + aheadMicros;
    }
}
