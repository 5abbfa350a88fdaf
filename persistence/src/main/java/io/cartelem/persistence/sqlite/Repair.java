package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.schema.SqliteSchema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Saves what is readable of a damaged file into a new one. The damaged file is only read.
///
/// First every table is copied row by row, past the places where SQLite cannot read on; then every
/// chunk is decoded, and those that cannot be go. Samples keep their ids.
public final class Repair {
    private static final int MAX_LOSSES = 200;

    private final Path damaged;
    private final Path made;
    private final List<String> losses = new ArrayList<>();

    private Repair(Path damaged, Path made) {
        this.damaged = damaged;
        this.made = made;
    }

    /// Saves what is readable of `damaged`, which no program may be using, into `target`.
    ///
    /// @throws StoreException INVALID if `target` exists, FOREIGN or NEWER_SCHEMA if `damaged` is
    ///   not of this version, DAMAGED if nothing at all can be read
    public static RepairReport run(Path damaged, Path target) {
        if (Files.exists(target)) {
            throw new StoreException(
                    Reason.INVALID, "There is a file " + target + " already; it was left alone.");
        }
        Path place = target.toAbsolutePath();
        Path copy = StoreFile.sibling(place, ".damaged");
        Path made = StoreFile.sibling(place, ".repaired");
        try {
            StoreFile.refuseStrangers(
                    damaged, SqliteSchema.identify(damaged), SqliteSchema.CURRENT);
            // SQLite would write a log back into the file, so it gets a copy.
            copyWithLog(damaged, copy);
            RepairReport report = new Repair(copy, made).run();
            StoreFile.absorbLog(made);
            StoreFile.replace(made, place);
            return report;
        } catch (IOException | SQLException e) {
            throw SqliteErrors.of(e, damaged);
        } finally {
            for (String suffix : List.of("", "-wal", "-shm", "-journal", ".lock")) {
                StoreFile.deleteQuietly(StoreFile.sibling(copy, suffix));
                StoreFile.deleteQuietly(StoreFile.sibling(made, suffix));
            }
        }
    }

    private RepairReport run() throws SQLException, IOException {
        Files.deleteIfExists(made);
        SqliteSchema.CURRENT.migrate(made);
        try (Connection target = DriverManager.getConnection("jdbc:sqlite:" + made);
                Statement statement = target.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute("BEGIN");
            copyTables(target);
            removeOrphans(statement);
            statement.execute("COMMIT");
        }
        dropUnreadable();
        return summary();
    }

    private void copyTables(Connection target) throws SQLException {
        long rows = 0;
        try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + damaged)) {
            for (RowSalvage.Table table : RowSalvage.TABLES) {
                rows += new RowSalvage(source, target, table, this::lost).copy();
            }
        }
        if (rows == 0) {
            throw new StoreException(
                    Reason.DAMAGED, "Nothing of the recordings in " + damaged + " can be read.");
        }
    }

    /// What belongs to nothing any more.
    private void removeOrphans(Statement statement) throws SQLException {
        int channels =
                statement.executeUpdate(
                        "DELETE FROM channel WHERE session_id NOT IN (SELECT id FROM session)");
        if (channels > 0) {
            lost(channels + " channels belong to sessions that are lost.");
        }
        for (String orphans :
                List.of(
                        "clock_anchor WHERE session_id NOT IN (SELECT id FROM session)",
                        "marker WHERE session_id NOT IN (SELECT id FROM session)",
                        "frame WHERE session_id NOT IN (SELECT id FROM session)",
                        "loss WHERE session_id NOT IN (SELECT id FROM session)",
                        "time_column WHERE session_id NOT IN (SELECT id FROM session)",
                        "sample_tail WHERE id >> 40 NOT IN (SELECT id FROM channel)")) {
            statement.executeUpdate("DELETE FROM " + orphans);
        }
        int chunks =
                statement.executeUpdate(
                        "DELETE FROM sample_chunk WHERE channel_id NOT IN (SELECT id FROM channel)");
        if (chunks > 0) {
            lost(chunks + " chunks belong to channels that are lost.");
        }
        statement.executeUpdate(
                "DELETE FROM value_column WHERE id NOT IN (SELECT value_id FROM sample_chunk)");
    }

    /// Decodes every chunk and deletes those that cannot be; then the totals are those of the rest.
    private void dropUnreadable() throws SQLException {
        try (Connection target = DriverManager.getConnection("jdbc:sqlite:" + made);
                ReadConnection reading = new ReadConnection(target, made);
                PreparedStatement delete =
                        target.prepareStatement(
                                "DELETE FROM sample_chunk WHERE channel_id = ? AND first_us = ?"
                                        + " AND first_ordinal = ?")) {
            execute(target, "BEGIN");
            for (long session : Metadata.ids(target, "TRUE")) {
                SessionView view = SessionView.of(reading, session);
                for (ChannelRow channel : view.channels(SignalQuery.all(session))) {
                    for (ChunkHeader chunk : allChunks(view, channel)) {
                        try {
                            view.load(chunk);
                        } catch (StoreException unreadable) {
                            lost(SqliteErrors.sentence(unreadable));
                            delete.setLong(1, channel.id());
                            delete.setLong(2, chunk.totals().firstUs);
                            delete.setLong(3, chunk.firstOrdinal());
                            delete.executeUpdate();
                        }
                    }
                    recount(target, channel);
                }
            }
            execute(target, "COMMIT");
        }
    }

    private static List<ChunkHeader> allChunks(SessionView view, ChannelRow channel)
            throws SQLException {
        List<ChunkHeader> chunks = new ArrayList<>();
        PreparedStatement select =
                view.connection()
                        .prepare(
                                "SELECT "
                                        + Columns.CHUNK
                                        + " FROM sample_chunk WHERE channel_id = ?"
                                        + " ORDER BY first_ordinal");
        select.setLong(1, channel.id());
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                chunks.add(Columns.chunk(row, channel));
            }
        }
        return chunks;
    }

    private static void recount(Connection target, ChannelRow channel) throws SQLException {
        ChannelTotals totals = new ChannelTotals();
        try (PreparedStatement select =
                target.prepareStatement(
                        "SELECT "
                                + Columns.CHUNK
                                + " FROM sample_chunk WHERE channel_id = ?"
                                + " ORDER BY first_ordinal")) {
            select.setLong(1, channel.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    totals.append(Columns.chunk(row, channel).totals());
                }
            }
        }
        SampleWriter.saveTotals(target, channel.id(), totals);
    }

    private RepairReport summary() {
        try (SqliteStore store = SqliteStore.open(made, SqliteOptions.defaults(), Clock.system())) {
            store.recover();
            long samples = 0;
            long sessions = 0;
            for (boolean trashed : new boolean[] {false, true}) {
                int offset = 0;
                SessionList page;
                do {
                    page =
                            store.sessions(
                                    new SessionQuery("", trashed, SessionQuery.MAX_LIMIT, offset));
                    for (SessionInfo session : page.sessions()) {
                        samples += session.samples();
                    }
                    offset += page.sessions().size();
                } while (!page.sessions().isEmpty() && offset < page.total());
                sessions += offset;
            }
            return new RepairReport(sessions, samples, losses);
        }
    }

    private void lost(String sentence) {
        if (losses.size() < MAX_LOSSES) {
            losses.add(sentence);
        }
    }

    private static void copyWithLog(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.copy(from, to);
        Path log = StoreFile.sibling(from, "-wal");
        Path logCopy = StoreFile.sibling(to, "-wal");
        Files.deleteIfExists(logCopy);
        if (Files.exists(log)) {
            Files.copy(log, logCopy);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
