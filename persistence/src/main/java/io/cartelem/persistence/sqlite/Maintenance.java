package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Care for the file while it is in use. Safe on any thread.
final class Maintenance {
    /// Pages given back in one transaction: 4 MiB.
    private static final int PAGES = 512;

    private final StoreFile file;
    private final Writer writer;

    Maintenance(StoreFile file, Writer writer) {
        this.file = file;
        this.writer = writer;
    }

    /// Puts everything appended so far into chunks, merges the small ones of sessions that ended.
    void compact() {
        writer.callAfterAppends(
                c -> {
                    c.samples().compact();
                    return true;
                });
        Tidying tidying = new Tidying();
        boolean more = true;
        while (more) {
            more = writer.call(tidying::run);
        }
    }

    /// Gives free pages back to the disk, in small steps.
    ///
    /// @return bytes by which the file became smaller
    long reclaim() {
        try {
            writer.outsideTransaction("PRAGMA wal_checkpoint(TRUNCATE)");
            long before = Files.size(file.path());
            boolean more = true;
            while (more) {
                more = writer.call(c -> giveBack(c.jdbc()));
            }
            writer.outsideTransaction("PRAGMA wal_checkpoint(TRUNCATE)");
            return Math.max(0, before - Files.size(file.path()));
        } catch (IOException e) {
            throw SqliteErrors.of(e, file.path());
        }
    }

    /// Writes a complete copy while recording goes on; it holds everything appended before the
    /// call.
    void backup(Path target) {
        if (Files.exists(target)) {
            throw new StoreException(
                    Reason.INVALID, "There is a file " + target + " already; it was left alone.");
        }
        if (writer.problem() == null) {
            writer.callAfterAppends(c -> true);
        }
        Path partial = StoreFile.sibling(target.toAbsolutePath(), ".part");
        try {
            Files.deleteIfExists(partial);
            try (Connection connection = file.reader();
                    PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, partial.toString());
                copy.execute();
            }
            StoreFile.replace(partial, target.toAbsolutePath());
        } catch (IOException | SQLException e) {
            throw SqliteErrors.of(e, target);
        } finally {
            StoreFile.deleteQuietly(partial);
        }
    }

    private static boolean giveBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int before = freePages(statement);
            // Only executeUpdate lets the statement run to its end; each step frees one page.
            statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES + ")");
            int after = freePages(statement);
            return after > 0 && after < before;
        }
    }

    private static int freePages(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA freelist_count")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
