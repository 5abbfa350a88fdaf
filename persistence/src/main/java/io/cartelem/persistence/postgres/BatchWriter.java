package io.cartelem.persistence.postgres;

import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.StoreException;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Writes a batch of one session in one transaction, once: the batch's number is committed with it,
/// so a batch whose answer was lost on the way is recognised when it is tried again.
final class BatchWriter {
    private static final String COPY =
            "COPY signals (session_id, channel_id, ordinal, t_mono_ns, value_num, value_text,"
                    + " quality) FROM STDIN (FORMAT binary)";
    private static final int FIELDS = 7;
    private static final long MICRO = 1_000;

    private BatchWriter() {}

    /// @throws StoreException SESSION_NOT_FOUND if somebody removed the session
    static void write(Connection connection, Recording recording, List<Append> appends)
            throws SQLException {
        long batch = recording.nextBatch();
        int claimed =
                Sql.update(
                        connection,
                        "UPDATE session SET batch = ?, written_at = now() WHERE id = ?"
                                + " AND batch < ?",
                        batch,
                        recording.sessionId,
                        batch);
        if (claimed == 0) {
            // Throws if the session is gone; else the batch is there already.
            SessionTable.get(connection, recording.sessionId);
        }
        // Counted in either case: ordinals go on from here.
        if (claimed == 1) {
            samples(connection, recording, appends);
            frames(connection, recording, appends);
            recording.saveCounts(connection);
            connection.commit();
        } else {
            for (Append append : appends) {
                for (int i = 0; i < append.batch().size(); i++) {
                    recording.count(append.batch(), i, micros(append.batch(), i));
                }
            }
            connection.rollback();
        }
        recording.written((int) appends.stream().filter(a -> a.json() != null).count());
    }

    private static void samples(Connection connection, Recording recording, List<Append> appends)
            throws SQLException {
        if (appends.stream().allMatch(append -> append.batch().isEmpty())) {
            return;
        }
        BinaryCopy copy = new BinaryCopy(connection.unwrap(PGConnection.class).getCopyAPI(), COPY);
        boolean complete = false;
        try {
            for (Append append : appends) {
                SampleBatch batch = append.batch();
                for (int i = 0; i < batch.size(); i++) {
                    long timeNs = micros(batch, i);
                    Recording.Counted channel = recording.count(batch, i, timeNs);
                    copy.row(FIELDS)
                            .put(recording.sessionId)
                            .put(channel.number)
                            .put(channel.ordinal())
                            .put(timeNs);
                    String text = batch.text(i);
                    if (text == null) {
                        copy.put(batch.value(i)).putNull();
                    } else {
                        copy.putNull().put(SessionTable.clean(text));
                    }
                    copy.put((short) batch.quality(i).code());
                }
            }
            copy.end();
            complete = true;
        } finally {
            if (!complete) {
                copy.cancel();
            }
        }
    }

    private static void frames(Connection connection, Recording recording, List<Append> appends)
            throws SQLException {
        long number = recording.frames();
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO frame (session_id, number, t_ns, json) VALUES (?,?,?,?)")) {
            for (Append append : appends) {
                String json = append.json();
                if (json != null) {
                    insert.setLong(1, recording.sessionId);
                    insert.setLong(2, ++number);
                    insert.setLong(3, append.timeNs());
                    insert.setString(4, SessionTable.clean(json));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static long micros(SampleBatch batch, int i) {
        return Math.floorDiv(batch.timeNs(i), MICRO) * MICRO;
    }
}
