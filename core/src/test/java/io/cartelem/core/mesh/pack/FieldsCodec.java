package io.cartelem.core.mesh.pack;

import java.nio.ByteBuffer;
import java.util.List;

/// Samples as a length and fields of six bytes, a number and a float, one after the other.
final class FieldsCodec implements PackBenchmark.Codec {
    private static final int FIELD = 6;

    @Override
    public byte[] encode(List<RadioSample> samples) {
        int size = 2 + (samples.getFirst().size() + 1) * FIELD;
        ByteBuffer out = ByteBuffer.allocate(size * samples.size());
        for (RadioSample sample : samples) {
            out.putShort((short) (sample.size() + 1));
            out.putShort((short) 0).putFloat(sample.utc().toEpochMilli() % 86_400_000 / 1e3f);
            for (int i = 0; i < sample.size(); i++) {
                out.putShort((short) (i + 1)).putFloat((float) sample.value(i));
            }
        }
        return out.array();
    }

    @Override
    public double decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        double sum = 0;
        while (in.hasRemaining()) {
            int fields = in.getShort();
            for (int i = 0; i < fields; i++) {
                int number = in.getShort();
                float value = in.getFloat();
                sum += number == 0 ? 0 : value;
            }
        }
        return sum;
    }
}
