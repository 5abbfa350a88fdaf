package io.cartelem.core.mesh.pack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Samples as protobuf messages: the time in milliseconds as a varint, position as doubles, the
/// rest as floats; several as repeated messages.
final class ProtobufCodec implements PackBenchmark.Codec {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    @Override
    public byte[] encode(List<RadioSample> samples) {
        if (samples.size() == 1) {
            return message(samples.getFirst());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(1_600);
        for (RadioSample sample : samples) {
            byte[] message = message(sample);
            all.write(1 << 3 | DELIMITED);
            all.write(message.length);
            all.writeBytes(message);
        }
        return all.toByteArray();
    }

    @Override
    public double decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        while (in.hasRemaining()) {
            switch (in.get() & 7) {
                case VARINT, DELIMITED -> {
                    while (in.get() < 0) {}
                }
                case FIXED64 -> sum += in.getDouble();
                case FIXED32 -> sum += in.getFloat();
                default -> throw new IllegalStateException("not what was written");
            }
        }
        return sum;
    }

    private static byte[] message(RadioSample sample) {
        ByteBuffer out = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) (1 << 3 | VARINT));
        long time = sample.utc().toEpochMilli();
        while (time > 127) {
            out.put((byte) (time | 0x80));
            time >>>= 7;
        }
        out.put((byte) time);
        for (int i = 0; i < sample.size(); i++) {
            int field = i + 2;
            if (i < 2) {
                out.put((byte) (field << 3 | FIXED64)).putDouble(sample.value(i));
            } else {
                out.put((byte) (field << 3 | FIXED32)).putFloat((float) sample.value(i));
            }
        }
        byte[] message = new byte[out.position()];
        out.flip().get(message);
        return message;
    }
}
