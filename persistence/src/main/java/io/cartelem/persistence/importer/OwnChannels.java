package io.cartelem.persistence.importer;

import io.cartelem.core.gps.GpsChannels;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ValueKind;

/// Channels as Cartelem's own files name them.
final class OwnChannels {
    private OwnChannels() {}

    /// The channel; decimals are not in the file, except for those everybody knows.
    ///
    /// @throws IllegalArgumentException if it cannot be one
    static Channel of(String source, String name, String unit, boolean text) {
        Channel channel =
                new Channel(source, name, unit, text ? ValueKind.TEXT : ValueKind.NUMBER, 0);
        for (Channel known : GpsChannels.ALL) {
            if (!text && known.id().equals(channel.id()) && known.unit().equals(unit)) {
                return known;
            }
        }
        return channel;
    }
}
