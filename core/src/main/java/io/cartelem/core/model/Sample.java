package io.cartelem.core.model;

import org.jspecify.annotations.Nullable;

/// One value of one channel at one time.
///
/// @param timeNs nanoseconds in the time base of whoever hands it out (see [SampleBatch])
/// @param value the number, NaN for a text sample
/// @param text the text of a text sample, null for a number
public record Sample(
        Channel channel, long timeNs, double value, @Nullable String text, Quality quality) {}
