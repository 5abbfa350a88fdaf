package io.cartelem.core.port;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Writes a session, or a part of it, in an open format. Safe on any thread; one export reads the
/// store as any reader does and holds no more in memory than a few buffers, however long the
/// session.
///
/// Both methods throw [StoreException] where the store cannot be read and
/// [java.util.concurrent.CancellationException] where `progress` stops them.
public interface Exporter {

    /// Its name in commands and addresses, for example `csv`.
    String id();

    /// What it writes, for a person.
    String title();

    /// The media type of what it writes, for example `text/csv`.
    String mediaType();

    /// What a file's name ends with, without the leading dot, for example `frames.csv`.
    String extension();

    /// Writes what `query` selects to `out` and flushes it, but does not close it. A failure leaves
    /// `out` with a part of the export.
    void export(SessionStore store, SignalQuery query, OutputStream out, Progress progress)
            throws IOException;

    /// Writes a file that is there completely or not at all: under another name in the same folder
    /// until everything is on the disk. Replaces an older `file`.
    void exportTo(SessionStore store, SignalQuery query, Path file, Progress progress)
            throws IOException;
}
