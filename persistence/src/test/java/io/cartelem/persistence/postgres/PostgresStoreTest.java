package io.cartelem.persistence.postgres;

import io.cartelem.core.port.SessionStore;
import io.cartelem.persistence.SessionStoreContract;

import java.sql.SQLException;
import java.time.Duration;

/// PostgreSQL keeps what every store promises.
class PostgresStoreTest extends SessionStoreContract {
    static final PostgresOptions QUICK =
            new PostgresOptions(
                    Duration.ofMillis(5),
                    32_768,
                    4_000_000,
                    4,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60));

    private boolean opened;

    @Override
    protected SessionStore open() throws SQLException {
        DatabaseUrl url = Server.database("contract");
        if (!opened) {
            Server.empty("contract");
            opened = true;
        }
        return PostgresStore.open(url, QUICK);
    }
}
