package io.cartelem.persistence.sqlite;

import io.cartelem.persistence.schema.LostRange;
import io.cartelem.persistence.schema.Stamps;
import io.cartelem.persistence.schema.Tables.Losses;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;

/// What was lost, kept with the session so that nobody takes a gap for a standstill.
final class LossTable {
    private static final Logger LOG = LoggerFactory.getLogger(LossTable.class);

    private LossTable() {}

    /// Notes losses in the file, in one transaction, and tells `listener` of them.
    static void report(
            List<LostRange> losses, WriterConnection connection, Consumer<LostRange> listener) {
        if (losses.isEmpty()) {
            return;
        }
        for (LostRange loss : losses) {
            LOG.error(
                    "{} samples of session {} were lost: {}",
                    loss.samples(),
                    loss.sessionId(),
                    loss.reason());
        }
        try {
            connection.inTransaction(
                    c -> {
                        for (LostRange loss : losses) {
                            // A session may be lost itself.
                            if (Metadata.find(c.jooq(), loss.sessionId()).isPresent()) {
                                insert(c.jdbc(), loss);
                            }
                        }
                        return true;
                    });
        } catch (Exception e) {
            LOG.warn("losses in {} sessions could not be noted in the file", losses.size(), e);
        }
        for (LostRange loss : losses) {
            try {
                listener.accept(loss);
            } catch (RuntimeException e) {
                LOG.warn("whoever is told of losses failed", e);
            }
        }
    }

    private static void insert(Connection connection, LostRange loss) {
        Jooq.on(connection)
                .insertInto(Losses.LOSS)
                .set(Losses.SESSION_ID, loss.sessionId())
                .set(Losses.FROM_US, Math.floorDiv(loss.fromNs(), 1000L))
                .set(Losses.TO_US, Math.floorDiv(loss.toNs(), 1000L))
                .set(Losses.SAMPLES, loss.samples())
                .set(Losses.SINCE_NS, Stamps.ns(loss.since()))
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
                                        Stamps.instant(row.value4()),
                                        row.value5()));
    }
}
