package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.LapComparison;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.model.Channel;

import java.util.List;

/// Two laps compared by distance, with their channels.
///
/// @param reference the way of the lap that is compared with
/// @param lap the way of the lap that is judged
/// @param channels as many as were asked for and are there
public record SessionComparison(
        Course course,
        LapRef referenceRef,
        LapRef lapRef,
        LapTrace reference,
        LapTrace lap,
        LapComparison byDistance,
        List<ChannelPair> channels) {

    /// One channel of both laps over the columns of the comparison; NaN where a lap has no value.
    public record ChannelPair(Channel channel, double[] reference, double[] lap) {}
}
