package io.cartelem.persistence.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    postgresql://ada:pw@pit:5433/cars, jdbc:postgresql://pit:5433/cars, ada, pw
                    postgres://ada@pit/cars, jdbc:postgresql://pit/cars, ada, -
                    postgresql+asyncpg://ada:p%40w%3A@pit/cars, jdbc:postgresql://pit/cars, ada, p@w:
                    postgresql+asyncpg://pit/cars?ssl=require, jdbc:postgresql://pit/cars?sslmode=require, -, -
                    jdbc:postgresql://pit/cars?user=ada&password=pw&sslmode=verify-full, jdbc:postgresql://pit/cars?sslmode=verify-full, ada, pw
                    postgresql:///cars, jdbc:postgresql://localhost/cars, -, -
                    postgresql://ada:a+b%@[::1]:5432/cars, jdbc:postgresql://[::1]:5432/cars, ada, a+b%
                    'postgresql://a,b/cars', 'jdbc:postgresql://a,b/cars', -, -
                    """)
    void understandsEveryForm(String url, String jdbc, String user, String password) {
        assertTrue(DatabaseUrl.isPostgres(url));
        assertEquals(new DatabaseUrl(jdbc, user, password), DatabaseUrl.parse(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql:cars", "mysql://ada:secret@pit/cars", "", "postgres:/x"})
    void refusesOthersWithoutRepeatingThem(String url) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(url));
        assertFalse(refusal.getMessage().contains("secret"));
        assertFalse(DatabaseUrl.isPostgres("sqlite:///cars.db"));
    }

    @Test
    void showsNoPassword() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://ada:secret@pit/cars?sslmode=require");
        assertEquals("postgresql://ada@pit/cars", url.toString());
        assertEquals("postgresql://pit/cars", DatabaseUrl.parse("postgres://pit/cars").shown());
        assertNull(DatabaseUrl.parse("postgres://pit/cars").user());
    }
}
