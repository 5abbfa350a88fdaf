package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Channel;

/// A channel as a reader finds it.
///
/// @param chunked what its chunks hold together, without the tail
record ChannelRow(long id, Channel channel, ChannelTotals chunked)
        implements Comparable<ChannelRow> {

    /// By name, the order in which the port lists channels.
    @Override
    public int compareTo(ChannelRow other) {
        int byName = channel.id().compareTo(other.channel.id());
        return byName != 0 ? byName : Long.compare(id, other.id);
    }
}
