package io.cartelem.core.port;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;

import org.jspecify.annotations.Nullable;

/// A recorded sample.
///
/// @param id stable for ever: the channel's number in the high 24 bits, its ordinal within the
///   channel in the low 40
/// @param timeNs nanoseconds since the session's start, whole microseconds
/// @param value the number, NaN for a text sample
/// @param text the text of a text sample, null for a number
public record Signal(
        long id,
        Channel channel,
        long timeNs,
        double value,
        @Nullable String text,
        Quality quality) {}
