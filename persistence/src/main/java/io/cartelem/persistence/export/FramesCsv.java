package io.cartelem.persistence.export;

import java.io.IOException;
import java.io.OutputStream;

/// CSV with one row per frame: a snapshot of all channels as JSON. The time range of the query
/// applies; a frame is not taken apart by source or channel.
final class FramesCsv extends StreamExporter {
    private static final String HEADER = "id,session_id,ts_utc,ts_mono_ns,payload_json";

    FramesCsv() {
        super("frames", "CSV, one row per snapshot", "text/csv; charset=utf-8", "frames.csv");
    }

    @Override
    void write(Selection selection, OutputStream out) throws IOException {
        TextOut text = new TextOut(out);
        text.put(HEADER).put(Csv.LINE_END);
        UtcText utc = new UtcText(selection.timebase());
        long sessionId = selection.session().id();
        selection.frames(
                frame -> {
                    text.put(frame.id()).put(',').put(sessionId).put(',');
                    utc.put(text, frame.timeNs());
                    text.put(',').put(frame.timeNs()).put(',');
                    text.put(Csv.quoted(frame.json())).put(Csv.LINE_END);
                });
        text.flush();
    }
}
