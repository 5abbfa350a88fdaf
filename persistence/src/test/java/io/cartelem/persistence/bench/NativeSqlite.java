package io.cartelem.persistence.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The bind-and-step loop of the SQLite C API, called without JDBC between: the fastest that a
/// table of rows can be filled.
@SuppressWarnings("restricted")
final class NativeSqlite implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final SymbolLookup library;
    private final MethodHandle exec;
    private final MethodHandle step;
    private final MethodHandle reset;
    private final MethodHandle bindLong;
    private final MethodHandle bindDouble;
    private final MemorySegment database;

    NativeSqlite(Path file) throws Throwable {
        library = SymbolLookup.libraryLookup("libsqlite3.so.0", arena);
        exec = function("sqlite3_exec", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        step = function("sqlite3_step", JAVA_INT, ADDRESS);
        reset = function("sqlite3_reset", JAVA_INT, ADDRESS);
        bindLong = function("sqlite3_bind_int64", JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);
        bindDouble = function("sqlite3_bind_double", JAVA_INT, ADDRESS, JAVA_INT, JAVA_DOUBLE);
        MethodHandle open = function("sqlite3_open", JAVA_INT, ADDRESS, ADDRESS);
        MemorySegment handle = arena.allocate(ADDRESS);
        require((int) open.invokeExact(arena.allocateFrom(file.toString()), handle));
        database = handle.get(ADDRESS, 0);
        execute("PRAGMA page_size = 8192");
        execute("PRAGMA journal_mode = WAL");
        execute("PRAGMA synchronous = NORMAL");
        execute("PRAGMA wal_autocheckpoint = 2048");
        execute("PRAGMA cache_size = -65536");
        execute("CREATE TABLE s (session INTEGER, channel INTEGER, t INTEGER, value REAL)");
    }

    /// Inserts all samples, a transaction for every `perCommit`.
    void insert(Workload work, int perCommit) throws Throwable {
        MethodHandle prepare =
                function(
                        "sqlite3_prepare_v2",
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS);
        MemorySegment handle = arena.allocate(ADDRESS);
        MemorySegment sql = arena.allocateFrom("INSERT INTO s VALUES (?, ?, ?, ?)");
        require((int) prepare.invokeExact(database, sql, -1, handle, MemorySegment.NULL));
        MemorySegment statement = handle.get(ADDRESS, 0);
        for (int from = 0; from < work.samples; from += perCommit) {
            execute("BEGIN");
            int to = Math.min(work.samples, from + perCommit);
            for (int i = from; i < to; i++) {
                int bound = (int) bindLong.invokeExact(statement, 1, 1L);
                bound |= (int) bindLong.invokeExact(statement, 2, (long) work.channel[i]);
                bound |= (int) bindLong.invokeExact(statement, 3, work.us[i]);
                bound |= (int) bindDouble.invokeExact(statement, 4, work.values[i]);
                require(bound);
                int done = (int) step.invokeExact(statement);
                if (done != 101) {
                    throw new IllegalStateException("step answered " + done);
                }
                require((int) reset.invokeExact(statement));
            }
            execute("COMMIT");
        }
        MethodHandle end = function("sqlite3_finalize", JAVA_INT, ADDRESS);
        require((int) end.invokeExact(statement));
    }

    @Override
    public void close() {
        try {
            MethodHandle end = function("sqlite3_close", JAVA_INT, ADDRESS);
            require((int) end.invokeExact(database));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            arena.close();
        }
    }

    private void execute(String sql) throws Throwable {
        require(
                (int)
                        exec.invokeExact(
                                database,
                                arena.allocateFrom(sql),
                                MemorySegment.NULL,
                                MemorySegment.NULL,
                                MemorySegment.NULL));
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow(name), FunctionDescriptor.of(result, parameters));
    }

    private static void require(int code) {
        if (code != 0) {
            throw new IllegalStateException("SQLite answered " + code);
        }
    }
}
