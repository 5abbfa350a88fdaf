package io.cartelem.persistence.importer;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.model.ValueKind;
import io.cartelem.persistence.parquet.SignalColumns;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the rows of a Parquet file of signals, row group by row group. For one thread.
final class ParquetRows {
    private static final int ROWS_PER_STEP = 4_096;
    private static final int DEFAULT_DECIMALS = 3;
    private static final int CHANNELS_KEPT = 65_536;

    private final LogSink sink;
    private final MessageType schema;
    private final Map<Key, Channel> channels = new HashMap<>();
    private boolean started;
    private long row;

    private record Key(String source, String name, String unit, boolean text) {}

    /// @throws IllegalArgumentException if a column is missing or of another type
    ParquetRows(MessageType file, LogSink sink) {
        this.sink = sink;
        List<Type> wanted = new ArrayList<>();
        for (Type type :
                List.of(
                        column(file, SignalColumns.SOURCE, BINARY),
                        column(file, SignalColumns.CHANNEL, BINARY),
                        column(file, SignalColumns.TS_UTC, INT64),
                        column(file, SignalColumns.TS_MONO_NS, INT64),
                        column(file, SignalColumns.VALUE_NUM, DOUBLE),
                        column(file, SignalColumns.VALUE_TEXT, BINARY),
                        column(file, SignalColumns.UNIT, BINARY),
                        column(file, SignalColumns.QUALITY, BINARY))) {
            wanted.add(type);
        }
        LogicalTypeAnnotation utc = file.getType(SignalColumns.TS_UTC).getLogicalTypeAnnotation();
        if (!(utc instanceof TimestampLogicalTypeAnnotation timestamp)
                || timestamp.getUnit() != TimeUnit.MICROS) {
            throw new IllegalArgumentException("its column ts_utc is not in microseconds");
        }
        schema = new MessageType(file.getName(), wanted);
    }

    private static Type column(MessageType file, String name, PrimitiveTypeName type) {
        if (!file.containsField(name)) {
            throw new IllegalArgumentException("it has no column '" + name + "'");
        }
        Type found = file.getType(name);
        if (!found.isPrimitive()
                || found.asPrimitiveType().getPrimitiveTypeName() != type
                || found.isRepetition(Type.Repetition.REPEATED)) {
            throw new IllegalArgumentException("its column '" + name + "' is not of type " + type);
        }
        return found;
    }

    /// The columns to be read.
    MessageType schema() {
        return schema;
    }

    /// The number of the row read last, from 1.
    long row() {
        return row;
    }

    /// Goes on at a row that is not the next one.
    void skipTo(long rows) {
        row = rows;
    }

    /// Tells channels with their decimals.
    void know(List<Channel> known) {
        for (Channel channel : known) {
            channels.put(
                    new Key(
                            channel.source(),
                            channel.name(),
                            channel.unit(),
                            channel.kind() == ValueKind.TEXT),
                    channel);
        }
    }

    /// Begins with the session's own time.
    void start(Timebase timebase) {
        ClockAnchor first = timebase.anchors().getFirst();
        sink.begin(timebase.utcOf(0), first.trust());
        timebase.anchors().forEach(sink::anchor);
        started = true;
    }

    /// Reads one row group.
    ///
    /// @param createdBy what wrote the file
    /// @param step told now and then that reading goes on
    void read(PageReadStore pages, @Nullable String createdBy, Runnable step) {
        ColumnReadStoreImpl store =
                new ColumnReadStoreImpl(pages, Converters.ROOT, schema, createdBy);
        Cell source = cell(store, SignalColumns.SOURCE);
        Cell name = cell(store, SignalColumns.CHANNEL);
        Cell utc = cell(store, SignalColumns.TS_UTC);
        Cell mono = cell(store, SignalColumns.TS_MONO_NS);
        Cell number = cell(store, SignalColumns.VALUE_NUM);
        Cell text = cell(store, SignalColumns.VALUE_TEXT);
        Cell unit = cell(store, SignalColumns.UNIT);
        Cell quality = cell(store, SignalColumns.QUALITY);
        List<Cell> cells = List.of(source, name, utc, mono, number, text, unit, quality);
        long count = pages.getRowCount();
        for (long i = 0; i < count; i++) {
            row++;
            try {
                put(source, name, utc, mono, number, text, unit, quality);
            } catch (IllegalArgumentException | ArithmeticException e) {
                sink.problem(row, String.valueOf(e.getMessage()));
            }
            cells.forEach(Cell::advance);
            if (row % ROWS_PER_STEP == 0) {
                step.run();
            }
        }
    }

    private Cell cell(ColumnReadStoreImpl store, String name) {
        ColumnDescriptor column = schema.getColumnDescription(new String[] {name});
        return new Cell(store.getColumnReader(column), column.getMaxDefinitionLevel());
    }

    private void put(
            Cell source,
            Cell name,
            Cell utc,
            Cell mono,
            Cell number,
            Cell text,
            Cell unit,
            Cell quality) {
        boolean isText = !number.present();
        if (isText == !text.present()) {
            throw new IllegalArgumentException("it does not have exactly one of number and text");
        }
        if (!mono.present() || !utc.present()) {
            throw new IllegalArgumentException("it has no time");
        }
        long timeNs = mono.number();
        Key key = new Key(source.text(), name.text(), unit.text(), isText);
        Quality trust = quality(quality.text());
        Channel channel = channel(key);
        if (!started) {
            long micros = Math.subtractExact(utc.number(), Math.floorDiv(timeNs, 1_000));
            sink.begin(UtcParser.instant(micros), ClockAnchor.Trust.GPS);
            started = true;
        }
        sink.sample(
                channel,
                timeNs,
                isText ? Double.NaN : number.decimal(),
                isText ? text.text() : null,
                trust);
    }

    private Channel channel(Key key) {
        Channel known = channels.get(key);
        if (known == null) {
            Channel bare = OwnChannels.of(key.source, key.name, key.unit, key.text);
            known =
                    bare.decimals() > 0 || key.text
                            ? bare
                            : Channel.number(key.source, key.name, key.unit, DEFAULT_DECIMALS);
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
        throw new IllegalArgumentException("'" + Numbers.shown(label) + "' is not a quality");
    }

    /// The value of one column in the present row.
    private record Cell(ColumnReader reader, int definedAt) {
        boolean present() {
            return reader.getCurrentDefinitionLevel() == definedAt;
        }

        long number() {
            return reader.getLong();
        }

        double decimal() {
            return reader.getDouble();
        }

        /// Empty where there is none.
        String text() {
            return present() ? reader.getBinary().toStringUsingUTF8() : "";
        }

        void advance() {
            reader.consume();
        }
    }
}
