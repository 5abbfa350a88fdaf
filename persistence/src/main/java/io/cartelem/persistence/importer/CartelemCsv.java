package io.cartelem.persistence.importer;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Quality;
import io.cartelem.core.port.ImportException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Cartelem's own CSV of signals, columns in any order. Ids are made anew; times, values, texts,
/// units and qualities come back exactly, and so do the instants at which the clock was corrected.
final class CartelemCsv implements LogFormat {
    private static final List<String> NEEDED =
            List.of("source", "channel", "ts_utc", "ts_mono_ns", "value_num", "value_text");

    @Override
    public String title() {
        return "Cartelem CSV";
    }

    @Override
    public boolean recognises(Head head) {
        return List.of(head.firstLine().split(",", -1)).containsAll(NEEDED);
    }

    @Override
    public void read(Path file, LogSink sink) throws IOException {
        try (TextLines lines = new TextLines(file)) {
            CsvRecords records = new CsvRecords(lines, sink);
            List<String> header = records.next();
            if (header == null || !header.containsAll(NEEDED)) {
                throw new ImportException("The CSV file's first line does not name its columns");
            }
            Rows rows = new Rows(header, sink);
            for (List<String> row = records.next(); row != null; row = records.next()) {
                if (row.size() == 1 && row.getFirst().isBlank()) {
                    continue;
                }
                try {
                    rows.put(row);
                } catch (IllegalArgumentException | ArithmeticException e) {
                    sink.problem(records.line(), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static final class Rows {
        private static final int CHANNELS_KEPT = 65_536;

        private final LogSink sink;
        private final UtcOffsets clock;
        private final int columns;
        private final int source;
        private final int channel;
        private final int utc;
        private final int mono;
        private final int number;
        private final int text;
        private final int unit;
        private final int quality;
        private final int session;
        private final Map<Key, Channel> channels = new HashMap<>();
        private String sessionId = "";

        private record Key(String source, String name, String unit, boolean text) {}

        Rows(List<String> header, LogSink sink) {
            this.sink = sink;
            this.clock = new UtcOffsets(sink);
            columns = header.size();
            source = header.indexOf("source");
            channel = header.indexOf("channel");
            utc = header.indexOf("ts_utc");
            mono = header.indexOf("ts_mono_ns");
            number = header.indexOf("value_num");
            text = header.indexOf("value_text");
            unit = header.indexOf("unit");
            quality = header.indexOf("quality");
            session = header.indexOf("session_id");
        }

        /// @throws IllegalArgumentException with what is wrong with the row
        void put(List<String> row) {
            if (row.size() != columns) {
                throw new IllegalArgumentException(
                        "it has %d columns, not %d".formatted(row.size(), columns));
            }
            if (session >= 0) {
                if (sessionId.isEmpty()) {
                    sessionId = row.get(session);
                } else if (!sessionId.equals(row.get(session))) {
                    throw new IllegalArgumentException(
                            "it belongs to session %s, not %s"
                                    .formatted(
                                            Numbers.shown(row.get(session)),
                                            Numbers.shown(sessionId)));
                }
            }
            boolean isText = row.get(number).isEmpty();
            if (!isText && !row.get(text).isEmpty()) {
                throw new IllegalArgumentException("it has both a number and a text");
            }
            double value = isText ? Double.NaN : Numbers.any(row.get(number));
            Quality trust = quality < 0 ? Quality.GOOD : quality(row.get(quality));
            Channel known = channel(row, isText);
            long timeNs = Numbers.whole(row.get(mono));
            clock.at(timeNs, row.get(utc));
            sink.sample(known, timeNs, value, isText ? row.get(text) : null, trust);
        }

        private Channel channel(List<String> row, boolean isText) {
            Key key =
                    new Key(
                            row.get(source),
                            row.get(channel),
                            unit < 0 ? "" : row.get(unit),
                            isText);
            Channel known = channels.get(key);
            if (known == null) {
                known = OwnChannels.of(key.source, key.name, key.unit, isText);
                if (channels.size() >= CHANNELS_KEPT) {
                    channels.clear();
                }
                channels.put(key, known);
            }
            return known;
        }

        private static Quality quality(String label) {
            for (Quality quality : Quality.values()) {
                if (quality.label().equals(label)) {
                    return quality;
                }
            }
            throw new IllegalArgumentException(
                    "'" + Numbers.shown(label) + "' is not a quality: good, suspect or bad");
        }
    }

    /// Notes how UTC and monotonic time of the rows belong together: an anchor wherever that
    /// changes.
    private static final class UtcOffsets {
        private static final int MOST = 2_000;

        private final LogSink sink;
        private final UtcParser parser = new UtcParser();
        private long offset = Long.MIN_VALUE;
        private int changes;

        UtcOffsets(LogSink sink) {
            this.sink = sink;
        }

        void at(long timeNs, String utc) {
            long micros = parser.micros(utc);
            long here = Math.subtractExact(micros, Math.floorDiv(timeNs, 1_000));
            if (here == offset) {
                return;
            }
            if (++changes > MOST) {
                throw new IllegalArgumentException("ts_utc and ts_mono_ns do not go together");
            }
            if (changes == 1) {
                sink.begin(UtcParser.instant(here), ClockAnchor.Trust.GPS);
            } else {
                sink.anchor(
                        new ClockAnchor(
                                timeNs,
                                UtcParser.instant(here).plusNanos(timeNs),
                                ClockAnchor.Trust.GPS));
            }
            offset = here;
        }
    }
}
