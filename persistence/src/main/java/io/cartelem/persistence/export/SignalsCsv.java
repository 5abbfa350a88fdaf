package io.cartelem.persistence.export;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.port.Signal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;

/// CSV with one row per sample, by time, then id.
///
/// Numbers are written in the shortest form that reads back exactly. A text sample leaves
/// `value_num` empty; a number that is not one is written as `NaN`, so the two stay apart.
final class SignalsCsv extends StreamExporter {
    static final String HEADER =
            "id,session_id,source,channel,ts_utc,ts_mono_ns,value_num,value_text,unit,quality";

    SignalsCsv() {
        super("csv", "CSV, one row per sample", "text/csv; charset=utf-8", "csv");
    }

    @Override
    void write(Selection selection, OutputStream out) throws IOException {
        TextOut text = new TextOut(out);
        text.put(HEADER).put(Csv.LINE_END);
        Rows rows = new Rows(selection, text);
        selection.inTimeOrder(rows::put);
        text.flush();
    }

    /// Writes rows; what is the same in all rows of a channel is formatted once.
    private static final class Rows {
        /// A reader that makes a channel object per sample must not fill the memory.
        private static final int CHANNELS_KEPT = 65_536;

        private final long sessionId;
        private final TextOut out;
        private final UtcText utc;
        private final byte[][] qualities = new byte[Quality.values().length][];
        private final IdentityHashMap<Channel, Fixed> fixed = new IdentityHashMap<>();

        Rows(Selection selection, TextOut out) {
            this.sessionId = selection.session().id();
            this.out = out;
            this.utc = new UtcText(selection.timebase());
            for (Quality quality : Quality.values()) {
                qualities[quality.code()] = bytes(quality.label() + Csv.LINE_END);
            }
        }

        void put(Signal signal) throws IOException {
            Fixed same = fixed.get(signal.channel());
            if (same == null) {
                same = Fixed.of(sessionId, signal.channel());
                if (fixed.size() >= CHANNELS_KEPT) {
                    fixed.clear();
                }
                fixed.put(signal.channel(), same);
            }
            out.put(signal.id()).put(same.head);
            utc.put(out, signal.timeNs());
            out.put(',').put(signal.timeNs()).put(',');
            String text = signal.text();
            if (text == null) {
                out.put(signal.value()).put(',');
            } else {
                out.put(',').put(Csv.quoted(text));
            }
            out.put(same.tail).put(qualities[signal.quality().code()]);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        /// The parts of a row between id and time, and between value and quality.
        private record Fixed(byte[] head, byte[] tail) {
            static Fixed of(long sessionId, Channel channel) {
                String head =
                        ","
                                + sessionId
                                + ","
                                + Csv.quoted(channel.source())
                                + ","
                                + Csv.quoted(channel.name())
                                + ",";
                return new Fixed(bytes(head), bytes("," + Csv.quoted(channel.unit()) + ","));
            }
        }
    }
}
