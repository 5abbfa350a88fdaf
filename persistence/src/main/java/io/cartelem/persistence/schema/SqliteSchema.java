package io.cartelem.persistence.schema;

import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/// The schema's version, in which file it is found, and how a file gets there.
///
/// @param version what [#migrate] makes of a file
/// @param locations where Flyway finds the migrations
public record SqliteSchema(int version, String... locations) {
    /// The schema that this version of Cartelem writes.
    public static final SqliteSchema CURRENT =
            new SqliteSchema(1, "classpath:io/cartelem/persistence/schema/sqlite");

    /// `PRAGMA application_id` of a Cartelem recording: `CTLM`.
    public static final int APPLICATION_ID = 0x43544C4D;

    /// A row of metadata pages is short, a chunk takes 1 to 4 KiB: 8 KiB suit both.
    private static final int PAGE_SIZE = 8192;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 100;
    private static final int USER_VERSION_AT = 60;
    private static final int APPLICATION_ID_AT = 68;

    /// What a file says about itself.
    public enum Kind {
        /// No file, or one without a byte.
        ABSENT,
        FOREIGN,
        CARTELEM
    }

    /// @param version its schema, 0 unless it is a recording of ours
    public record Found(Kind kind, int version) {}

    /// Reads the first bytes of `file` without opening it as a database, so that it stays
    /// untouched. Both numbers stand there at any time, because [#migrate] never works on a file in
    /// use.
    public static Found identify(Path file) throws IOException {
        if (!file.toFile().exists()) {
            return new Found(Kind.ABSENT, 0);
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int read = 0;
            while (read >= 0 && header.hasRemaining()) {
                read = channel.read(header);
            }
        }
        if (header.position() == 0) {
            return new Found(Kind.ABSENT, 0);
        }
        boolean sqlite =
                header.position() == HEADER
                        && Arrays.equals(header.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!sqlite || header.getInt(APPLICATION_ID_AT) != APPLICATION_ID) {
            return new Found(Kind.FOREIGN, 0);
        }
        return new Found(Kind.CARTELEM, header.getInt(USER_VERSION_AT));
    }

    /// Brings `file`, which nobody else may use meanwhile, to this version; makes it if it is not
    /// there. Afterwards everything is in the file itself, no log beside it.
    ///
    /// Nothing waits for the disk here, for a program that starts has no time for that: a file is
    /// worth nothing before all of it is done, and then whoever puts it to its place forces it.
    public void migrate(Path file) throws SQLException {
        SQLiteConfig hasty = new SQLiteConfig();
        hasty.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        hasty.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
        SQLiteDataSource source = new SQLiteDataSource(hasty);
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            // The first two count for a new file only, and only until its first page is written,
            // which the third does.
            statement.execute("PRAGMA page_size = " + PAGE_SIZE);
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
        }
        Flyway.configure(SqliteSchema.class.getClassLoader())
                .dataSource(source)
                .locations(locations)
                .load()
                .migrate();
    }
}
