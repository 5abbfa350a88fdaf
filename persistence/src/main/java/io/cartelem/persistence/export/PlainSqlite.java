package io.cartelem.persistence.export;

import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// A SQLite file with a table `signals` of plain rows, for whoever wants to query a session in SQL
/// without knowing Cartelem's own storage; beside it the tables `session`, `clock_anchor`, `marker`
/// and `frame`. SQLite has no NaN and no negative zero: they read as NULL and 0 there.
final class PlainSqlite implements Exporter {

    @Override
    public String id() {
        return "sqlite";
    }

    @Override
    public String title() {
        return "SQLite, a table of plain rows";
    }

    @Override
    public String mediaType() {
        return "application/vnd.sqlite3";
    }

    @Override
    public String extension() {
        return "sqlite";
    }

    /// SQLite writes back and forth in its file, so the file is made in the folder for temporary
    /// files first and then copied.
    @Override
    public void export(SessionStore store, SignalQuery query, OutputStream out, Progress progress)
            throws IOException {
        Path folder = Files.createTempDirectory("cartelem-export");
        try {
            Path file = folder.resolve("session.sqlite");
            try {
                write(new Selection(store, query, progress), file);
                Files.copy(file, out);
            } finally {
                Files.deleteIfExists(file);
            }
        } finally {
            Files.deleteIfExists(folder);
        }
        out.flush();
    }

    @Override
    public void exportTo(SessionStore store, SignalQuery query, Path file, Progress progress)
            throws IOException {
        try (AtomicFile atomic = new AtomicFile(file)) {
            write(new Selection(store, query, progress), atomic.part());
            atomic.commit();
        }
    }

    private static void write(Selection selection, Path file) throws IOException {
        try (PlainSqliteFile sqlite = new PlainSqliteFile(file)) {
            sqlite.write(selection);
        } catch (SQLException e) {
            throw new IOException("The SQLite file could not be written: " + e.getMessage(), e);
        }
    }
}
