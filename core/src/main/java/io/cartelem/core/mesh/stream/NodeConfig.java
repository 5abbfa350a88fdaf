package io.cartelem.core.mesh.stream;

import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.FromRadio.Channel;
import io.cartelem.core.mesh.proto.FromRadio.LoraConfig;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a node told about itself in the handshake.
///
/// @param number its number in the mesh
/// @param longName what its owner calls it, empty if nothing
/// @param shortName the same in up to four characters
/// @param role what it is for, see [FromRadio.DeviceConfig]
/// @param lora how it sends
/// @param channels all its channels, disabled ones too, by index
/// @param firmware its version, empty if it did not say
/// @param signs whether it signs broadcasts
public record NodeConfig(
        int number,
        String longName,
        String shortName,
        int role,
        LoraConfig lora,
        List<Channel> channels,
        String firmware,
        boolean signs) {

    /// Whether the node keeps private packets from its client.
    public boolean keepsPrivatePackets() {
        return new FromRadio.DeviceConfig(role).keepsPrivatePackets();
    }

    /// The channel of that name or index.
    ///
    /// @param wanted a name, regardless of case, or 0 to 7; empty for the first private one
    public Optional<Channel> channel(String wanted) {
        return channels.stream()
                .filter(Channel::enabled)
                .filter(
                        channel ->
                                wanted.isEmpty()
                                        ? channel.isPrivate()
                                        : channel.name().equalsIgnoreCase(wanted)
                                                || wanted.equals(String.valueOf(channel.index())))
                .findFirst();
    }

    /// What it calls itself, for a person: `Car (CAR1, !a1b2c3d4, firmware 2.7.15)`.
    public String description() {
        String name = longName.isEmpty() ? "Meshtastic node" : longName;
        String more = shortName.isEmpty() ? "" : shortName + ", ";
        String version = firmware.isEmpty() ? "" : ", firmware " + firmware;
        return name + " (" + more + id(number) + version + ")";
    }

    /// A node number as Meshtastic writes it: `!a1b2c3d4`.
    public static String id(int number) {
        return String.format(Locale.ROOT, "!%08x", number);
    }
}
