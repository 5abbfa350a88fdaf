package io.cartelem.persistence.sqlite;

import io.cartelem.persistence.schema.Tables.Losses;

import org.jooq.DSLContext;

import java.sql.Connection;
import java.util.List;

/// What was lost, kept with the session so that nobody takes a gap for a standstill.
final class LossTable {
    private LossTable() {}

    static void insert(Connection connection, LostRange loss) {
        Jooq.on(connection)
                .insertInto(Losses.LOSS)
                .set(Losses.SESSION_ID, loss.sessionId())
                .set(Losses.FROM_US, Math.floorDiv(loss.fromNs(), 1000L))
                .set(Losses.TO_US, Math.floorDiv(loss.toNs(), 1000L))
                .set(Losses.SAMPLES, loss.samples())
                .set(Losses.SINCE_NS, Metadata.ns(loss.since()))
                .set(Losses.REASON, loss.reason())
                .execute();
    }

    static List<LostRange> of(DSLContext jooq, long sessionId) {
        return jooq.select(
                        Losses.FROM_US,
                        Losses.TO_US,
                        Losses.SAMPLES,
                        Losses.SINCE_NS,
                        Losses.REASON)
                .from(Losses.LOSS)
                .where(Losses.SESSION_ID.eq(sessionId))
                .orderBy(Losses.ID)
                .fetch(
                        row ->
                                new LostRange(
                                        sessionId,
                                        row.value1() * 1000,
                                        row.value2() * 1000,
                                        row.value3(),
                                        Metadata.instant(row.value4()),
                                        row.value5()));
    }
}
