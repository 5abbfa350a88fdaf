package io.cartelem.core.can.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads text as a stream and keeps what was found, as text: a frame as `bus id[x] data`.
public final class Lines implements CanSink {
    public final List<String> frames = new ArrayList<>();
    public final List<Long> stamps = new ArrayList<>();
    public final List<String> replies = new ArrayList<>();
    public final List<String> rejected = new ArrayList<>();
    public int refusals;

    static Lines of(CanReader reader, String text) {
        Lines lines = new Lines();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        reader.accept(bytes, 0, bytes.length, 1_000, lines);
        return lines;
    }

    /// A reader in the midst of a stream.
    static CanReader running() {
        CanReader reader = new CanReader();
        of(reader, "\r");
        return reader;
    }

    @Override
    public void frame(CanFrame frame) {
        StringBuilder data = new StringBuilder();
        for (byte b : Arrays.copyOf(frame.data(), frame.length())) {
            data.append(String.format("%02X", b & 0xFF));
        }
        frames.add(
                frame.bus()
                        + " "
                        + Integer.toHexString(frame.id())
                        + (frame.extended() ? "x " : " ")
                        + (frame.isError() ? "error" : frame.remote() ? "remote" : data));
        stamps.add(frame.stamped() ? frame.stampNs() : -1);
    }

    @Override
    public void reply(String line) {
        replies.add(line);
    }

    @Override
    public void refused() {
        refusals++;
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        rejected.add(reason);
    }
}
