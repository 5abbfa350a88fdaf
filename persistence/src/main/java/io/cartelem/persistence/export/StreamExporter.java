package io.cartelem.persistence.export;

import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What the exporters have in common that write their format from front to back: the description,
/// and a file made from the stream.
abstract class StreamExporter implements Exporter {
    private static final int BUFFER = 1 << 16;

    private final String id;
    private final String title;
    private final String mediaType;
    private final String extension;

    StreamExporter(String id, String title, String mediaType, String extension) {
        this.id = id;
        this.title = title;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final String mediaType() {
        return mediaType;
    }

    @Override
    public final String extension() {
        return extension;
    }

    @Override
    public final void export(
            SessionStore store, SignalQuery query, OutputStream out, Progress progress)
            throws IOException {
        write(new Selection(store, query, progress), out);
        out.flush();
    }

    @Override
    public final void exportTo(SessionStore store, SignalQuery query, Path file, Progress progress)
            throws IOException {
        try (AtomicFile atomic = new AtomicFile(file)) {
            try (OutputStream out =
                    new BufferedOutputStream(
                            Files.newOutputStream(atomic.part(), StandardOpenOption.CREATE_NEW),
                            BUFFER)) {
                write(new Selection(store, query, progress), out);
            }
            atomic.commit();
        }
    }

    /// Writes the whole format to `out` without closing it.
    abstract void write(Selection selection, OutputStream out) throws IOException;
}
