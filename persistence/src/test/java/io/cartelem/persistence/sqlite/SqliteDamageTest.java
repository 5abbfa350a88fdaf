package io.cartelem.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Damage to the file costs what it hits, and never makes a reader invent anything.
class SqliteDamageTest {
    private static final int SESSIONS = 4;
    private static final Channel[] CHANNELS = {
        Channel.number("obd", "RPM", "rpm", 0),
        Channel.number("obd", "LOAD", "%", 0),
        Channel.text("pit", "note")
    };

    @TempDir private Path folder;
    private Path intact;
    private final Map<Long, List<Signal>> written = new HashMap<>();

    @BeforeEach
    void record() throws Exception {
        intact = folder.resolve("intact.db");
        Random random = new Random(1);
        try (SqliteStore store = SqliteStore.open(intact, Stores.quick(), Stores.CLOCK)) {
            for (int s = 0; s < SESSIONS; s++) {
                long session = Stores.recording(store);
                SampleBatch.Builder batch = SampleBatch.builder(20_000);
                for (int i = 0; i < 5_000; i++) {
                    batch.add(CHANNELS[0], i * 1_000_000L, random.nextInt(9000));
                    batch.add(CHANNELS[1], i * 1_000_000L, random.nextInt(256) * 100 / 255.0);
                    if (i % 50 == 0) {
                        batch.add(CHANNELS[2], i * 1_000_000L, "note " + random.nextInt());
                    }
                }
                store.append(session, batch.build()).get();
                store.mark(session, 0, "marked");
                store.appendFrame(session, 0, "{\"x\":\"" + "y".repeat(3_000) + "\"}").get();
                store.finish(session, Stores.START);
                written.put(session, all(store, SignalQuery.all(session)));
            }
            store.compact();
        }
    }

    private static List<Signal> all(SqliteStore store, SignalQuery query) {
        List<Signal> signals = new ArrayList<>();
        store.scan(query, signals::add);
        return signals;
    }

    private Path damagedCopy(Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(intact);
        for (int places = 1 + random.nextInt(3); places > 0; places--) {
            // The first page is the index of everything; its loss is tested by itself.
            int at = 8192 + random.nextInt(bytes.length - 8192);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(300));
            for (int i = 0; i < length; i++) {
                bytes[at + i] = (byte) random.nextInt();
            }
        }
        Path copy = folder.resolve("damaged.db");
        Files.deleteIfExists(StoreFile.sibling(copy, "-wal"));
        Files.deleteIfExists(StoreFile.sibling(copy, "-shm"));
        return Files.write(copy, bytes);
    }

    @Test
    void staysReadableBesideTheDamageInTwoHundredCopies() throws Exception {
        Random random = new Random(20261123);
        int untouched = 0;
        int unopened = 0;
        for (int round = 0; round < 200; round++) {
            Path copy = damagedCopy(random);
            try (SqliteStore store = SqliteStore.open(copy, Stores.quick(), Stores.CLOCK)) {
                for (long session : written.keySet()) {
                    untouched += readable(store, session) ? 1 : 0;
                }
            } catch (StoreException damage) {
                assertTrue(damage.getMessage().endsWith("."), damage.getMessage());
                unopened++;
            }
        }
        assertTrue(untouched > 200 * SESSIONS / 2, untouched + " sessions were read whole");
        assertTrue(unopened < 40, unopened + " copies could not be opened");
    }

    /// Whether a session can be read whole; if it can, it must be what was written.
    private boolean readable(SqliteStore store, long session) {
        try {
            store.channels(session);
            store.stateAt(session, 2_000_000_000L, Set.of());
            store.series(SignalQuery.all(session), 100);
            List<Signal> read = all(store, SignalQuery.all(session));
            assertEquals(written.get(session).size(), read.size());
            for (int i = 0; i < read.size(); i++) {
                assertEquals(written.get(session).get(i).value(), read.get(i).value());
                assertEquals(written.get(session).get(i).text(), read.get(i).text());
            }
            return true;
        } catch (StoreException damage) {
            assertTrue(damage.getMessage().endsWith("."), damage.getMessage());
            return false;
        }
    }

    @Test
    void repairsWhatIsReadableIntoANewFile() throws Exception {
        Random random = new Random(5);
        long saved = 0;
        for (int round = 0; round < 12; round++) {
            Path copy = damagedCopy(random);
            byte[] before = Files.readAllBytes(copy);
            Path target = folder.resolve("repaired" + round + ".db");
            RepairReport report;
            try {
                report = Repair.run(copy, target);
            } catch (StoreException hopeless) {
                assertEquals(Reason.DAMAGED, hopeless.reason());
                continue;
            }
            assertTrue(Arrays.equals(before, Files.readAllBytes(copy)));
            saved += report.samples();
            try (SqliteStore store = SqliteStore.open(target, Stores.quick(), Stores.CLOCK)) {
                assertEquals(List.of(), store.check().problems());
                for (long session : written.keySet()) {
                    if (store.session(session).isPresent()) {
                        Set<Signal> known = new HashSet<>(written.get(session));
                        for (Signal signal : all(store, SignalQuery.all(session))) {
                            assertTrue(known.contains(signal), () -> "invented " + signal);
                        }
                    }
                }
            }
        }
        long total = 12L * written.values().stream().mapToLong(List::size).sum();
        assertTrue(saved > total * 0.8, saved + " of " + total + " samples were saved");
    }

    @Test
    void repairLosesNothingOfAnIntactFile() throws Exception {
        Path target = folder.resolve("copy.db");
        RepairReport report = Repair.run(intact, target);
        assertEquals(List.of(), report.losses());
        assertEquals(SESSIONS, report.sessions());
        try (SqliteStore store = SqliteStore.open(target, Stores.quick(), Stores.CLOCK)) {
            for (long session : written.keySet()) {
                assertEquals(written.get(session), all(store, SignalQuery.all(session)));
                assertEquals("marked", store.markers(session).getFirst().text());
            }
        }
        StoreException again = assertThrows(StoreException.class, () -> Repair.run(intact, target));
        assertEquals(Reason.INVALID, again.reason());
    }

    @Test
    void repairCountsMoreSessionsThanAListShows() throws Exception {
        int more = SessionQuery.MAX_LIMIT;
        try (Connection connection = Stores.connect(intact);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                            + more
                            + ") INSERT INTO session (name, search, origin, created_ns)"
                            + " SELECT 'later', 'later', 'LIVE', 4000000000000000000 FROM n");
        }
        RepairReport report = Repair.run(intact, folder.resolve("copy.db"));
        assertEquals(SESSIONS + more, report.sessions());
        assertEquals(written.values().stream().mapToLong(List::size).sum(), report.samples());
    }

    @Test
    void repairSavesSamplesThatWereStillInTheLog() throws Exception {
        Path copy = folder.resolve("live.db");
        try (SqliteStore store = SqliteStore.open(intact, Stores.quick(), Stores.CLOCK)) {
            long session = Stores.recording(store);
            store.append(session, SampleBatch.of(CHANNELS[0], 0, 1234)).get();
            for (String suffix : List.of("", "-wal")) {
                Files.copy(
                        StoreFile.sibling(intact, suffix),
                        StoreFile.sibling(copy, suffix),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path target = folder.resolve("repaired.db");
        assertEquals(SESSIONS + 1, Repair.run(copy, target).sessions());
        try (SqliteStore store = SqliteStore.open(target, Stores.quick(), Stores.CLOCK)) {
            assertEquals(1234, all(store, SignalQuery.all(SESSIONS + 1)).getFirst().value());
            assertTrue(store.session(SESSIONS + 1).orElseThrow().recovered());
        }
    }
}
