package io.cartelem.app.chart;

import io.cartelem.core.model.Channel;

import java.util.List;
import java.util.Optional;

/// Where charts get their numbers from: the live state or a recorded session.
public interface Feed {

    /// The numeric channels that can be chosen now, by source and name.
    List<Channel> channels();

    /// A channel's numbers as the time axis now shows them best; empty while it is not known. What
    /// is asked for is kept up to date from then on.
    Optional<SeriesData> series(String channelId);

    /// A channel's numbers as far as they are at hand, whatever the time axis shows: for what is
    /// not on that axis.
    default Optional<SeriesData> whole(String channelId) {
        return series(channelId);
    }
}
