package io.cartelem.core.config;

import io.cartelem.core.collect.transport.LinkAddress;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// The settings of the Meshtastic radio.
public final class RadioKeys {
    /// What a radio is for.
    public enum Role {
        /// It sends what the car measures.
        CAR,
        /// It receives what cars send.
        PIT
    }

    public static final Key<LinkAddress> MESHTASTIC_PORT =
            Key.of(
                            "MESHTASTIC_PORT",
                            "off",
                            "off, auto, sim, a serial port or tcp://host:port",
                            RadioKeys::address,
                            "where the Meshtastic node is")
                    .takesEffectAtOnce();
    public static final Key<Role> MESHTASTIC_ROLE =
            Key.of(
                            "MESHTASTIC_ROLE",
                            "car",
                            "car or pit",
                            Parsers.word(Role.class),
                            "car sends, pit receives")
                    .takesEffectAtOnce();
    public static final Key<Double> MESHTASTIC_RATE_HZ =
            Key.of(
                            "MESHTASTIC_RATE_HZ",
                            "1",
                            "a rate from 0.01 to 10 samples a second",
                            Parsers.number(0.01, 10),
                            "samples a second to send at most; less where the air does not allow it")
                    .takesEffectAtOnce();
    public static final Key<OptionalInt> MESHTASTIC_MAX_PAYLOAD =
            Key.of(
                            "MESHTASTIC_MAX_PAYLOAD",
                            "auto",
                            "auto or 24 to 231 bytes",
                            Parsers.wholeNumberOr("auto", 24, 231),
                            "longest payload of a packet")
                    .takesEffectAtOnce();
    public static final Key<Duration> MESHTASTIC_RECONNECT_DELAY =
            Key.of(
                            "MESHTASTIC_RECONNECT_DELAY",
                            "1",
                            "seconds from 0.1 to 30",
                            Parsers.seconds(0.1, 30),
                            "seconds before the first new attempt at a lost Meshtastic node")
                    .takesEffectAtOnce();
    public static final Key<String> MESHTASTIC_TO =
            Key.of(
                            "MESHTASTIC_TO",
                            "broadcast",
                            "broadcast or a node's number such as !a1b2c3d4",
                            RadioKeys::destination,
                            "who receives what the car sends")
                    .takesEffectAtOnce();
    public static final Key<String> MESHTASTIC_CHANNEL =
            Key.of(
                            "MESHTASTIC_CHANNEL",
                            "",
                            "empty, a channel's name of at most 11 characters, or its index from 0 to 7",
                            RadioKeys::channel,
                            "the private channel to send on; empty for the first one")
                    .takesEffectAtOnce();

    static final List<Key<?>> ALL =
            List.of(
                    MESHTASTIC_PORT,
                    MESHTASTIC_ROLE,
                    MESHTASTIC_RATE_HZ,
                    MESHTASTIC_MAX_PAYLOAD,
                    MESHTASTIC_TO,
                    MESHTASTIC_CHANNEL,
                    MESHTASTIC_RECONNECT_DELAY);

    private RadioKeys() {}

    private static LinkAddress address(String text) {
        LinkAddress address = LinkAddress.parse(text);
        if (address instanceof LinkAddress.Gpsd || address instanceof LinkAddress.Udp) {
            throw new IllegalArgumentException("no way to a Meshtastic node");
        }
        return address;
    }

    private static String destination(String text) {
        if (text.equalsIgnoreCase("broadcast")) {
            return "broadcast";
        }
        if (!text.matches("![0-9a-fA-F]{8}")) {
            throw new IllegalArgumentException("no node number");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String channel(String text) {
        if (text.length() > 11) {
            throw new IllegalArgumentException("too long");
        }
        return text;
    }
}
