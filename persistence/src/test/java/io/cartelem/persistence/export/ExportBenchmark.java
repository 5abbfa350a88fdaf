package io.cartelem.persistence.export;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.MemoryStore;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/// Export speed beside DuckDB's COPY and the sqlite3 program's CSV, as ratios of rows a second on
/// the same machine in the same run. A main class; the argument is the number of samples (5 million
/// if not given).
public final class ExportBenchmark {
    private static final int CHANNELS = 50;
    private static final int RUNS = 3;
    private static final Instant START = Instant.parse("2026-05-17T10:00:00Z");

    private final PrintStream out;
    private final Path folder;
    private final int rows;

    private ExportBenchmark(PrintStream out, Path folder, int rows) {
        this.out = out;
        this.folder = folder;
        this.rows = rows;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("cartelem-bench");
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
        new ExportBenchmark(System.out, folder, rows).run();
    }

    private interface Task {
        void run() throws Exception;
    }

    private void run() throws Exception {
        SqliteStore sqlite =
                SqliteStore.open(
                        folder.resolve("store.db"), SqliteOptions.defaults(), Clock.system());
        MemoryStore memory = new MemoryStore();
        long inSqlite = fill(sqlite);
        long inMemory = fill(memory);
        Path csv = folder.resolve("signals.csv");
        Path parquet = folder.resolve("signals.parquet");
        double csvStore = best("CSV from the SQLite store", () -> export("csv", sqlite, inSqlite));
        double csvMemory = best("CSV, formatting alone", () -> export("csv", memory, inMemory));
        double parquetStore =
                best("Parquet from the SQLite store", () -> export("parquet", sqlite, inSqlite));
        long parquetSize = Files.size(parquet);
        double duckCsv;
        double duckParquet;
        Path duckFile = folder.resolve("duck.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("CREATE TABLE by_channel AS SELECT * FROM '" + parquet + "'");
            statement.execute("CREATE TABLE by_time AS FROM by_channel ORDER BY ts_mono_ns, id");
            duckCsv =
                    best(
                            "DuckDB COPY to CSV, 2 threads",
                            () ->
                                    statement.execute(
                                            "COPY by_time TO '"
                                                    + folder.resolve("duck.csv")
                                                    + "' (HEADER)"));
            duckParquet =
                    best(
                            "DuckDB COPY to Parquet v2 zstd, 2 threads",
                            () ->
                                    statement.execute(
                                            "COPY by_channel TO '"
                                                    + duckFile
                                                    + "' (COMPRESSION zstd, PARQUET_VERSION v2)"));
        }
        double cli = sqliteCli(sqlite, inSqlite);
        out.printf(
                "%nCSV / DuckDB COPY: %.2f (formatting %.2f)%n",
                csvStore / duckCsv, csvMemory / duckCsv);
        if (cli > 0) {
            out.printf("CSV / sqlite3 program: %.2f%n", csvStore / cli);
        }
        out.printf("Parquet / DuckDB COPY: %.2f%n", parquetStore / duckParquet);
        out.printf("Parquet size / DuckDB: %.2f%n", (double) parquetSize / Files.size(duckFile));
        out.printf(
                "Bytes a row: CSV %.1f, Parquet %.2f%n",
                (double) Files.size(csv) / rows, (double) parquetSize / rows);
        sqlite.close();
    }

    private void export(String format, SessionStore store, long session) throws IOException {
        Exporters.byId(format)
                .orElseThrow()
                .exportTo(
                        store,
                        SignalQuery.all(session),
                        folder.resolve("signals." + format),
                        Progress.NONE);
    }

    /// The sqlite3 program, if there is one, with the plain SQLite file: it prints 15 digits only,
    /// so it has less to do.
    private double sqliteCli(SessionStore store, long session) throws Exception {
        export("sqlite", store, session);
        ProcessBuilder command =
                new ProcessBuilder(
                                "sqlite3",
                                "-csv",
                                "-header",
                                folder.resolve("signals.sqlite").toString(),
                                "SELECT * FROM signals")
                        .redirectOutput(folder.resolve("cli.csv").toFile())
                        .redirectErrorStream(true);
        try {
            return best("sqlite3 program to CSV", () -> command.start().waitFor());
        } catch (IOException e) {
            out.println("sqlite3 program: not installed");
            return 0;
        }
    }

    private double best(String name, Task task) throws Exception {
        long[] times = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            task.run();
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        double rate = rows * 1e9 / times[0];
        out.printf("%-45s %6.2f M rows/s%n", name, rate / 1e6);
        return rate;
    }

    /// Fifty channels of 100 Hz: counters, speeds with two decimals, positions with seven, and one
    /// in ten with all digits.
    private long fill(SessionStore store) throws SQLException {
        long id = store.create(SessionDraft.named("bench"), SessionOrigin.SIMULATED, START).id();
        store.begin(id, START, ClockAnchor.Trust.GPS, SessionOrigin.SIMULATED);
        Random random = new Random(1);
        Channel[] channels = new Channel[CHANNELS];
        double[] values = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            channels[c] = Channel.number("s" + c % 5, "channel_" + c, "unit", c % 5);
        }
        int done = 0;
        while (done < rows) {
            SampleBatch.Builder batch = SampleBatch.builder(100_000);
            for (int i = 0; i < 100_000 && done < rows; i++, done++) {
                int c = done % CHANNELS;
                long t =
                        (long) (done / CHANNELS) * 10_000_000L
                                + (c % 10 < 6 ? random.nextInt(150) * 1_000L : 0);
                values[c] += random.nextInt(21) - 10;
                double scale = Math.pow(10, c % 8);
                batch.add(channels[c], t, c % 10 == 9 ? random.nextGaussian() : values[c] / scale);
            }
            store.append(id, batch.build()).join();
        }
        store.finish(id, START.plusSeconds(3600));
        return id;
    }
}
