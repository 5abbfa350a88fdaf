package io.cartelem.persistence.importer;

import io.cartelem.core.gps.GpsChannels;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/// A column of a table of samples: its channel, and what makes the channel's unit of the column's.
///
/// @param factor null for none
record Column(Channel channel, @Nullable BigDecimal factor) {
    static final BigDecimal KMH_PER_MS = new BigDecimal("3.6");
    static final BigDecimal KMH_PER_MPH = new BigDecimal("1.609344");
    static final BigDecimal KMH_PER_KNOT = new BigDecimal("1.852");

    static Column of(Channel channel) {
        return new Column(channel, null);
    }

    static Column speed(Channel channel, BigDecimal factor) {
        return new Column(channel, factor);
    }

    static Column gpsSpeed(BigDecimal factor) {
        return new Column(GpsChannels.SPEED, factor);
    }

    /// Hands a cell over as a sample.
    ///
    /// @throws NumberFormatException if it is not a number
    void put(LogSink sink, long timeNs, String cell) {
        double value = factor == null ? Numbers.decimal(cell) : Numbers.scaled(cell, factor);
        sink.sample(channel, timeNs, value, null, Quality.GOOD);
    }
}
