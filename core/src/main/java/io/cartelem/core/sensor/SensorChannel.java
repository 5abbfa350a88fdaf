package io.cartelem.core.sensor;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;

/// One quantity of a sensor, as its description says.
///
/// @param from where in the row it is: a column's number from 1, a header, a key, a JSON pointer, a
///   group's name
/// @param scale what a number is multiplied with
/// @param offset what is added afterwards
/// @param rateHz how often it is expected, 0 if that is not known
/// @param min the least value that can be true, after scale and offset
/// @param max the greatest
/// @param outside the quality of a value that is not between them
public record SensorChannel(
        Channel channel,
        String from,
        Type type,
        double scale,
        double offset,
        double rateHz,
        double min,
        double max,
        Quality outside) {

    /// What its text means.
    public enum Type {
        NUMBER,
        TEXT,
        /// true, on, yes, high or 1; false, off, no, low or 0. Kept as 1 and 0.
        BOOLEAN
    }

    public String name() {
        return channel.name();
    }
}
