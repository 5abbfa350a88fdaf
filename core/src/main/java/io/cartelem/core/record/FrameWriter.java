package io.cartelem.core.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.cartelem.core.live.LiveState;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.live.LiveValue.Freshness;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Writes a snapshot of the latest values as a JSON object of channel ids. Values that are gone are
/// left out, so that a frame never repeats a dead sensor's last number.
final class FrameWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private FrameWriter() {}

    /// @param nowNs monotonic time of the snapshot
    static String write(LiveState live, long nowNs) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (LiveValue value : live.latest()) {
                if (value.freshness(nowNs) != Freshness.GONE) {
                    write(json, value);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, LiveValue value) throws IOException {
        if (value.text() != null) {
            json.writeStringField(value.channel().id(), value.text());
        } else if (Double.isFinite(value.value())) {
            json.writeNumberField(value.channel().id(), value.value());
        } else {
            json.writeNullField(value.channel().id());
        }
    }
}
