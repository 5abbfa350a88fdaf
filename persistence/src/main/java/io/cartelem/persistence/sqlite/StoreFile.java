package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.schema.SqliteSchema;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// The file of a store, held by this process alone: a lock beside it keeps a second Cartelem out,
/// while other programs may read it. Hands out connections; safe on any thread.
final class StoreFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

    /// 16 MB of 8 KiB pages: a checkpoint every few minutes instead of every few seconds.
    private static final int CHECKPOINT_PAGES = 2048;

    private final Path path;
    private final SqliteOptions options;
    private final FileChannel lockChannel;
    private volatile Object identity;

    private StoreFile(Path path, SqliteOptions options, FileChannel lockChannel)
            throws IOException {
        this.path = path;
        this.options = options;
        this.lockChannel = lockChannel;
        this.identity = identityOf(path);
    }

    /// Takes `path` for this process and brings it to `schema`; makes it if it is not there.
    ///
    /// @throws StoreException LOCKED, FOREIGN, NEWER_SCHEMA, READ_ONLY, DAMAGED or FAILED; then the
    ///   file is as it was
    static StoreFile open(Path path, SqliteOptions options, SqliteSchema schema) {
        Path file = path.toAbsolutePath().normalize();
        FileChannel lock = lock(file);
        try {
            prepare(file, schema);
            return new StoreFile(file, options, lock);
        } catch (IOException | SQLException | FlywayException e) {
            closeQuietly(lock);
            throw SqliteErrors.of(e, file);
        } catch (StoreException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /// The connection of the writer.
    Connection writer() throws SQLException {
        SQLiteConfig config = config();
        config.setOpenMode(SQLiteOpenMode.READWRITE);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        Connection connection = DriverManager.getConnection(url(path), config.toProperties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = " + options.sync());
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            statement.execute("PRAGMA journal_size_limit = 67108864");
            statement.execute("PRAGMA cache_size = -65536");
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("PRAGMA cell_size_check = ON");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// A connection that cannot write.
    Connection reader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        Connection connection = DriverManager.getConnection(url(path), config.toProperties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -16384");
            statement.execute("PRAGMA cell_size_check = ON");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// Tells the file that is open from another one that came to the same place.
    Object identity() {
        return identity;
    }

    /// Whether the file that was opened still stands at its place.
    ///
    /// @throws StoreException FAILED if there is none
    boolean unchanged() {
        try {
            return identityOf(path).equals(identity);
        } catch (IOException e) {
            throw new StoreException(
                    Reason.FAILED,
                    "The file " + path + " is gone: is its disk or folder still there?",
                    e);
        }
    }

    /// Accepts the file that stands at the place now, if it is one of ours.
    void readopt() throws IOException {
        SqliteSchema.Found found = SqliteSchema.identify(path);
        refuseStrangers(path, found, SqliteSchema.CURRENT);
        identity = identityOf(path);
    }

    @Override
    public void close() {
        closeQuietly(lockChannel);
    }

    private static Object identityOf(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        // Windows knows no key, but neither does it let an open file go.
        return key == null ? file : key;
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setGetGeneratedKeys(false);
        config.setBusyTimeout((int) options.busyTimeout().toMillis());
        return config;
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private static FileChannel lock(Path file) {
        FileChannel channel = null;
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            channel =
                    FileChannel.open(
                            sibling(file, ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is open in this process", file, e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StoreException(
                    Reason.READ_ONLY,
                    "Nothing can be written beside " + file + ": " + e.getMessage() + ".",
                    e);
        }
        closeQuietly(channel);
        throw new StoreException(
                Reason.LOCKED, "Another Cartelem is using " + file + " at the moment.");
    }

    private static void prepare(Path file, SqliteSchema schema) throws IOException, SQLException {
        SqliteSchema.Found found = SqliteSchema.identify(file);
        refuseStrangers(file, found, schema);
        if (found.kind() == SqliteSchema.Kind.ABSENT) {
            Path made = sibling(file, ".new");
            Files.deleteIfExists(made);
            schema.migrate(made);
            replace(made, file);
            return;
        }
        if (!Files.isWritable(file)) {
            throw new StoreException(
                    Reason.READ_ONLY,
                    "The file " + file + " is read-only: nothing can be recorded into it.");
        }
        if (found.version() < schema.version()) {
            upgrade(file, found.version(), schema);
        }
    }

    static void refuseStrangers(Path file, SqliteSchema.Found found, SqliteSchema schema) {
        if (found.kind() == SqliteSchema.Kind.FOREIGN) {
            throw new StoreException(
                    Reason.FOREIGN, "The file " + file + " is not a Cartelem recording.");
        }
        if (found.version() > schema.version()) {
            throw new StoreException(
                    Reason.NEWER_SCHEMA,
                    ("The file %s was written by a newer Cartelem (its format is %d, this version"
                                    + " knows %d). It was not touched.")
                            .formatted(file, found.version(), schema.version()));
        }
    }

    /// Works on a copy that takes the file's place when it is complete, so that a crash leaves
    /// either the old file or the new one. The old one is kept as a backup.
    private static void upgrade(Path file, int from, SqliteSchema schema)
            throws IOException, SQLException {
        absorbLog(file);
        Path copy = sibling(file, ".upgrading");
        Files.deleteIfExists(copy);
        Files.deleteIfExists(sibling(copy, "-journal"));
        Files.copy(file, copy);
        schema.migrate(copy);
        Path backup = sibling(file, ".schema-" + from + ".backup");
        if (!Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
            Path partial = sibling(file, ".backup-partial");
            Files.copy(file, partial, StandardCopyOption.REPLACE_EXISTING);
            replace(partial, backup);
        }
        replace(copy, file);
        LOG.info("{} was brought from schema {} to {}", file, from, schema.version());
    }

    /// Takes what the log beside a file still holds into it and removes the log.
    static void absorbLog(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(file));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
    }

    /// Moves a complete file to its place, durably.
    static void replace(Path made, Path place) throws IOException {
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(
                    made,
                    place,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            LOG.debug("{} is moved in two steps", place, e);
            Files.move(made, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be removed", file, e);
        }
    }

    static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("the lock could not be released", e);
        }
    }
}
