package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Frame;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The writer's connection and what it remembers of the file. After a failed transaction the memory
/// is thrown away and read anew. Belongs to the writer's thread once that has started.
final class WriterConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

    private final StoreFile file;
    private Connection jdbc;
    private @Nullable SampleWriter samples;

    WriterConnection(StoreFile file) throws SQLException {
        this.file = file;
        this.jdbc = file.writer();
    }

    Connection jdbc() {
        return jdbc;
    }

    DSLContext jooq() {
        return Jooq.on(jdbc);
    }

    SampleWriter samples() throws SQLException {
        SampleWriter known = samples;
        if (known == null) {
            known = new SampleWriter(jdbc);
            samples = known;
        }
        return known;
    }

    /// Runs `work` and commits; rolls back if it fails.
    <T> T inTransaction(Writer.Work<T> work) throws Exception {
        checkFile();
        execute("BEGIN IMMEDIATE");
        try {
            T result = work.run(this);
            execute("COMMIT");
            return result;
        } catch (Exception | Error e) {
            rollBack();
            throw e;
        }
    }

    /// Writes a group of appends in one transaction.
    void commit(List<Append> group) throws Exception {
        inTransaction(
                c -> {
                    SampleWriter writer = c.samples();
                    for (Append append : group) {
                        writer.add(append.sessionId(), append.batch());
                        Frame frame = append.frame();
                        if (frame != null) {
                            insert(append.sessionId(), frame);
                        }
                    }
                    writer.flush();
                    return true;
                });
    }

    /// Runs one statement outside of any transaction.
    ///
    /// @return whether it gives rows
    boolean execute(String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            return statement.execute(sql);
        }
    }

    @Override
    public void close() {
        forgetSamples();
        try {
            jdbc.close();
        } catch (SQLException e) {
            LOG.warn("{} did not close cleanly", file.path(), e);
        }
    }

    private void checkFile() throws SQLException, IOException {
        if (file.unchanged()) {
            return;
        }
        file.readopt();
        close();
        jdbc = file.writer();
        LOG.info("{} is back and was opened again", file.path());
    }

    private void insert(long sessionId, Frame frame) throws SQLException {
        try (PreparedStatement insert =
                jdbc.prepareStatement(
                        "INSERT INTO frame (session_id, number, t_us, json) VALUES (?1, 1 +"
                                + " (SELECT coalesce(max(number), 0) FROM frame"
                                + " WHERE session_id = ?1), ?2, ?3)")) {
            insert.setLong(1, sessionId);
            insert.setLong(2, Math.floorDiv(frame.timeNs(), 1000));
            insert.setString(3, frame.json());
            insert.executeUpdate();
        }
    }

    private void rollBack() {
        forgetSamples();
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself after some errors; then there is nothing to do.
            LOG.debug("nothing to roll back", e);
        }
    }

    private void forgetSamples() {
        SampleWriter known = samples;
        samples = null;
        if (known != null) {
            try {
                known.close();
            } catch (SQLException e) {
                LOG.debug("statements did not close", e);
            }
        }
    }
}
