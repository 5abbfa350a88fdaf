package io.cartelem.core.mesh.proto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks over the fields of one protobuf message (protobuf encoding, "Message structure"). Stricter
/// than the standard, because a node's stream has no checksum and log text gets into it: only the
/// wire types that Meshtastic uses are accepted, a 32-bit field must fit 32 bits, and text must be
/// UTF-8. A length is compared with what is there before anything is allocated.
///
/// ```
///  while (reader.next()) switch (reader.field()) { case 1 -> a = reader.uint32(); … default -> reader.skip(); }
/// ```
public final class ProtoReader {
    static final int VARINT = 0;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int wireType;

    ProtoReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtoReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// Goes to the next field.
    ///
    /// @return false at the end of the message
    boolean next() throws MalformedException {
        if (at == end) {
            return false;
        }
        long tag = rawVarint();
        wireType = (int) (tag & 7);
        if (wireType != VARINT && wireType != LENGTH_DELIMITED && wireType != FIXED32) {
            throw new MalformedException("a field has the unused wire type " + wireType);
        }
        if (tag >>> 3 == 0 || tag >>> 3 > 0x1FFF_FFFFL) {
            throw new MalformedException("a field has an impossible number");
        }
        field = (int) (tag >>> 3);
        return true;
    }

    int field() {
        return field;
    }

    /// An unsigned or enumerated value.
    int uint32() throws MalformedException {
        expect(VARINT);
        long value = rawVarint();
        if (value >>> 32 != 0) {
            throw new MalformedException("field " + field + " does not fit 32 bits");
        }
        return (int) value;
    }

    /// A signed value; a negative one comes as ten bytes.
    int int32() throws MalformedException {
        expect(VARINT);
        long value = rawVarint();
        if (value != (int) value && value >>> 32 != 0) {
            throw new MalformedException("field " + field + " does not fit 32 bits");
        }
        return (int) value;
    }

    boolean bool() throws MalformedException {
        expect(VARINT);
        long value = rawVarint();
        if (value >>> 1 != 0) {
            throw new MalformedException("field " + field + " is neither true nor false");
        }
        return value == 1;
    }

    int fixed32() throws MalformedException {
        expect(FIXED32);
        return rawFixed32();
    }

    float real() throws MalformedException {
        return Float.intBitsToFloat(fixed32());
    }

    /// A copy of a field's bytes, no longer than the message they are in.
    byte[] octets() throws MalformedException {
        int length = length();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text() throws MalformedException {
        int length = length();
        at += length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at - length, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("field " + field + " is not UTF-8");
        }
    }

    /// A message within this one.
    ProtoReader message() throws MalformedException {
        int length = length();
        at += length;
        return new ProtoReader(bytes, at - length, at);
    }

    /// Passes over a field that means nothing to us.
    void skip() throws MalformedException {
        switch (wireType) {
            case VARINT -> rawVarint();
            case FIXED32 -> rawFixed32();
            default -> {
                int length = length();
                at += length;
            }
        }
    }

    private int length() throws MalformedException {
        expect(LENGTH_DELIMITED);
        long length = rawVarint();
        if (length < 0 || length > end - at) {
            throw new MalformedException("field " + field + " is longer than its message");
        }
        return (int) length;
    }

    private void expect(int type) throws MalformedException {
        if (wireType != type) {
            throw new MalformedException(
                    "field " + field + " has the wire type " + wireType + ", not " + type);
        }
    }

    private int rawFixed32() throws MalformedException {
        if (end - at < 4) {
            throw new MalformedException("the message ends within a value");
        }
        int value =
                (bytes[at] & 0xFF)
                        | (bytes[at + 1] & 0xFF) << 8
                        | (bytes[at + 2] & 0xFF) << 16
                        | (bytes[at + 3] & 0xFF) << 24;
        at += 4;
        return value;
    }

    private long rawVarint() throws MalformedException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (at == end) {
                throw new MalformedException("the message ends within a value");
            }
            byte b = bytes[at++];
            if (i == LONGEST_VARINT - 1 && (b & 0xFF) > 1) {
                break;
            }
            value |= (long) (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw new MalformedException("a value has more than 64 bits");
    }
}
