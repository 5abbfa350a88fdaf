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
    private static final String[] NAMES = {
        "lat",
        "lon",
        "speed",
        "heading",
        "altitude",
        "rpm",
        "throttle",
        "load",
        "coolant",
        "voltage",
        "satellites"
    };

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
                out.writeNumberField("time", sample.utc().toEpochMilli());
                for (int i = 0; i < NAMES.length; i++) {
                    double value = rounded(sample.value(i), i);
                    if (value == Math.rint(value)) {
                        out.writeNumberField(NAMES[i], (long) value);
                    } else {
                        out.writeNumberField(NAMES[i], value);
                    }
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
            // Not every parser knows the end of its input: the outermost end ends it.
            int depth = 0;
            do {
                JsonToken token = in.nextToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isNumeric() && !"time".equals(in.currentName())) {
                    sum += in.getDoubleValue();
                }
            } while (depth > 0);
        }
        return sum;
    }

    /// As many digits as the value deserves, so that JSON is not longer than it must be.
    private static double rounded(double value, int channel) {
        double unit = channel < 2 ? 1e6 : 10;
        return Math.rint(value * unit) / unit;
    }
}
