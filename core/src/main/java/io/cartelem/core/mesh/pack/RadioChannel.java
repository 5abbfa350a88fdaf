package io.cartelem.core.mesh.pack;

import io.cartelem.core.model.Channel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One quantity on the air: what it is called and how its values become bits. Immutable.
///
/// @param name the quantity's name, the same as at its own source, at most 40 bytes of UTF-8
/// @param unit the unit's symbol, empty for none, at most 12 bytes of UTF-8
public record RadioChannel(String name, String unit, Quantisation quantisation) {
    /// The source of all channels that came by radio.
    public static final String SOURCE = "meshtastic";

    /// The name under which a receiver records the car's own time of each sample, in seconds since
    /// 1970 UTC: good where it came from satellites, else suspect. With it a recording is aligned
    /// to the car's, whatever the receiver's clock showed.
    public static final String CAR_TIME = "car_time";

    /// Packets of a sender that a receiver has heard.
    public static final String PACKET_COUNT = "packet_count";

    /// Packets of a sender that a receiver has missed, in percent.
    public static final String LOSS_PERCENT = "loss_pct";

    /// Signal-to-noise ratio of a packet at the receiver, dB.
    public static final String SNR = "snr";

    /// Strength of a packet at the receiver, dBm.
    public static final String RSSI = "rssi";

    /// The names of what a receiver records of each sender, which are no quantities of a car.
    public static final List<String> OF_THE_RECEIVER =
            List.of(CAR_TIME, PACKET_COUNT, LOSS_PERCENT, SNR, RSSI);

    static final int NAME_BYTES = 40;
    static final int UNIT_BYTES = 12;
    private static final int UNKNOWN_RANGE_BITS = 24;
    private static final int FLOAT_DECIMALS = 3;

    public RadioChannel {
        int bytes = bytes(name);
        if (bytes == 0 || bytes > NAME_BYTES) {
            throw new IllegalArgumentException(
                    "a radio channel's name has 1 to 40 bytes, but '" + name + "' has " + bytes);
        }
        if (bytes(unit) > UNIT_BYTES) {
            throw new IllegalArgumentException(
                    "a radio channel's unit has at most 12 bytes, '" + unit + "' is longer");
        }
    }

    /// The built-in channel for a quantity, if the format knows it: one byte in a SCHEMA.
    public static Optional<RadioChannel> builtIn(Channel channel) {
        return BuiltIns.of(channel);
    }

    /// A channel for any quantity: the built-in one, or 24 bits of floating point under its own
    /// name, shortened where it is too long for the air.
    public static RadioChannel of(Channel channel) {
        return builtIn(channel)
                .orElseGet(
                        () ->
                                new RadioChannel(
                                        cut(channel.name(), NAME_BYTES),
                                        cut(channel.unit(), UNIT_BYTES),
                                        new Quantisation.Floating(UNKNOWN_RANGE_BITS)));
    }

    /// A channel for a quantity whose range is known.
    ///
    /// @param min smallest value
    /// @param max largest value
    /// @param decimals digits after the decimal point that are kept, 0 to 9
    /// @throws IllegalArgumentException if the range has fewer than 2 or more than 2^32 values, or
    ///   begins beyond ±2^31 units of the last decimal
    public static RadioChannel ranged(
            String name, String unit, double min, double max, int decimals) {
        double units = Math.pow(10, decimals);
        long first = Math.round(min * units);
        long last = Math.round(max * units);
        if (first != (int) first) {
            throw new IllegalArgumentException(
                    name + " begins at " + min + ", too far from 0 for " + decimals + " decimals");
        }
        return new RadioChannel(
                name, unit, new Quantisation.Steps((int) first, 1, last - first, decimals, false));
    }

    /// The channel under which the receiver shows and records it.
    public Channel channel() {
        int decimals =
                switch (quantisation) {
                    case Quantisation.Steps steps -> steps.decimals();
                    case Quantisation.Floating _ -> FLOAT_DECIMALS;
                };
        return Channel.number(SOURCE, name, unit, decimals);
    }

    /// The same quantity under another name, for a second source with the same name.
    public RadioChannel named(String other) {
        return new RadioChannel(cut(other, NAME_BYTES), unit, quantisation);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String cut(String text, int limit) {
        String shorter = text;
        while (bytes(shorter) > limit) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter;
    }
}
