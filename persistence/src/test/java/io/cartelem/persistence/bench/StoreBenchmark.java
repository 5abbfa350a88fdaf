package io.cartelem.persistence.bench;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Prints the table of targets of the SQLite store, each beside its anchor measured in the same
/// run. The first argument is the number of samples (5,000,000), the second a folder to work in.
public final class StoreBenchmark {
    private static final int LIVE = 1_250;
    private static final int IMPORT = 100_000;
    private static final int WINDOWS = 400;
    private static final int REPEATS = 31;

    private final Workload work;
    private final Path folder;
    private double sink;

    private StoreBenchmark(Workload work, Path folder) {
        this.work = work;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Throwable {
        int samples = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000_000;
        Path folder =
                Files.createTempDirectory(
                        arguments.length > 1 ? Path.of(arguments[1]) : Path.of("target"), "bench");
        try {
            new StoreBenchmark(new Workload(samples), folder).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws Throwable {
        System.out.printf(
                Locale.ROOT,
                "%,d samples, %d channels, %s%n",
                work.samples,
                Workload.CHANNELS,
                machine());
        System.out.printf(
                Locale.ROOT,
                "| measure | Cartelem | anchor | ratio | target |%n|---|---|---|---|---|%n");
        List<SampleBatch> live = work.batches(LIVE);
        List<SampleBatch> imports = work.batches(IMPORT);
        // The first round warms the code up and is not counted.
        append(live.subList(0, live.size() / 5), LIVE, "warm.db").close();
        double cLoop = nativeRate();
        double duckRate;
        double rowRate;
        try (RowTable rows = RowTable.sqlite(folder.resolve("rows.db"));
                RowTable duck = RowTable.duckdb(folder.resolve("duck.db"))) {
            rowRate = rate(() -> rows.insert(work, LIVE));
            duckRate = rate(() -> duck.insert(work, LIVE));
            long start = System.nanoTime();
            SqliteStore store = append(live, LIVE, "live.db");
            double liveRate = perSecond(start);
            start = System.nanoTime();
            append(imports, IMPORT, "import.db").close();
            double importRate = perSecond(start);
            ratio("live append, C loop", liveRate, cLoop, "M/s", "≥ 1.0");
            ratio("live append, DuckDB appender", liveRate, duckRate, "M/s", "≥ 2");
            ratio("live append, table without rowid", liveRate, rowRate, "M/s", "–");
            ratio("import append, C loop", importRate, cLoop, "M/s", "≥ 4");
            sizes(store, rows, duck);
            reads(store, rows, duck);
            store.close();
        }
        System.out.printf(Locale.ROOT, "%n(checksum %.3f)%n", sink);
    }

    private SqliteStore append(List<SampleBatch> batches, int perCommit, String name) {
        SqliteStore store =
                SqliteStore.open(
                        folder.resolve(name),
                        SqliteOptions.defaults()
                                .withSync(SqliteOptions.Sync.NORMAL)
                                .withCommit(Duration.ofMillis(250), perCommit),
                        Clock.system());
        Instant start = Instant.parse("2026-05-01T10:00:00Z");
        long session = store.create(SessionDraft.named("bench"), SessionOrigin.LIVE, start).id();
        store.begin(session, start, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
        for (SampleBatch batch : batches) {
            inFlight.add(store.append(session, batch));
            if (inFlight.size() > 2) {
                inFlight.removeFirst().join();
            }
        }
        inFlight.forEach(CompletableFuture::join);
        return store;
    }

    private double nativeRate() throws Throwable {
        try (NativeSqlite loop = new NativeSqlite(folder.resolve("native.db"))) {
            return rate(() -> loop.insert(work, LIVE));
        } catch (IllegalArgumentException e) {
            System.out.printf(
                    Locale.ROOT, "(no libsqlite3 on this machine: the C loop is left out)%n");
            return Double.NaN;
        }
    }

    private void sizes(SqliteStore store, RowTable rows, RowTable duck) throws Exception {
        store.finish(1, Instant.parse("2026-05-01T11:00:00Z"));
        store.compact();
        store.reclaim();
        double ours = Files.size(store.path()) / (double) work.samples;
        ratio("bytes a sample, table without rowid", ours, per(rows.size()), "B", "≤ 0.15, 0.10");
        ratio("bytes a sample, DuckDB", ours, per(duck.size()), "B", "≤ 0.45");
    }

    private void reads(SqliteStore store, RowTable rows, RowTable duck) throws Throwable {
        Random random = new Random(1);
        SignalQuery all = SignalQuery.all(1);
        double ours =
                median(
                        REPEATS,
                        () -> scan(store, all.ofChannels(Set.of("c" + random.nextInt(50)))));
        double row =
                median(REPEATS, () -> sink += rows.read(random.nextInt(50), 0, Long.MAX_VALUE));
        double duckTime =
                median(REPEATS, () -> sink += duck.read(random.nextInt(50), 0, Long.MAX_VALUE));
        ratio("one channel, table without rowid", row, ours, "ms (anchor first)", "≥ 5");
        ratio("one channel, DuckDB", duckTime, ours, "ms (anchor first)", "≥ 5");
        double window =
                median(
                        WINDOWS,
                        () -> {
                            long from = random.nextLong(work.endUs()) * 1000;
                            scan(store, all.between(from, from + 1_000_000_000L));
                        });
        double rowWindow =
                median(
                        WINDOWS,
                        () -> {
                            long from = random.nextLong(work.endUs());
                            for (int c = 0; c < Workload.CHANNELS; c++) {
                                sink += rows.read(c, from, from + 1_000_000);
                            }
                        });
        ratio("1 s of all channels, p50", window, rowWindow, "ms", "≤ 0.6");
        double whole = median(2, () -> scan(store, all));
        double rowWhole = median(2, () -> sink += rows.scan());
        ratio("everything in order of time", whole, rowWhole, "ms", "–");
        double state =
                median(
                        WINDOWS,
                        () ->
                                sink +=
                                        store.stateAt(
                                                        1,
                                                        random.nextLong(work.endUs()) * 1000,
                                                        Set.of())
                                                .size());
        double chart = median(REPEATS, () -> sink += store.series(all, 2_000).size());
        System.out.printf(
                Locale.ROOT,
                "%nstate at an instant p50 %.2f ms; all channels as charts of 2,000 columns %.0f ms%n",
                state,
                chart);
    }

    private void scan(SqliteStore store, SignalQuery query) {
        store.scan(
                query,
                signal -> {
                    sink += signal.value();
                    return true;
                });
    }

    private interface Work {
        void run() throws Throwable;
    }

    private double rate(Work what) throws Throwable {
        long start = System.nanoTime();
        what.run();
        return perSecond(start);
    }

    private double perSecond(long start) {
        return work.samples / ((System.nanoTime() - start) / 1e9) / 1e6;
    }

    private double per(long bytes) {
        return bytes / (double) work.samples;
    }

    /// Milliseconds, the middle of several runs after as many that do not count.
    private static double median(int runs, Work what) throws Throwable {
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++) {
            what.run();
        }
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            what.run();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[runs / 2];
    }

    private static void ratio(
            String measure, double ours, double anchor, String unit, String target) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f %s | %.2f | %s |%n",
                measure,
                ours,
                anchor,
                unit,
                ours / anchor,
                target);
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "%d cores, JDK %s".formatted(runtime.availableProcessors(), Runtime.version());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
