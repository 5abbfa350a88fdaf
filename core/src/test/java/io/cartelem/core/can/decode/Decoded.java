package io.cartelem.core.can.decode;

import io.cartelem.core.can.dbc.Dbc;
import io.cartelem.core.can.wire.CanFrame;
import io.cartelem.core.can.wire.CanReader;
import io.cartelem.core.can.wire.CanSink;
import io.cartelem.core.model.SampleBatch;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Decodes frames given as text.
final class Decoded {
    private final CanDecoder decoder;
    private final CanReader reader = new CanReader();
    CanDecoder.Outcome outcome = CanDecoder.Outcome.UNKNOWN;

    Decoded(Dbc dbc) {
        decoder = new CanDecoder(dbc, "can");
    }

    SampleBatch decode(String hexId, byte[] data, long timeNs) {
        SampleBatch.Builder out = SampleBatch.builder(8);
        String line =
                "(1.0) can0 "
                        + hexId
                        + (data.length > 8 ? "##0" : "#")
                        + HexFormat.of().formatHex(data)
                        + "\n";
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        reader.accept(
                bytes,
                0,
                bytes.length,
                timeNs,
                new CanSink() {
                    @Override
                    public void frame(CanFrame frame) {
                        outcome = decoder.decode(frame, timeNs, out);
                    }

                    @Override
                    public void rejected(String reason, byte[] rejected) {
                        throw new AssertionError(reason + ": " + line);
                    }
                });
        return out.build();
    }

    static Map<String, Double> numbers(SampleBatch batch) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.text(i) == null) {
                numbers.put(batch.channel(i).name(), batch.value(i));
            }
        }
        return numbers;
    }

    static Map<String, String> texts(SampleBatch batch) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            String text = batch.text(i);
            if (text != null) {
                texts.put(batch.channel(i).name(), text);
            }
        }
        return texts;
    }
}
