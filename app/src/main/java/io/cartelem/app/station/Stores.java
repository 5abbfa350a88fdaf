package io.cartelem.app.station;

import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.DatabaseUrl;
import io.cartelem.core.config.Keys;
import io.cartelem.core.config.SyncMode;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.persistence.postgres.PostgresOptions;
import io.cartelem.persistence.postgres.PostgresStore;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens the store that the settings name.
public final class Stores {
    /// The name of the recordings in the data folder.
    public static final String FILE = "cartelem.db";

    private Stores() {}

    /// @param dataFolder where the file lies if the settings name none; made if missing
    public static SessionStore open(Configuration config, Path dataFolder, Clock clock) {
        return switch (config.get(Keys.DATABASE_URL)) {
            case DatabaseUrl.Default _ -> openFile(config, dataFolder.resolve(FILE), clock);
            case DatabaseUrl.Sqlite sqlite -> openFile(config, sqlite.file(), clock);
            case DatabaseUrl.Postgres postgres ->
                    PostgresStore.open(
                            io.cartelem.persistence.postgres.DatabaseUrl.parse(postgres.url()),
                            PostgresOptions.defaults());
        };
    }

    /// Opens, or makes, one SQLite file.
    public static SessionStore openFile(Configuration config, Path file, Clock clock) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new StoreException(
                    Reason.FAILED,
                    "The folder " + folder + " cannot be made: " + e.getMessage(),
                    e);
        }
        SqliteOptions.Sync sync =
                config.get(Keys.SYNC) == SyncMode.FULL
                        ? SqliteOptions.Sync.FULL
                        : SqliteOptions.Sync.NORMAL;
        return SqliteStore.open(file, SqliteOptions.defaults().withSync(sync), clock);
    }
}
