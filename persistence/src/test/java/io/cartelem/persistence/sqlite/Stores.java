package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;

import org.sqlite.SQLiteConfig;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What the tests of the SQLite store have in common.
final class Stores {
    static final Clock CLOCK = Clock.system();
    static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    static final String CHUNKS_OF =
            "SELECT count(*) FROM sample_chunk WHERE channel_id IN"
                    + " (SELECT id FROM channel WHERE name = ?)";

    private Stores() {}

    static SqliteOptions quick() {
        return SqliteOptions.defaults()
                .withSync(SqliteOptions.Sync.NORMAL)
                .withCommit(Duration.ofMillis(1), 32_768)
                .withPatience(Duration.ofMillis(50), Duration.ofMillis(20));
    }

    static SqliteStore open(Path folder) {
        return SqliteStore.open(folder.resolve("recordings.db"), quick(), CLOCK);
    }

    static long recording(SessionStore store) {
        long id = store.create(SessionDraft.named("drive"), SessionOrigin.LIVE, START).id();
        store.begin(id, START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        return id;
    }

    /// A number that SQL finds in the file of `store`, read on a connection of its own.
    static long number(SqliteStore store, String sql, String parameter) throws SQLException {
        try (Connection connection = connect(store.path());
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// Changes the file behind the back of `store`.
    static void sql(SqliteStore store, String sql) throws SQLException {
        try (Connection connection = connect(store.path());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /// A connection beside the store. It waits for the writer's transaction, however long the
    /// machine lets that take: a store tidies up in the background.
    static Connection connect(Path file) throws SQLException {
        SQLiteConfig patient = new SQLiteConfig();
        patient.setBusyTimeout(60_000);
        return DriverManager.getConnection("jdbc:sqlite:" + file, patient.toProperties());
    }

    /// Waits until `condition` holds, which must not pass by itself; fails after a minute, because
    /// a busy machine is slow and not wrong.
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
