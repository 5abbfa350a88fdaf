package io.cartelem.persistence.sqlite;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/// Copies one table of a damaged file. It reads from the front until SQLite cannot go on, then from
/// the back towards that place, so that one bad page costs its own rows only.
final class RowSalvage {
    private static final Logger LOG = LoggerFactory.getLogger(RowSalvage.class);

    /// @param key columns by which rows are walked and told apart
    record Table(String name, String columns, String key) {}

    /// In the order in which they refer to each other.
    static final List<Table> TABLES =
            List.of(
                    new Table(
                            "session",
                            "id, name, car_id, driver, track, notes, search, origin, created_ns,"
                                    + " started_ns, stopped_ns, trashed_ns, recovered, tidy",
                            "id"),
                    new Table("clock_anchor", "id, session_id, t_ns, utc_ns, trust", "id"),
                    new Table("channel", "session_id, " + Columns.CHANNEL, "id"),
                    new Table("marker", "id, session_id, t_ns, text", "id"),
                    new Table("frame", "rowid, session_id, number, t_us, json", "rowid"),
                    new Table(
                            "loss",
                            "id, session_id, from_us, to_us, samples, since_ns, reason",
                            "id"),
                    new Table("sample_tail", "rowid, id, t_us, value, quality", "rowid"),
                    new Table("time_column", "id, session_id, data", "id"),
                    new Table("value_column", "id, data", "id"),
                    new Table(
                            "sample_chunk",
                            "channel_id, " + Columns.CHUNK,
                            "channel_id, first_us, first_ordinal"));

    private final Connection source;
    private final Connection target;
    private final Table table;
    private final Consumer<String> losses;

    RowSalvage(Connection source, Connection target, Table table, Consumer<String> losses) {
        this.source = source;
        this.target = target;
        this.table = table;
        this.losses = losses;
    }

    /// @return how many rows could be copied
    long copy() throws SQLException {
        String columns = table.columns();
        int count = columns.split(",").length;
        String insert =
                "INSERT OR IGNORE INTO %s (%s) VALUES (?%s)"
                        .formatted(table.name(), columns, ", ?".repeat(count - 1));
        try (PreparedStatement into = target.prepareStatement(insert)) {
            Walk front = walk(into, count, table.key());
            if (front.complete) {
                return front.rows;
            }
            Walk back = walk(into, count, table.key().replace(",", " DESC,") + " DESC");
            if (!back.complete) {
                losses.accept("Rows of the table " + table.name() + " are lost.");
            }
            return front.rows + back.rows;
        }
    }

    private static final class Walk {
        private long rows;
        private boolean complete;
    }

    private Walk walk(PreparedStatement into, int columns, String order) throws SQLException {
        Walk walk = new Walk();
        String select =
                "SELECT " + table.columns() + " FROM " + table.name() + " ORDER BY " + order;
        try (Statement statement = source.createStatement()) {
            Reading reading = new Reading(statement, select, columns);
            while (reading.next()) {
                for (int i = 0; i < columns; i++) {
                    into.setObject(i + 1, reading.row[i]);
                }
                if (into.executeUpdate() == 0) {
                    // The walk from the other end has been here.
                    break;
                }
                walk.rows++;
            }
            walk.complete = !reading.failed;
        }
        return walk;
    }

    /// Rows of the damaged file; ends at the first that cannot be read.
    private static final class Reading {
        private final @Nullable Object[] row;
        private @Nullable ResultSet rows;
        private boolean failed;

        Reading(Statement statement, String select, int columns) {
            row = new Object[columns];
            try {
                rows = statement.executeQuery(select);
            } catch (SQLException e) {
                LOG.debug("a table cannot be read at all", e);
                failed = true;
            }
        }

        boolean next() {
            try {
                ResultSet from = rows;
                if (from == null || !from.next()) {
                    return false;
                }
                for (int i = 0; i < row.length; i++) {
                    row[i] = from.getObject(i + 1);
                }
                return true;
            } catch (SQLException e) {
                LOG.debug("a row cannot be read", e);
                failed = true;
                return false;
            }
        }
    }
}
