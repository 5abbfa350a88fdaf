package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;
import io.cartelem.persistence.SessionStoreContract;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// The SQLite store keeps the contract of all stores.
class SqliteStoreTest extends SessionStoreContract {
    @TempDir private Path folder;

    @Override
    protected SessionStore open() {
        return SqliteStore.open(
                folder.resolve("recordings.db"),
                SqliteOptions.defaults()
                        .withSync(SqliteOptions.Sync.NORMAL)
                        .withCommit(Duration.ofMillis(2), 32_768),
                Clock.system());
    }
}
