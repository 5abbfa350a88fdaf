package io.cartelem.persistence.schema;

import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;

import java.util.List;

/// The tables of metadata, for jOOQ. What the columns mean stands in the migrations. Samples and
/// chunks are not here: they go by prepared statements, because they are many.
public final class Tables {

    private Tables() {}

    /// Table `session`.
    public static final class Session {
        public static final Table<?> SESSION = DSL.table(DSL.name("session"));
        public static final Field<Long> ID = field("session", "id", Long.class);
        public static final Field<String> NAME = field("session", "name", String.class);
        public static final Field<String> CAR_ID = field("session", "car_id", String.class);
        public static final Field<String> DRIVER = field("session", "driver", String.class);
        public static final Field<String> TRACK = field("session", "track", String.class);
        public static final Field<String> NOTES = field("session", "notes", String.class);
        public static final Field<String> SEARCH = field("session", "search", String.class);
        public static final Field<String> ORIGIN = field("session", "origin", String.class);
        public static final Field<Long> CREATED_NS = field("session", "created_ns", Long.class);
        public static final Field<Long> STARTED_NS = field("session", "started_ns", Long.class);
        public static final Field<Long> STOPPED_NS = field("session", "stopped_ns", Long.class);
        public static final Field<Long> TRASHED_NS = field("session", "trashed_ns", Long.class);
        public static final Field<Integer> RECOVERED = field("session", "recovered", Integer.class);
        public static final Field<Integer> TIDY = field("session", "tidy", Integer.class);

        private Session() {}

        /// What a session's description is made of.
        public static List<Field<?>> all() {
            return List.of(
                    ID,
                    NAME,
                    CAR_ID,
                    DRIVER,
                    TRACK,
                    NOTES,
                    ORIGIN,
                    CREATED_NS,
                    STARTED_NS,
                    STOPPED_NS,
                    TRASHED_NS,
                    RECOVERED);
        }
    }

    /// Table `clock_anchor`.
    public static final class Anchor {
        public static final Table<?> ANCHOR = DSL.table(DSL.name("clock_anchor"));
        public static final Field<Long> SESSION_ID =
                field("clock_anchor", "session_id", Long.class);
        public static final Field<Long> T_NS = field("clock_anchor", "t_ns", Long.class);
        public static final Field<Long> UTC_NS = field("clock_anchor", "utc_ns", Long.class);
        public static final Field<String> TRUST = field("clock_anchor", "trust", String.class);

        private Anchor() {}
    }

    /// Table `channel`.
    public static final class Channels {
        public static final Table<?> CHANNEL = DSL.table(DSL.name("channel"));
        public static final Field<Long> ID = field("channel", "id", Long.class);
        public static final Field<Long> SESSION_ID = field("channel", "session_id", Long.class);
        public static final Field<Long> SAMPLES = field("channel", "samples", Long.class);
        public static final Field<Long> LAST_US = field("channel", "last_us", Long.class);

        private Channels() {}
    }

    /// Table `marker`.
    public static final class Markers {
        public static final Table<?> MARKER = DSL.table(DSL.name("marker"));
        public static final Field<Long> ID = field("marker", "id", Long.class);
        public static final Field<Long> SESSION_ID = field("marker", "session_id", Long.class);
        public static final Field<Long> T_NS = field("marker", "t_ns", Long.class);
        public static final Field<String> TEXT = field("marker", "text", String.class);

        private Markers() {}
    }

    /// Table `loss`.
    public static final class Losses {
        public static final Table<?> LOSS = DSL.table(DSL.name("loss"));
        public static final Field<Long> ID = field("loss", "id", Long.class);
        public static final Field<Long> SESSION_ID = field("loss", "session_id", Long.class);
        public static final Field<Long> FROM_US = field("loss", "from_us", Long.class);
        public static final Field<Long> TO_US = field("loss", "to_us", Long.class);
        public static final Field<Long> SAMPLES = field("loss", "samples", Long.class);
        public static final Field<Long> SINCE_NS = field("loss", "since_ns", Long.class);
        public static final Field<String> REASON = field("loss", "reason", String.class);

        private Losses() {}
    }

    private static <T> Field<T> field(String table, String column, Class<T> type) {
        Name name = DSL.name(table, column);
        return DSL.field(name, type);
    }
}
