package io.cartelem.persistence.sqlite;

import static io.cartelem.persistence.schema.Tables.Session.SESSION;

import io.cartelem.persistence.schema.Tables.Session;

import java.sql.SQLException;
import java.util.List;

/// Merges the small chunks of sessions that have ended, a channel at a time, in the writer's idle
/// time. Begins anew after a crash; does nothing when all is tidy.
final class Tidying implements Writer.Step {
    @Override
    public boolean run(WriterConnection connection) throws SQLException {
        List<Long> untidy =
                Metadata.ids(
                        connection.jooq(), Session.STOPPED_NS.isNotNull().and(Session.TIDY.eq(0)));
        if (untidy.isEmpty()) {
            return false;
        }
        long sessionId = untidy.getFirst();
        if (!new ChunkMerger(connection, sessionId).mergeSome()) {
            connection
                    .jooq()
                    .update(SESSION)
                    .set(Session.TIDY, 1)
                    .where(Session.ID.eq(sessionId))
                    .execute();
        }
        return true;
    }
}
