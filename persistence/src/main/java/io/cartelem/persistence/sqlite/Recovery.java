package io.cartelem.persistence.sqlite;

import static io.cartelem.persistence.schema.Tables.Channels.CHANNEL;
import static io.cartelem.persistence.schema.Tables.Session.SESSION;

import io.cartelem.core.model.SessionInfo;
import io.cartelem.persistence.schema.Tables.Channels;
import io.cartelem.persistence.schema.Tables.Session;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;

/// Closes a session that a crash left recording. On the writer's thread.
final class Recovery {
    private Recovery() {}

    static SessionInfo close(WriterConnection connection, long sessionId) throws SQLException {
        connection.samples().compact();
        connection.samples().forget(sessionId);
        DSLContext jooq = connection.jooq();
        @Nullable Long lastUs =
                jooq.select(DSL.max(Channels.LAST_US))
                        .from(CHANNEL)
                        .where(Channels.SESSION_ID.eq(sessionId))
                        .fetchOneInto(Long.class);
        Instant stopped =
                Metadata.timebase(jooq, sessionId).utcOf(lastUs == null ? 0 : lastUs * 1000);
        Metadata.set(jooq, sessionId, Session.STOPPED_NS, stopped);
        jooq.update(SESSION).set(Session.RECOVERED, 1).where(Session.ID.eq(sessionId)).execute();
        return Metadata.get(jooq, sessionId);
    }
}
