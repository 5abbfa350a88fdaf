package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.persistence.schema.SqliteSchema;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// The process that [SqliteKillTest] kills. It says on its standard output what is durable, and is
/// never done.
final class KilledProcess {
    static final Channel[] CHANNELS = {
        Channel.number("obd", "RPM", "rpm", 0),
        Channel.number("obd", "SPEED", "km/h", 0),
        Channel.text("pit", "note")
    };

    /// The schema after the present one.
    static final SqliteSchema NEXT =
            new SqliteSchema(
                    2,
                    "classpath:io/cartelem/persistence/schema/sqlite",
                    "classpath:io/cartelem/persistence/schema/next");

    /// The one after that, which never gets done.
    static final SqliteSchema ENDLESS =
            new SqliteSchema(
                    3,
                    "classpath:io/cartelem/persistence/schema/sqlite",
                    "classpath:io/cartelem/persistence/schema/next",
                    "classpath:io/cartelem/persistence/schema/endless");

    private KilledProcess() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        Path file = Path.of(arguments[1]);
        Thread.ofPlatform().daemon().start(KilledProcess::endWithTheTests);
        switch (arguments[0]) {
            case "write" -> write(file, out, 200);
            case "compact" -> write(file, out, 4_000);
            case "migrate" -> migrate(file, out, NEXT);
            default -> migrate(file, out, ENDLESS);
        }
    }

    /// Whoever was to kill it may be killed first: then its standard input ends.
    private static void endWithTheTests() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Ended in another way, but ended.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void migrate(Path file, PrintStream out, SqliteSchema schema) {
        out.println("migrating");
        SqliteStore.open(file, Stores.quick(), Stores.CLOCK, schema).close();
        out.println("migrated");
    }

    /// Appends to the last session, which records, samples whose value is their ordinal, and
    /// acknowledges each batch when it is durable.
    private static void write(Path file, PrintStream out, int perBatch) {
        SqliteStore store = SqliteStore.open(file, Stores.quick(), Stores.CLOCK);
        long session = store.lastRecording();
        Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
        int ordinal = 0;
        int acknowledged = 0;
        while (true) {
            SampleBatch.Builder batch = SampleBatch.builder(perBatch * CHANNELS.length);
            for (int i = 0; i < perBatch; i++, ordinal++) {
                long time = ordinal * 1_000_000L;
                batch.add(CHANNELS[0], time, ordinal);
                batch.add(CHANNELS[1], time, ordinal);
                batch.add(CHANNELS[2], time, Integer.toString(ordinal));
            }
            inFlight.add(store.append(session, batch.build()));
            if (inFlight.size() == 3) {
                inFlight.removeFirst().join();
                acknowledged += perBatch;
                out.println("durable " + acknowledged);
            }
        }
    }
}
