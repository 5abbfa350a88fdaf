package io.cartelem.core.port;

import io.cartelem.core.model.Channel;

/// What a session holds of one channel.
///
/// @param count samples
/// @param firstNs time of the earliest sample, nanoseconds since the session's start
/// @param lastNs time of the latest sample
/// @param min smallest number, NaN if the channel has none
/// @param max largest number, NaN if the channel has none
/// @param mean mean of the numbers, NaN if the channel has none
public record ChannelSummary(
        Channel channel,
        long count,
        long firstNs,
        long lastNs,
        double min,
        double max,
        double mean) {}
