package io.cartelem.server.stream;

import io.cartelem.core.model.Channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers the channels of a stream in the order in which they appear; a number once given stays.
/// Safe on any thread.
final class ChannelTable {
    private final Map<Channel, Integer> numbers = new HashMap<>();
    private final List<Channel> channels = new ArrayList<>();

    synchronized int numberOf(Channel channel) {
        Integer known = numbers.get(channel);
        if (known != null) {
            return known;
        }
        int fresh = channels.size();
        channels.add(channel);
        numbers.put(channel, fresh);
        return fresh;
    }

    synchronized int size() {
        return channels.size();
    }

    /// The channels with numbers from `first` on.
    synchronized List<Channel> from(int first) {
        return List.copyOf(channels.subList(Math.min(first, channels.size()), channels.size()));
    }
}
