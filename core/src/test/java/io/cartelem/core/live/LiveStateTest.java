package io.cartelem.core.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.live.LiveValue.Freshness;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

class LiveStateTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);
    private static final Channel VIN = Channel.text("obd", "VIN");

    private final LiveState live = new LiveState(256);

    @Test
    void knowsTheLatestValueItsAgeAndPeriod() {
        for (int i = 0; i < 20; i++) {
            live.accept(SampleBatch.of(RPM, i * SECOND / 5, 1_000 + i));
        }

        LiveValue value = live.latest("obd.RPM").orElseThrow();
        assertEquals(1_019, value.value());
        assertEquals(SECOND / 5, value.periodNs());
        assertEquals(20, value.count());
        assertEquals(SECOND, value.ageNs(19 * SECOND / 5 + SECOND));
        assertEquals(0, value.ageNs(0));
    }

    @Test
    void callsAValueStaleAfterThreePeriodsAndGoneAfterTen() {
        live.accept(SampleBatch.of(RPM, 0, 1));
        live.accept(SampleBatch.of(RPM, 2 * SECOND, 2));
        LiveValue value = live.latest("obd.RPM").orElseThrow();

        assertEquals(Freshness.FRESH, value.freshness(8 * SECOND));
        assertEquals(Freshness.STALE, value.freshness(8 * SECOND + 1));
        assertEquals(Freshness.STALE, value.freshness(22 * SECOND));
        assertEquals(Freshness.GONE, value.freshness(22 * SECOND + 1));
    }

    @Test
    void boundsTheMemoryOfAllChannelsTogether() {
        LiveState many = new LiveState();
        int channels = 2_000;
        int samples = 4_200;
        SampleBatch.Builder round = SampleBatch.builder(channels);
        for (int c = 0; c < channels; c++) {
            round.add(Channel.number("can", "S" + c, "", 0), 0, c);
        }
        SampleBatch batch = round.build();
        for (int i = 0; i < samples; i++) {
            many.accept(batch.shifted(i));
        }
        long kept = 0;
        for (int c = 0; c < channels; c++) {
            Trace trace = many.history("can.S" + c, Long.MIN_VALUE);
            assertEquals(samples - 1, trace.timesNs()[trace.size() - 1]);
            assertTrue(trace.size() >= 256);
            kept += trace.size();
        }
        assertTrue(kept <= 8L * 1024 * 1024 + channels * 256L, "kept " + kept);
        assertTrue(kept > 4L * 1024 * 1024, "kept " + kept);
    }

    @Test
    void keepsTheNewestNumbersInOrder() {
        for (int i = 0; i < 1_000; i++) {
            live.accept(SampleBatch.of(RPM, i, -i));
        }

        Trace all = live.history("obd.RPM", Long.MIN_VALUE);
        assertArrayEquals(LongStream.range(744, 1_000).toArray(), all.timesNs());
        assertEquals(-744, all.values()[0]);
        assertArrayEquals(new long[] {998, 999}, live.history("obd.RPM", 997).timesNs());
        assertEquals(0, live.history("obd.SPEED", 0).size());
    }

    @Test
    void growsItsHistoryWithoutLosingTheOrder() {
        LiveState larger = new LiveState(1_024);
        for (int i = 0; i < 1_500; i++) {
            larger.accept(SampleBatch.of(RPM, i, i));
        }

        assertArrayEquals(
                LongStream.range(476, 1_500).toArray(),
                larger.history("obd.RPM", Long.MIN_VALUE).timesNs());
    }

    @Test
    void keepsALateSampleInHistoryButNotAsTheLatest() {
        live.accept(SampleBatch.of(RPM, 10, 1));
        live.accept(SampleBatch.of(RPM, 5, 2));

        assertEquals(1, live.latest("obd.RPM").orElseThrow().value());
        assertEquals(2, live.latest("obd.RPM").orElseThrow().count());
    }

    @Test
    void carriesTextAndOrdersChannels() {
        live.accept(SampleBatch.builder(2).add(VIN, 1, "WVW").add(RPM, 1, 900).build());

        assertEquals("WVW", live.latest().get(1).text());
        assertEquals("obd.RPM", live.latest().get(0).channel().id());
        assertEquals(0, live.history("obd.VIN", Long.MIN_VALUE).size());
    }

    @Test
    void tellsWhetherAnythingIsNew() {
        long before = live.version();
        live.accept(SampleBatch.of(RPM, 1, 1));

        assertTrue(live.version() > before);
        live.clear();
        assertEquals(0, live.latest().size());
        assertTrue(live.latest("obd.RPM").isEmpty());
    }

    @Test
    void refusesAHistoryThatIsNoPowerOfTwo() {
        LiveState odd = new LiveState(1_000);

        assertThrows(IllegalArgumentException.class, () -> odd.accept(SampleBatch.of(RPM, 1, 1)));
    }
}
