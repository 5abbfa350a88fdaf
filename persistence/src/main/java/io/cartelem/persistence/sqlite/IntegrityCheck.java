package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Looks at everything: SQLite's own structures, then every chunk, which is decoded and compared
/// with what its row says about it. On a reader's snapshot, so recording goes on.
final class IntegrityCheck {
    private static final int MAX_PROBLEMS = 200;

    private final ReadConnection connection;
    private final Path file;
    private final List<String> problems = new ArrayList<>();
    private long samples;

    private IntegrityCheck(ReadConnection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    static IntegrityReport run(ReadConnection connection, Path file) {
        IntegrityCheck check = new IntegrityCheck(connection, file);
        check.structures();
        check.sessions();
        return new IntegrityReport(check.samples, check.problems);
    }

    private void structures() {
        try {
            PreparedStatement select = connection.prepare("PRAGMA integrity_check(100)");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String line = row.getString(1);
                    if (!"ok".equals(line)) {
                        problem("SQLite reports: " + line + ".");
                    }
                }
            }
        } catch (SQLException e) {
            problem(SqliteErrors.sentence(SqliteErrors.of(e, file)));
        }
    }

    private void sessions() {
        List<Long> ids;
        try {
            ids = Metadata.ids(connection.jdbc(), "TRUE");
        } catch (SQLException e) {
            problem(SqliteErrors.sentence(SqliteErrors.of(e, file)));
            return;
        }
        for (long id : ids) {
            try {
                session(SessionView.of(connection, id));
            } catch (SQLException | RuntimeException e) {
                problem(
                        "Session %d: %s"
                                .formatted(id, SqliteErrors.sentence(SqliteErrors.of(e, file))));
            }
        }
    }

    private void session(SessionView view) throws SQLException {
        List<ChannelRow> channels = view.channels(SignalQuery.all(view.sessionId()));
        for (ChannelRow channel : channels) {
            long found = 0;
            for (ChunkHeader chunk : view.chunks(channel, TimeRange.ALL)) {
                found += chunk.count();
                chunk(view, chunk);
            }
            if (found != channel.chunked().samples) {
                problem(SqliteErrors.sentence(view.incomplete(channel, found)));
            }
        }
        for (Run run : view.tail(channels, TimeRange.ALL)) {
            samples += run.size();
        }
    }

    private void chunk(SessionView view, ChunkHeader chunk) throws SQLException {
        try {
            samples += view.load(chunk).size();
        } catch (StoreException damaged) {
            problem(SqliteErrors.sentence(damaged));
        }
    }

    private void problem(String sentence) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(sentence);
        }
    }
}
