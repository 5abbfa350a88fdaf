package io.cartelem.core.mesh.pack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// Samples as objects with names, in whatever a Jackson factory writes.
final class TreeCodec implements PackBenchmark.Codec {
    private static final String[] NAMES =
            Reference.SCHEMA.channels().stream().map(RadioChannel::name).toArray(String[]::new);

    private final JsonFactory factory;

    TreeCodec(JsonFactory factory) {
        this.factory = factory;
    }

    @Override
    public byte[] encode(List<RadioSample> samples) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = factory.createGenerator(bytes)) {
            if (samples.size() > 1) {
                out.writeStartArray(samples, samples.size());
            }
            for (RadioSample sample : samples) {
                out.writeStartObject(sample, NAMES.length + 1);
                out.writeNumberField("time", sample.utc().toEpochMilli() / 1e3);
                for (int i = 0; i < NAMES.length; i++) {
                    out.writeNumberField(NAMES[i], rounded(sample.value(i), i));
                }
                out.writeEndObject();
            }
            if (samples.size() > 1) {
                out.writeEndArray();
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public double decode(byte[] bytes) throws IOException {
        double sum = 0;
        try (JsonParser in = factory.createParser(bytes)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    double value = in.nextToken().isNumeric() ? in.getDoubleValue() : 0;
                    sum += in.currentName().equals("time") ? 0 : value;
                }
            }
        }
        return sum;
    }

    /// As many digits as the value deserves, so that JSON is not longer than it must be.
    private static double rounded(double value, int channel) {
        double unit = channel < 2 ? 1e6 : 10;
        return Math.rint(value * unit) / unit;
    }
}
