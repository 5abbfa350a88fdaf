package io.cartelem.core.mesh.proto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the fields of one protobuf message in the order of the calls. As proto3 does, a field
/// that has its default (0, false, empty) is left out; [#message] and [#always] write it all the
/// same.
final class ProtoWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    ProtoWriter uint32(int field, int value) {
        return value == 0 ? this : always(field, Integer.toUnsignedLong(value));
    }

    /// A signed value; a negative one takes ten bytes.
    ProtoWriter int32(int field, int value) {
        return value == 0 ? this : always(field, value);
    }

    ProtoWriter bool(int field, boolean value) {
        return value ? always(field, 1) : this;
    }

    /// A varint that is written even when it is 0, as a member of a `oneof` must be.
    ProtoWriter always(int field, long value) {
        tag(field, ProtoReader.VARINT);
        varint(value);
        return this;
    }

    ProtoWriter fixed32(int field, int value) {
        if (value != 0) {
            tag(field, ProtoReader.FIXED32);
            for (int shift = 0; shift < 32; shift += 8) {
                out.write(value >>> shift);
            }
        }
        return this;
    }

    ProtoWriter real(int field, float value) {
        return fixed32(field, Float.floatToRawIntBits(value));
    }

    ProtoWriter octets(int field, byte[] value) {
        return value.length == 0 ? this : delimited(field, value);
    }

    ProtoWriter text(int field, String value) {
        return octets(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// A message within this one, also an empty one.
    ProtoWriter message(int field, ProtoWriter inner) {
        return delimited(field, inner.bytes());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private ProtoWriter delimited(int field, byte[] value) {
        tag(field, ProtoReader.LENGTH_DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
