package io.cartelem.core.mesh.pack;

import org.jspecify.annotations.Nullable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The description of a schema as bytes: the number of channels, then each of them.
///
/// ```
/// 01–7f                                                              built-in channel
/// 80 name unit decimals:8 first:i32 step:u16 top:u32                 equal steps
/// 81 as 80                                                           equal steps around a circle
/// 82 name unit bits:8                                                floating point
/// ```
///
/// A name and a unit are a length and so many bytes of UTF-8. Numbers are big-endian.
final class Descriptions {
    private static final int STEPS = 0x80;
    private static final int CYCLIC_STEPS = 0x81;
    private static final int FLOATING = 0x82;
    private static final int STEPS_BYTES = 1 + 4 + 2 + 4;

    private Descriptions() {}

    static byte[] write(List<RadioChannel> channels) {
        int size = 1;
        for (RadioChannel channel : channels) {
            size += sizeOf(channel);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) channels.size());
        for (RadioChannel channel : channels) {
            write(channel, out);
        }
        return out.array();
    }

    static int sizeOf(RadioChannel channel) {
        if (BuiltIns.codeOf(channel).isPresent()) {
            return 1;
        }
        int texts = 2 + utf8(channel.name()).length + utf8(channel.unit()).length;
        return 1
                + texts
                + switch (channel.quantisation()) {
                    case Quantisation.Steps _ -> STEPS_BYTES;
                    case Quantisation.Floating _ -> 1;
                };
    }

    /// The schema that some bytes describe; empty if they do not describe one to the last byte.
    static Optional<RadioSchema> read(byte[] description) {
        try {
            ByteBuffer in = ByteBuffer.wrap(description);
            int count = in.get() & 0xFF;
            if (count == 0
                    || count > RadioSchema.MAX_CHANNELS
                    || description.length > RadioSchema.MAX_DESCRIPTION) {
                return Optional.empty();
            }
            List<RadioChannel> channels = new ArrayList<>(count);
            Set<String> names = new HashSet<>();
            for (int i = 0; i < count; i++) {
                RadioChannel channel = read(in);
                if (channel == null || !names.add(channel.name())) {
                    return Optional.empty();
                }
                channels.add(channel);
            }
            return in.hasRemaining()
                    ? Optional.empty()
                    : Optional.of(RadioSchema.described(channels, description.clone()));
        } catch (BufferUnderflowException | CharacterCodingException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void write(RadioChannel channel, ByteBuffer out) {
        Optional<Integer> code = BuiltIns.codeOf(channel);
        if (code.isPresent()) {
            out.put(code.get().byteValue());
            return;
        }
        switch (channel.quantisation()) {
            case Quantisation.Steps steps -> {
                out.put((byte) (steps.cyclic() ? CYCLIC_STEPS : STEPS));
                texts(channel, out);
                out.put((byte) steps.decimals());
                out.putInt(steps.first());
                out.putShort((short) steps.step());
                out.putInt((int) steps.top());
            }
            case Quantisation.Floating floating -> {
                out.put((byte) FLOATING);
                texts(channel, out);
                out.put((byte) floating.bits());
            }
        }
    }

    private static void texts(RadioChannel channel, ByteBuffer out) {
        for (String text : List.of(channel.name(), channel.unit())) {
            byte[] bytes = utf8(text);
            out.put((byte) bytes.length);
            out.put(bytes);
        }
    }

    private static @Nullable RadioChannel read(ByteBuffer in) throws CharacterCodingException {
        int kind = in.get() & 0xFF;
        if (kind < STEPS) {
            return BuiltIns.ofCode(kind).orElse(null);
        }
        if (kind > FLOATING) {
            return null;
        }
        String name = text(in, RadioChannel.NAME_BYTES);
        String unit = text(in, RadioChannel.UNIT_BYTES);
        Quantisation quantisation;
        if (kind == FLOATING) {
            quantisation = new Quantisation.Floating(in.get() & 0xFF);
        } else {
            int decimals = in.get() & 0xFF;
            int first = in.getInt();
            int step = in.getShort() & 0xFFFF;
            long top = in.getInt() & 0xFFFF_FFFFL;
            quantisation = new Quantisation.Steps(first, step, top, decimals, kind == CYCLIC_STEPS);
        }
        return new RadioChannel(name, unit, quantisation);
    }

    private static String text(ByteBuffer in, int limit) throws CharacterCodingException {
        int length = in.get() & 0xFF;
        if (length > limit) {
            throw new CharacterCodingException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new CharacterCodingException();
        }
        return text;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
