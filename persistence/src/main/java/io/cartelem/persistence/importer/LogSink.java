package io.cartelem.persistence.importer;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Quality;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Takes what a format finds in a file. Times are nanoseconds since the session's start. For one
/// thread.
interface LogSink {

    /// What the file says about the session, before [#begin]; null or blank for what it does not.
    void describe(
            @Nullable String name,
            @Nullable String carId,
            @Nullable String driver,
            @Nullable String track,
            @Nullable String notes);

    /// The UTC of time 0; exactly once, before the first sample.
    void begin(Instant start, ClockAnchor.Trust trust);

    /// @param value the number, NaN for a text sample
    /// @param text the text of a text sample, null for a number
    void sample(Channel channel, long timeNs, double value, @Nullable String text, Quality quality);

    /// Another instant whose UTC is known; after [#begin].
    void anchor(ClockAnchor anchor);

    void marker(long timeNs, String text);

    /// When the recording ended; without it, at the last sample.
    void stopped(Instant utc);

    /// @param line line or row from 1, 0 for the file as a whole
    void problem(long line, String sentence);

    /// Tells how many bytes of the file have been read.
    void position(long bytes);
}
