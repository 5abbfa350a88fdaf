package io.cartelem.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "sqlite:///lap.db, lap.db",
        "sqlite:////data/lap.db, /data/lap.db",
        "sqlite+aiosqlite:///./lap.db, ./lap.db",
        "jdbc:sqlite:/data/lap.db, /data/lap.db"
    })
    void readsTheFormsOfAnSqliteFile(String url, String path) {
        assertEquals(new DatabaseUrl.Sqlite(Path.of(path)), DatabaseUrl.parse(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:p%40ss+1@db.pit:6543/cars",
                "postgres://ann:p%40ss+1@db.pit:6543/cars",
                "postgresql+asyncpg://ann:p%40ss+1@db.pit:6543/cars",
                "jdbc:postgresql://ann:p%40ss+1@db.pit:6543/cars"
            })
    void readsTheFormsOfAPostgresServer(String url) {
        assertEquals(new DatabaseUrl.Postgres(url), DatabaseUrl.parse(url));
    }

    @Test
    void neverShowsThePassword() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://ann:secret@db/cars?password=secret");

        assertEquals("postgresql://db/cars", url.toString());
        assertFalse(url.toString().contains("secret"));
    }

    @Test
    void takesNothingForTheDefault() {
        assertEquals(new DatabaseUrl.Default(), DatabaseUrl.parse(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lap.db",
                "sqlite://",
                "sqlite:///:memory:",
                "postgresql://db",
                "postgresql:///cars",
                "oracle://x/y"
            })
    void refusesTheRest(String url) {
        assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(url));
    }
}
