package io.cartelem.core.mesh.stream;

import io.cartelem.core.mesh.proto.FromRadio;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.TreeMap;

/// Gathers a node's configuration, whose parts come in any order and of which some may be lost to
/// log text. Kept over several askings, so that what one lost another brings.
final class Handshake {
    private static final int CHANNELS = 8;

    private final TreeMap<Integer, FromRadio.Channel> channels = new TreeMap<>();
    private final TreeMap<Integer, FromRadio.Node> nodes = new TreeMap<>();
    private FromRadio.@Nullable LoraConfig lora;
    private FromRadio.@Nullable DeviceConfig device;
    private FromRadio.@Nullable Metadata metadata;
    private int number;

    void forget() {
        channels.clear();
        nodes.clear();
        lora = null;
        device = null;
        metadata = null;
        number = 0;
    }

    void take(FromRadio message) {
        switch (message) {
            case FromRadio.MyInfo info -> number = info.nodeNumber();
            case FromRadio.LoraConfig part -> lora = part;
            case FromRadio.DeviceConfig part -> device = part;
            case FromRadio.Metadata part -> metadata = part;
            case FromRadio.Channel channel -> {
                if (channel.index() >= 0 && channel.index() < CHANNELS) {
                    channels.put(channel.index(), channel);
                }
            }
            case FromRadio.Node node -> {
                if (nodes.size() < CHANNELS || nodes.containsKey(node.number())) {
                    nodes.put(node.number(), node);
                }
            }
            case FromRadio.Packet _,
                    FromRadio.QueueStatus _,
                    FromRadio.Notification _,
                    FromRadio.ConfigComplete _,
                    FromRadio.Rebooted _,
                    FromRadio.Other _ -> {}
        }
    }

    /// The configuration, if enough of it is there.
    ///
    /// @param whole whether every part must be, or just what nothing can be done without
    @Nullable NodeConfig config(boolean whole) {
        FromRadio.LoraConfig sending = lora;
        if (number == 0 || sending == null) {
            return null;
        }
        if (whole && (device == null || channels.size() < CHANNELS || metadata == null)) {
            return null;
        }
        FromRadio.Node own = nodes.getOrDefault(number, new FromRadio.Node(number, "", "", ""));
        return new NodeConfig(
                number,
                own.longName(),
                own.shortName(),
                device == null ? 0 : device.role(),
                sending,
                List.copyOf(channels.values()),
                metadata == null ? "" : metadata.firmware(),
                metadata != null && metadata.signs());
    }
}
