package io.cartelem.core.config;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Which store to record into.
public sealed interface DatabaseUrl {

    /// The file in the user's data folder.
    record Default() implements DatabaseUrl {}

    /// An SQLite file of the user's choice.
    record Sqlite(Path file) implements DatabaseUrl {}

    /// A PostgreSQL server.
    ///
    /// @param port 5432 unless given
    record Postgres(
            String host,
            int port,
            String database,
            @Nullable String user,
            @Nullable String password)
            implements DatabaseUrl {

        private static final int DEFAULT_PORT = 5432;

        /// Without the password, which belongs into no log.
        @Override
        public String toString() {
            return "postgresql://"
                    + (user == null ? "" : user + "@")
                    + host
                    + ":"
                    + port
                    + "/"
                    + database;
        }
    }

    /// Reads `sqlite:///path`, `jdbc:sqlite:path`, `postgresql://user:pass@host:port/db` and the
    /// forms of Python programs with `+aiosqlite` and `+asyncpg`; empty for the default.
    ///
    /// @throws IllegalArgumentException if it is none of them
    static DatabaseUrl parse(String text) {
        String url = text.strip();
        if (url.isEmpty()) {
            return new Default();
        }
        if (url.startsWith("jdbc:sqlite:")) {
            return sqlite(url.substring("jdbc:sqlite:".length()));
        }
        if (url.startsWith("jdbc:")) {
            url = url.substring("jdbc:".length());
        }
        int end = url.indexOf("://");
        if (end < 0) {
            throw new IllegalArgumentException("no scheme");
        }
        String rest = url.substring(end + 3);
        return switch (url.substring(0, end)) {
            // Three slashes begin a relative path and four an absolute one, as SQLAlchemy writes
            // them.
            case "sqlite", "sqlite+aiosqlite" ->
                    sqlite(rest.startsWith("/") ? rest.substring(1) : rest);
            case "postgresql", "postgres", "postgresql+asyncpg", "postgresql+psycopg" ->
                    postgres("postgresql://" + rest);
            default -> throw new IllegalArgumentException("unknown scheme");
        };
    }

    private static Sqlite sqlite(String path) {
        if (path.isEmpty() || path.equals(":memory:")) {
            throw new IllegalArgumentException("no file");
        }
        try {
            return new Sqlite(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no path", e);
        }
    }

    private static Postgres postgres(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no address", e);
        }
        String path = uri.getPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
            throw new IllegalArgumentException("no host or no database");
        }
        String login = uri.getRawUserInfo();
        int colon = login == null ? -1 : login.indexOf(':');
        String user = login == null ? null : colon < 0 ? login : login.substring(0, colon);
        String password = login == null || colon < 0 ? null : login.substring(colon + 1);
        return new Postgres(
                uri.getHost(),
                uri.getPort() < 0 ? Postgres.DEFAULT_PORT : uri.getPort(),
                path.substring(1),
                user == null ? null : decoded(user),
                password == null ? null : decoded(password));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
