package io.cartelem.core.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Which store to record into.
public sealed interface DatabaseUrl {
    /// With a host and a database, by the names that Java and Python programs give the scheme.
    Pattern POSTGRES = Pattern.compile("(jdbc:)?postgres(ql)?(\\+[a-z0-9]+)?://[^/?]+/[^/?]+.*");

    /// The file in the user's data folder.
    record Default() implements DatabaseUrl {}

    /// An SQLite file of the user's choice.
    record Sqlite(Path file) implements DatabaseUrl {}

    /// A PostgreSQL server.
    ///
    /// @param url as it was written; may hold a password, so it belongs into no log
    record Postgres(String url) implements DatabaseUrl {
        /// Without user, password and parameters.
        @Override
        public String toString() {
            return "postgresql://"
                    + url.replaceFirst(".*://", "")
                            .replaceFirst("^[^@/]*@", "")
                            .replaceFirst("\\?.*", "");
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
        int end = url.indexOf("://");
        if (url.startsWith("sqlite") && end > 0) {
            // Three slashes begin a relative path and four an absolute one, as SQLAlchemy writes
            // them.
            return sqlite(url.substring(end + 3).replaceFirst("^/", ""));
        }
        if (POSTGRES.matcher(url).matches()) {
            return new Postgres(url);
        }
        throw new IllegalArgumentException("neither form");
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
}
