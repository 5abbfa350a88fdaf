package io.cartelem.persistence.postgres;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SignalQuery;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;

/// How fast PostgreSQL takes samples and how much room they need, beside the server's own INSERT of
/// the same rows from a query into a table of the same kind. A main class; the argument is the
/// number of samples.
public final class PostgresBenchmark {
    private static final Instant START = Instant.parse("2026-05-17T10:00:00Z");
    private static final int CHANNELS = 50;

    private PostgresBenchmark() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        try (PostgresStore store =
                        PostgresStore.open(Server.database("bench"), PostgresOptions.defaults());
                Connection connection = Server.connect("bench");
                Statement statement = connection.createStatement()) {
            long id = store.create(SessionDraft.named("b"), SessionOrigin.LIVE, START).id();
            store.begin(id, START, ClockAnchor.Trust.GPS, SessionOrigin.LIVE);
            long start = System.nanoTime();
            for (int at = 0; at < rows; ) {
                SampleBatch.Builder batch = SampleBatch.builder(50_000);
                for (int i = 0; i < 50_000 && at < rows; i++, at++) {
                    Channel channel = Channel.number("s", "c" + at % CHANNELS, "", 1);
                    batch.add(channel, (long) (at / CHANNELS) * 10_000_000L, at % 997 / 10.0);
                }
                store.append(id, batch.build()).join();
            }
            store.finish(id, START.plusSeconds(60));
            double rate = rows * 1e9 / (System.nanoTime() - start);
            statement.execute("CREATE TABLE anchor (LIKE signals INCLUDING ALL)");
            start = System.nanoTime();
            statement.execute(
                    "INSERT INTO anchor SELECT 1, n % 50, n / 50, n / 50 * 10000000::bigint,"
                            + " n % 997 / 10.0, NULL, 0 FROM generate_series(0, "
                            + (rows - 1)
                            + ") n");
            double anchor = rows * 1e9 / (System.nanoTime() - start);
            out.printf(
                    "append %.0f rows/s, server's own INSERT %.0f: %.2f%n",
                    rate, anchor, rate / anchor);
            try (ResultSet size =
                    statement.executeQuery(
                            "SELECT sum(pg_total_relation_size(inhrelid)),"
                                    + " sum(pg_relation_size(inhrelid)) FROM pg_inherits"
                                    + " WHERE inhparent = 'signals'::regclass")) {
                size.next();
                out.printf(
                        "bytes a sample: %.1f, of which %.1f in the table, the rest in its two"
                                + " indexes%n",
                        size.getDouble(1) / rows, size.getDouble(2) / rows);
            }
            start = System.nanoTime();
            long[] read = {0};
            store.scan(SignalQuery.all(id).ofChannels(Set.of("s.c7")), s -> ++read[0] > 0);
            out.printf(
                    "one channel of %d samples: %.1f ms%n",
                    read[0], (System.nanoTime() - start) / 1e6);
        }
    }
}
