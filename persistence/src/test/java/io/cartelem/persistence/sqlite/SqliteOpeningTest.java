package io.cartelem.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.schema.SqliteSchema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/// Which files are opened, and what is left untouched.
class SqliteOpeningTest {
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);

    @TempDir private Path folder;

    private void refusedUntouched(Reason reason, Path file) throws Exception {
        byte[] before = Files.readAllBytes(file);
        StoreException refusal =
                assertThrows(
                        StoreException.class,
                        () -> SqliteStore.open(file, Stores.quick(), Stores.CLOCK));
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(file.getFileName().toString()));
        assertArrayEquals(before, Files.readAllBytes(file));
        assertFalse(Files.exists(StoreFile.sibling(file, "-wal")));
    }

    private static String pragma(Path file, String name) throws SQLException {
        try (Connection connection = Stores.connect(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }

    @Test
    void makesTheFileAndItsFolder() throws Exception {
        Path file = folder.resolve("not/yet/there.db");
        SqliteStore.open(file, SqliteOptions.defaults(), Stores.CLOCK).close();
        assertEquals("8192", pragma(file, "page_size"));
        assertEquals("2", pragma(file, "auto_vacuum"));
        assertEquals(Integer.toString(SqliteSchema.APPLICATION_ID), pragma(file, "application_id"));
        assertEquals(
                Integer.toString(SqliteSchema.CURRENT.version()), pragma(file, "user_version"));
        assertEquals("wal", pragma(file, "journal_mode"));
        Path empty = Files.createFile(folder.resolve("empty.db"));
        SqliteStore.open(empty, SqliteOptions.defaults(), Stores.CLOCK).close();
        assertEquals("8192", pragma(empty, "page_size"));
    }

    @Test
    void leavesForeignFilesAlone() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.db"), "no database\n".repeat(50));
        refusedUntouched(Reason.FOREIGN, text);
        Path shortFile = Files.writeString(folder.resolve("short.db"), "x");
        refusedUntouched(Reason.FOREIGN, shortFile);
        Path other = folder.resolve("other.db");
        try (Connection connection = Stores.connect(other);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE session (id INTEGER)");
        }
        refusedUntouched(Reason.FOREIGN, other);
    }

    @Test
    void leavesFilesOfNewerVersionsAlone() throws Exception {
        Path file = folder.resolve("newer.db");
        SqliteStore.open(file, Stores.quick(), Stores.CLOCK, KilledProcess.NEXT).close();
        refusedUntouched(Reason.NEWER_SCHEMA, file);
    }

    @Test
    void keepsASecondCartelemOut() throws Exception {
        try (SqliteStore first = Stores.open(folder)) {
            StoreException refusal = assertThrows(StoreException.class, () -> Stores.open(folder));
            assertEquals(Reason.LOCKED, refusal.reason());
            assertTrue(first.status().ready());
        }
        Stores.open(folder).close();
    }

    @Test
    void migratesOnACopyAndKeepsABackup() throws Exception {
        Path file = folder.resolve("old.db");
        long session;
        try (SqliteStore store = SqliteStore.open(file, Stores.quick(), Stores.CLOCK)) {
            session = Stores.recording(store);
            store.append(session, SampleBatch.of(RPM, 0, 800)).get();
        }
        try (SqliteStore store =
                SqliteStore.open(file, Stores.quick(), Stores.CLOCK, KilledProcess.NEXT)) {
            assertEquals(1, store.count(SignalQuery.all(session)));
        }
        assertEquals("2", pragma(file, "user_version"));
        Path backup = folder.resolve("old.db.schema-1.backup");
        assertEquals("1", pragma(backup, "user_version"));
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("old.db", "old.db.lock", "old.db.schema-1.backup"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void saysThatAFileIsDamagedBeyondOpening() throws Exception {
        Path file = folder.resolve("damaged.db");
        SqliteStore.open(file, Stores.quick(), Stores.CLOCK).close();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 100, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        StoreException refusal =
                assertThrows(
                        StoreException.class,
                        () -> SqliteStore.open(file, Stores.quick(), Stores.CLOCK));
        assertEquals(Reason.DAMAGED, refusal.reason());
        StoreException hopeless =
                assertThrows(
                        StoreException.class,
                        () -> Repair.run(file, folder.resolve("repaired.db")));
        assertEquals(Reason.DAMAGED, hopeless.reason());
    }

    @Test
    void saysThatNothingCanBeWrittenBesideTheFile() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");
        StoreException refusal =
                assertThrows(
                        StoreException.class,
                        () ->
                                SqliteStore.open(
                                        notAFolder.resolve("r.db"), Stores.quick(), Stores.CLOCK));
        assertEquals(Reason.READ_ONLY, refusal.reason());
    }

    @Test
    void showsRecentSamplesToPeopleWithASqlPrompt() throws Exception {
        try (SqliteStore store = Stores.open(folder)) {
            long session = Stores.recording(store);
            store.append(session, SampleBatch.of(RPM, 2_000, 812.5)).get();
            String sql =
                    "SELECT ts_mono_ns FROM recent_signal WHERE value_num = 812.5 AND name = ?";
            assertEquals(2_000, Stores.number(store, sql, "RPM"));
            assertEquals(
                    1,
                    Stores.number(
                            store,
                            "SELECT count(*) FROM session_overview WHERE name = ?",
                            "drive"));
        }
    }
}
