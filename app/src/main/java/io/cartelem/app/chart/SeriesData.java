package io.cartelem.app.chart;

import io.cartelem.core.model.Channel;

/// A channel and its numbers over time.
public record SeriesData(Channel channel, Pyramid pyramid) {}
