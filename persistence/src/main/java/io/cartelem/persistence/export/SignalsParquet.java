package io.cartelem.persistence.export;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.Signal;
import io.cartelem.persistence.parquet.Codecs;
import io.cartelem.persistence.parquet.SessionMetadata;
import io.cartelem.persistence.parquet.SignalColumns;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/// Parquet with the columns of the CSV, typed ([SignalColumns]), and the session in the file's
/// metadata ([SessionMetadata]). Sorted by channel, then time: values and times of one channel
/// compress far better together, and a reader of one channel skips the others.
final class SignalsParquet extends StreamExporter {
    /// Columns of a row group are held in memory until it is full.
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private static final int ZSTD_LEVEL = 3;

    SignalsParquet() {
        super(
                "parquet",
                "Parquet, one row per sample",
                "application/vnd.apache.parquet",
                "parquet");
    }

    @Override
    void write(Selection selection, OutputStream out) throws IOException {
        Map<String, String> metadata =
                SessionMetadata.of(
                        selection.session(),
                        selection.timebase(),
                        selection.channels(),
                        selection.store().markers(selection.session().id()));
        Rows rows = new Rows(selection.session().id(), selection.timebase(), metadata);
        ParquetWriter<Signal> writer = new Builder(new StreamOutput(out), rows).build();
        selection.byChannel(writer::write);
        // Closed only on success: closing writes the footer, which would make a broken-off export
        // look like a whole one. Until then the writer holds nothing but memory.
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<Signal, Builder> {
        private final Rows rows;

        Builder(OutputFile file, Rows rows) {
            super(file);
            this.rows = rows;
            withConf(new PlainParquetConfiguration());
            withWriterVersion(WriterVersion.PARQUET_2_0);
            withCodecFactory(new Codecs(ZSTD_LEVEL));
            withCompressionCodec(CompressionCodecName.ZSTD);
            withRowGroupSize(ROW_GROUP_BYTES);
            withPageWriteChecksumEnabled(true);
            withSizeStatisticsEnabled(false);
            // Rising numbers: a dictionary would only be tried and given up.
            withDictionaryEncoding(SignalColumns.ID, false);
            withDictionaryEncoding(SignalColumns.TS_UTC, false);
            withDictionaryEncoding(SignalColumns.TS_MONO_NS, false);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // Hadoop's way in: abstract in Parquet, never taken here.
        protected WriteSupport<Signal> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<Signal> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }

    /// Turns samples into rows; the texts of a channel are encoded once.
    private static final class Rows extends WriteSupport<Signal> {
        private final long sessionId;
        private final Timebase timebase;
        private final Map<String, String> metadata;
        private final Binary[] qualities = new Binary[Quality.values().length];
        private @Nullable RecordConsumer consumer;
        private Texts texts = Texts.of(Channel.text("none", "none"));

        Rows(long sessionId, Timebase timebase, Map<String, String> metadata) {
            this.sessionId = sessionId;
            this.timebase = timebase;
            this.metadata = metadata;
            for (Quality quality : Quality.values()) {
                qualities[quality.code()] = constant(quality.label());
            }
        }

        @Override
        @SuppressWarnings("deprecation") // Hadoop's way in: abstract in Parquet, never taken here.
        public WriteContext init(Configuration configuration) {
            return new WriteContext(SignalColumns.SCHEMA, metadata);
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(SignalColumns.SCHEMA, metadata);
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
        }

        @Override
        public void write(Signal signal) {
            if (!texts.channel.equals(signal.channel())) {
                texts = Texts.of(signal.channel());
            }
            RecordConsumer to = Objects.requireNonNull(consumer);
            to.startMessage();
            number(to, 0, SignalColumns.ID, signal.id());
            number(to, 1, SignalColumns.SESSION_ID, sessionId);
            text(to, 2, SignalColumns.SOURCE, texts.source);
            text(to, 3, SignalColumns.CHANNEL, texts.name);
            number(to, 4, SignalColumns.TS_UTC, timebase.epochMicrosOf(signal.timeNs()));
            number(to, 5, SignalColumns.TS_MONO_NS, signal.timeNs());
            String value = signal.text();
            if (value == null) {
                to.startField(SignalColumns.VALUE_NUM, 6);
                to.addDouble(signal.value());
                to.endField(SignalColumns.VALUE_NUM, 6);
            } else {
                text(to, 7, SignalColumns.VALUE_TEXT, Binary.fromString(value));
            }
            text(to, 8, SignalColumns.UNIT, texts.unit);
            text(to, 9, SignalColumns.QUALITY, qualities[signal.quality().code()]);
            to.endMessage();
        }

        private void number(RecordConsumer to, int index, String field, long value) {
            to.startField(field, index);
            to.addLong(value);
            to.endField(field, index);
        }

        private void text(RecordConsumer to, int index, String field, Binary value) {
            to.startField(field, index);
            to.addBinary(value);
            to.endField(field, index);
        }
    }

    private static Binary constant(String text) {
        return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private record Texts(Channel channel, Binary source, Binary name, Binary unit) {
        static Texts of(Channel channel) {
            return new Texts(
                    channel,
                    constant(channel.source()),
                    constant(channel.name()),
                    constant(channel.unit()));
        }
    }
}
