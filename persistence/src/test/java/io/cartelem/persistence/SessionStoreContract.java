package io.cartelem.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// What every store promises about samples: what comes out is what went in, bit by bit, at every
/// stage of a session.
public abstract class SessionStoreContract extends SampleReadingContract {
    private static void assertSame(Sample expected, Signal actual) {
        assertEquals(expected.channel(), actual.channel());
        assertEquals(expected.timeNs(), actual.timeNs());
        assertEquals(
                Double.doubleToLongBits(expected.value()),
                Double.doubleToLongBits(actual.value()),
                () -> expected + " " + actual);
        assertEquals(expected.text(), actual.text());
        assertEquals(expected.quality(), actual.quality());
    }

    private void assertReadsBack(long id, List<Sample> appended) {
        List<Sample> expected = new ArrayList<>(appended);
        expected.sort(Comparator.comparingLong(Sample::timeNs));
        List<Signal> actual = all(SignalQuery.all(id));
        assertEquals(expected.size(), actual.size());
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < actual.size(); i++) {
            assertEquals(expected.get(i).timeNs(), actual.get(i).timeNs());
            assertTrue(ids.add(actual.get(i).id()));
            Signal before = i == 0 ? null : actual.get(i - 1);
            assertTrue(
                    before == null
                            || before.timeNs() < actual.get(i).timeNs()
                            || before.id() < actual.get(i).id(),
                    "in the order of time, then id");
        }
        for (Channel channel : Set.copyOf(appended.stream().map(Sample::channel).toList())) {
            List<Sample> wanted =
                    expected.stream().filter(s -> s.channel().equals(channel)).toList();
            List<Signal> found = all(SignalQuery.all(id).ofChannels(Set.of(channel.id())));
            assertEquals(wanted.size(), found.size());
            for (int i = 0; i < wanted.size(); i++) {
                assertSame(wanted.get(i), found.get(i));
            }
        }
    }

    @Test
    void readsBackEveryAwkwardValue() throws Exception {
        long id = recording("awkward");
        store.append(id, batch(awkward())).get();
        assertReadsBack(id, awkward());
        reopen();
        assertReadsBack(id, awkward());
        store.recover();
        reopen();
        assertReadsBack(id, awkward());
    }

    @Test
    void keepsTimesToTheMicrosecond() throws Exception {
        long id = recording("fine");
        store.append(id, SampleBatch.of(RPM, 1_999, 1)).get();
        store.append(id, SampleBatch.of(RPM, -1, 2)).get();
        List<Signal> signals = all(SignalQuery.all(id));
        assertEquals(-1000, signals.get(0).timeNs());
        assertEquals(1000, signals.get(1).timeNs());
    }

    @Test
    void seesEachSampleOnceWhateverStageItIsIn() throws Exception {
        long id = recording("stages");
        List<Sample> drive = drive(1, 100_000);
        int at = 0;
        Random random = new Random(2);
        while (at < drive.size()) {
            int size = Math.min(drive.size() - at, 1 + random.nextInt(9_000));
            CompletableFuture<Void> done = store.append(id, batch(drive.subList(at, at + size)));
            at += size;
            done.get();
            assertEquals(at, store.count(SignalQuery.all(id)));
            assertEquals(at, store.session(id).orElseThrow().samples());
        }
        assertReadsBack(id, drive);
        store.finish(id, START.plusSeconds(60));
        assertReadsBack(id, drive);
        reopen();
        assertReadsBack(id, drive);
    }

    @Test
    void keepsIdsForEver() throws Exception {
        long id = recording("ids");
        store.append(id, batch(drive(3, 5_000))).get();
        List<Signal> before = all(SignalQuery.all(id));
        store.append(id, batch(awkward())).get();
        store.finish(id, START.plusSeconds(60));
        reopen();
        Set<Signal> after = new HashSet<>(all(SignalQuery.all(id)));
        assertTrue(after.containsAll(before));
    }

    @Test
    void refusesSamplesThatItCannotKeep() {
        long id = recording("strict");
        refusedLater(
                Reason.INVALID,
                store.append(id, SampleBatch.builder(1).add(RPM, 0, "text").build()));
        refusedLater(
                Reason.INVALID,
                store.append(id, SampleBatch.builder(1).add(STATE, 0, 1.0).build()));
        refusedLater(Reason.SESSION_NOT_FOUND, store.append(4711, SampleBatch.of(RPM, 0, 1)));
        refusedLater(Reason.SESSION_NOT_FOUND, store.appendFrame(4711, 0, "{}"));
        store.finish(id, START.plusSeconds(1));
        refusedLater(Reason.CONFLICT, store.append(id, SampleBatch.of(RPM, 0, 1)));
        assertEquals(0, store.count(SignalQuery.all(id)));
    }

    @Test
    void refusesEverythingAfterItWasClosed() {
        long id = recording("closing");
        CompletableFuture<Void> last = store.append(id, SampleBatch.of(RPM, 0, 1));
        store.close();
        assertTrue(last.isDone() && !last.isCompletedExceptionally());
        refusedLater(Reason.NOT_READY, store.append(id, SampleBatch.of(RPM, 1000, 1)));
        refused(Reason.NOT_READY, () -> store.channels(id));
        refused(Reason.NOT_READY, () -> store.mark(id, 0, "late"));
        assertFalse(store.status().ready());
    }

    private static void refusedLater(Reason reason, CompletableFuture<Void> result) {
        ExecutionException failure = assertThrows(ExecutionException.class, result::get);
        StoreException refusal = (StoreException) failure.getCause();
        assertEquals(reason, refusal.reason(), refusal.getMessage());
    }
}
