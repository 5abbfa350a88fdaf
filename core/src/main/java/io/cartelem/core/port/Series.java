package io.cartelem.core.port;

import io.cartelem.core.model.Channel;

/// One channel prepared for a chart: columns of equal length, at most as many as were asked for.
/// Each column stands for a stretch of time and carries the smallest and largest number in it, so
/// no spike is lost. Where the channel has no more samples than columns, `min` and `max` are the
/// samples themselves.
///
/// @param timesNs time of the first sample of each column, nanoseconds since the session's start,
///   rising
/// @param exact whether each column is exactly one sample
public record Series(Channel channel, long[] timesNs, double[] min, double[] max, boolean exact) {}
