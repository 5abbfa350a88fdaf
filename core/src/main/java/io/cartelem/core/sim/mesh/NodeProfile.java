package io.cartelem.core.sim.mesh;

import io.cartelem.core.mesh.air.ModemPreset;
import io.cartelem.core.mesh.air.RadioSettings;
import io.cartelem.core.mesh.air.Region;
import io.cartelem.core.mesh.proto.FromRadio.Channel;
import io.cartelem.core.mesh.proto.FromRadio.LoraConfig;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A simulated node as its owner set it up.
///
/// @param number its number in the mesh
/// @param longName what it calls itself
/// @param shortName the same in up to four characters
/// @param role 0 client, 2 router and others
/// @param lora how it sends
/// @param channels all eight, by index
/// @param firmware its version
/// @param signs whether it signs broadcasts
/// @param shuffled whether it tells the parts of its configuration in any order
public record NodeProfile(
        int number,
        String longName,
        String shortName,
        int role,
        LoraConfig lora,
        List<Channel> channels,
        String firmware,
        boolean signs,
        boolean shuffled) {
    private static final int CHANNELS = 8;

    /// The name of the private channel of [#car] and [#pit].
    public static final String PRIVATE_CHANNEL = "pitwall";

    private static final byte[] DEFAULT_KEY = {1};
    private static final byte[] PRIVATE_KEY =
            "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /// The car's node: EU_868, SHORT_FAST, a private second channel.
    public static NodeProfile car() {
        return of(0xCA70_0001, "Simulated car", "CAR1");
    }

    /// The pit's node, set up in the same way.
    public static NodeProfile pit() {
        return of(0x0917_0002, "Simulated pit", "PIT");
    }

    /// A node of the same set-up with another identity.
    public static NodeProfile of(int number, String longName, String shortName) {
        List<Channel> channels = new ArrayList<>();
        channels.add(new Channel(0, DEFAULT_KEY, "", 1));
        channels.add(new Channel(1, PRIVATE_KEY, PRIVATE_CHANNEL, 2));
        for (int i = 2; i < CHANNELS; i++) {
            channels.add(new Channel(i, new byte[0], "", 0));
        }
        LoraConfig lora =
                new LoraConfig(
                        true,
                        ModemPreset.SHORT_FAST.code(),
                        0,
                        0,
                        0,
                        Region.EU_868.code(),
                        3,
                        true,
                        false);
        return new NodeProfile(
                number, longName, shortName, 0, lora, channels, "2.7.15.567b8ea", false, false);
    }

    public NodeProfile withPreset(ModemPreset preset) {
        return withLora(preset.code(), lora.region(), lora.txEnabled());
    }

    public NodeProfile withRegion(Region region) {
        return withLora(lora.modemPreset(), region.code(), lora.txEnabled());
    }

    public NodeProfile withSending(boolean enabled) {
        return withLora(lora.modemPreset(), lora.region(), enabled);
    }

    private NodeProfile withLora(int preset, int region, boolean sending) {
        LoraConfig changed =
                new LoraConfig(
                        lora.usePreset(),
                        preset,
                        lora.bandwidth(),
                        lora.spreadFactor(),
                        lora.codingRate(),
                        region,
                        lora.hopLimit(),
                        sending,
                        lora.overrideDutyCycle());
        return new NodeProfile(
                number, longName, shortName, role, changed, channels, firmware, signs, shuffled);
    }

    public NodeProfile withRole(int newRole) {
        return new NodeProfile(
                number, longName, shortName, newRole, lora, channels, firmware, signs, shuffled);
    }

    /// With no channel but the primary one, whose key everybody knows.
    public NodeProfile withoutPrivateChannel() {
        List<Channel> open = new ArrayList<>(channels);
        open.set(1, new Channel(1, new byte[0], "", 0));
        return new NodeProfile(
                number, longName, shortName, role, lora, open, firmware, signs, shuffled);
    }

    public NodeProfile signing() {
        return new NodeProfile(
                number, longName, shortName, role, lora, channels, firmware, true, shuffled);
    }

    public NodeProfile shuffling() {
        return new NodeProfile(
                number, longName, shortName, role, lora, channels, firmware, signs, true);
    }

    /// What its way of sending means for airtime and duty.
    public RadioSettings radio() {
        return RadioSettings.fromNode(
                lora.usePreset(),
                lora.modemPreset(),
                lora.bandwidth(),
                lora.spreadFactor(),
                lora.codingRate(),
                lora.region(),
                lora.hopLimit(),
                lora.txEnabled(),
                lora.overrideDutyCycle());
    }
}
