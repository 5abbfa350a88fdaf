package io.cartelem.core.mesh.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.CRC32;

/// Which quantities a sender's packets hold, in which order. Immutable.
///
/// The order is that of priority: where a packet has no room for all, the last ones stay out.
public final class RadioSchema {
    /// The most channels of a schema.
    public static final int MAX_CHANNELS = 64;

    /// The longest description of a schema, in bytes.
    public static final int MAX_DESCRIPTION = 1024;

    private static final int ID_MASK = 0xFFF;

    private final List<RadioChannel> channels;
    private final byte[] description;
    private final int hash;

    private RadioSchema(List<RadioChannel> channels, byte[] description) {
        this.channels = channels;
        this.description = description;
        this.hash = hashOf(description);
    }

    /// A schema of exactly these channels.
    ///
    /// @param channels by priority, the most important first
    /// @throws IllegalArgumentException if there are none, or two of one name, or more than fit
    public static RadioSchema of(List<RadioChannel> channels) {
        RadioSchema schema = fitting(channels);
        if (schema.channels.size() < channels.size()) {
            throw new IllegalArgumentException(
                    "a radio schema has at most %d channels of different names, described in %d bytes; %d of %d fit"
                            .formatted(
                                    MAX_CHANNELS,
                                    MAX_DESCRIPTION,
                                    schema.channels.size(),
                                    channels.size()));
        }
        return schema;
    }

    /// A schema of as many of these channels as fit, the most important first; of two with one name
    /// only the first.
    ///
    /// @param channels at least one, by priority
    public static RadioSchema fitting(List<RadioChannel> channels) {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("a radio schema needs at least one channel");
        }
        List<RadioChannel> kept = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int size = 1;
        for (RadioChannel channel : channels) {
            int more = Descriptions.sizeOf(channel);
            if (kept.size() < MAX_CHANNELS
                    && size + more <= MAX_DESCRIPTION
                    && names.add(channel.name())) {
                kept.add(channel);
                size += more;
            }
        }
        return new RadioSchema(List.copyOf(kept), Descriptions.write(kept));
    }

    static RadioSchema described(List<RadioChannel> channels, byte[] description) {
        return new RadioSchema(List.copyOf(channels), description);
    }

    static int hashOf(byte[] description) {
        CRC32 crc = new CRC32();
        crc.update(description);
        return (int) crc.getValue();
    }

    static int idOf(int hash) {
        return hash & ID_MASK;
    }

    public List<RadioChannel> channels() {
        return channels;
    }

    /// The place of the channel with that name, if there is one.
    public OptionalInt indexOf(String name) {
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// The CRC-32 of its description: the name by which the two sides know it.
    public int hash() {
        return hash;
    }

    /// The low twelve bits of the hash, which stand in every packet.
    public int id() {
        return idOf(hash);
    }

    /// Its channels as bytes, as SCHEMA packets carry them.
    public byte[] description() {
        return description.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RadioSchema schema && schema.channels.equals(channels);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "schema %08x of %d channels".formatted(hash, channels.size());
    }
}
