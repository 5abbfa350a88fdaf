package io.cartelem.persistence.importer;

import io.cartelem.core.model.Marker;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ImportException;
import io.cartelem.core.port.StoreException;
import io.cartelem.persistence.parquet.Codecs;
import io.cartelem.persistence.parquet.SessionMetadata;

import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/// Cartelem's own Parquet file of signals, with the session in its metadata. A row group that
/// cannot be decoded costs its rows only.
final class CartelemParquet implements LogFormat {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int ZSTD_LEVEL = 3;

    @Override
    public String title() {
        return "Cartelem Parquet";
    }

    @Override
    public boolean recognises(Head head) {
        return head.bytes().length > 12
                && Arrays.equals(MAGIC, Arrays.copyOf(head.bytes(), MAGIC.length));
    }

    @Override
    public boolean knowsDecimals() {
        return true;
    }

    @Override
    public void read(Path file, LogSink sink) throws IOException {
        ParquetReadOptions options =
                new ParquetReadOptions.Builder(new PlainParquetConfiguration())
                        .withCodecFactory(new Codecs(ZSTD_LEVEL))
                        .usePageChecksumVerification(true)
                        .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            ParquetRows rows = new ParquetRows(reader.getFileMetaData().getSchema(), sink);
            reader.setRequestedSchema(rows.schema());
            SessionMetadata metadata =
                    SessionMetadata.read(
                            reader.getFileMetaData().getKeyValueMetaData(),
                            String.valueOf(file.getFileName()));
            describe(metadata, sink);
            rows.know(metadata.channels());
            if (!metadata.anchors().isEmpty()) {
                rows.start(Timebase.of(metadata.anchors()));
            }
            groups(reader, rows, sink, Files.size(file));
            for (Marker marker : metadata.markers()) {
                sink.marker(marker.timeNs(), marker.text());
            }
        } catch (CancellationException | StoreException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Parquet's reader throws all kinds of exceptions on damaged input.
            throw new ImportException(
                    file.getFileName()
                            + " is a damaged Parquet file, or none of signals: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void describe(SessionMetadata metadata, LogSink sink) {
        sink.describe(
                metadata.details().name(),
                metadata.details().carId(),
                metadata.details().driver(),
                metadata.details().track(),
                metadata.details().notes());
        if (metadata.stopped() != null) {
            sink.stopped(metadata.stopped());
        }
    }

    private static void groups(
            ParquetFileReader reader, ParquetRows rows, LogSink sink, long size) {
        String createdBy = reader.getFileMetaData().getCreatedBy();
        long total = Math.max(1, reader.getRecordCount());
        long before = 0;
        for (int i = 0; i < reader.getRowGroups().size(); i++) {
            rows.skipTo(before);
            before += reader.getRowGroups().get(i).getRowCount();
            try {
                PageReadStore pages = reader.readRowGroup(i);
                rows.read(
                        pages,
                        createdBy,
                        () -> sink.position((long) ((double) size * rows.row() / total)));
            } catch (CancellationException | StoreException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                sink.problem(
                        rows.row(),
                        "from here to row %d the file is damaged: %s"
                                .formatted(before, e.getMessage()));
            }
        }
    }
}
