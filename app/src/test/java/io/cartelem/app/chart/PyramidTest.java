package io.cartelem.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Random;

class PyramidTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void columnsHoldTheExactMinimumAndMaximumOfTheirSamples() {
        Random random = new Random(42);
        Pyramid pyramid = new Pyramid(1 << 20);
        int n = 100_000;
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
            pyramid.add(i * 20_000_000L, values[i]);
        }
        Columns columns = new Columns();
        columns.resize(777);
        long to = n * 20_000_000L;
        pyramid.columns(0, to, columns);
        double step = (double) to / 777;
        for (int c = 1; c < 776; c++) {
            int from = (int) Math.ceilDiv(Math.round(c * step), 20_000_000L);
            int end = (int) Math.ceilDiv(Math.round((c + 1) * step), 20_000_000L);
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = from; i < end; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
            assertTrue(columns.min(c) <= min && columns.max(c) >= max, "column " + c);
            assertTrue(
                    columns.min(c) >= Math.min(min, Math.min(values[from - 1], values[end]))
                            && columns.max(c)
                                    <= Math.max(max, Math.max(values[from - 1], values[end])),
                    "column " + c + " reaches no further than its neighbours");
        }
    }

    @Test
    void aSingleSpikeIsNeverLost() {
        Pyramid pyramid = new Pyramid(1 << 20);
        for (int i = 0; i < 1_000_000; i++) {
            pyramid.add(i * 1000L, i == 654_321 ? 99 : 0);
        }
        Columns columns = new Columns();
        columns.resize(300);
        pyramid.columns(0, 1_000_000_000L, columns);
        assertEquals(99, columns.highest());
    }

    @Test
    void sparseSamplesAreJoinedByALineButGapsAreNot() {
        Pyramid pyramid = new Pyramid(100);
        pyramid.add(0, 0);
        pyramid.add(SECOND, 10);
        pyramid.add(60 * SECOND, 10);
        Columns columns = new Columns();
        columns.resize(60);
        pyramid.columns(0, 60 * SECOND, columns);
        assertEquals(0, columns.min(0), 1e-9);
        assertEquals(10, columns.max(0), 1e-9);
        pyramid = new Pyramid(1000);
        for (int i = 0; i < 100; i++) {
            pyramid.add(i * 100_000_000L, i);
        }
        pyramid.add(100 * SECOND, 0);
        pyramid.columns(0, 100 * SECOND, columns);
        assertTrue(Double.isNaN(columns.min(30)), "half a minute without samples stays empty");
        columns.resize(1000);
        pyramid.columns(SECOND, 2 * SECOND, columns);
        assertEquals(15.05, columns.max(504), 0.1, "between two samples lies a line");
    }

    @Test
    void memoryIsBoundedAndTheNewestStays() {
        Pyramid pyramid = new Pyramid(1000);
        for (int i = 0; i < 10_500; i++) {
            pyramid.add(i * 1000L, i);
        }
        assertTrue(pyramid.size() <= 1000);
        assertEquals(10_499_000L, pyramid.lastNs());
        Columns columns = new Columns();
        columns.resize(10);
        pyramid.columns(pyramid.firstNs(), pyramid.lastNs() + 1, columns);
        assertEquals(10_499, columns.highest());
        assertEquals(pyramid.firstNs() / 1000.0, columns.lowest());
    }

    @Test
    void whatIsNoNumberInterruptsTheLineAndTakesOneEntry() {
        Pyramid pyramid = new Pyramid(1000);
        for (int i = 0; i < 40; i++) {
            double value = i < 20 ? 5 : i < 30 ? Double.NaN : i < 31 ? Double.NEGATIVE_INFINITY : 7;
            pyramid.add(i * 100_000_000L, value);
        }
        assertEquals(30, pyramid.size(), "twenty, the interruption, nine");
        assertTrue(Double.isNaN(pyramid.at(2_500_000_000L)));
        Columns columns = new Columns();
        columns.resize(40);
        pyramid.columns(0, 4 * SECOND, columns);
        assertEquals(5, columns.max(10));
        assertTrue(Double.isNaN(columns.min(25)), "no line where there is no number");
        assertEquals(7, columns.min(35));
        assertEquals(5, columns.lowest());
        assertEquals(7, columns.highest());
    }

    @Test
    void blocksWithInterruptionsKeepTheirExtremes() {
        Pyramid pyramid = new Pyramid(10_000);
        for (int i = 0; i < 4096; i++) {
            pyramid.add(i * 1000L, i % 2 == 0 ? Double.NaN : i);
        }
        Columns columns = new Columns();
        columns.resize(1);
        pyramid.columns(0, 5_000_000L, columns);
        assertEquals(1, columns.lowest());
        assertEquals(4095, columns.highest());
    }

    @Test
    void timesThatGoBackArePassedOver() {
        Pyramid pyramid = new Pyramid(10);
        pyramid.add(5, 1);
        pyramid.add(4, 2);
        assertEquals(1, pyramid.size());
        assertTrue(Double.isNaN(pyramid.at(4)));
        assertEquals(1, pyramid.at(5));
        assertTrue(Double.isNaN(pyramid.at(3_600 * SECOND)), "an old value is not a value");
    }

    @Test
    void aSingleSampleIsOneColumnThatStandsAlone() {
        Pyramid pyramid = new Pyramid(10);
        pyramid.add(5 * SECOND, 3);
        Columns columns = new Columns();
        columns.resize(10);
        pyramid.columns(0, 10 * SECOND, columns);
        assertEquals(3, columns.min(5));
        assertTrue(columns.alone(5));
        assertTrue(Double.isNaN(columns.min(4)) && Double.isNaN(columns.min(6)));
    }

    @Test
    void oneLongSilenceDoesNotMakeOthersInvisible() {
        Pyramid pyramid = new Pyramid(1000);
        for (int i = 0; i < 100; i++) {
            pyramid.add(i * 100_000_000L + (i < 50 ? 0 : 10_000 * SECOND), 1);
        }
        pyramid.add(10_060 * SECOND, 1);
        Columns columns = new Columns();
        columns.resize(100);
        pyramid.columns(10_000 * SECOND, 10_060 * SECOND, columns);
        assertTrue(Double.isNaN(columns.min(50)), "50 s without samples at 10 Hz are a gap");
    }

    @Test
    void stepsFromEntryToEntry() {
        Pyramid pyramid = new Pyramid(10);
        pyramid.add(10, 1);
        pyramid.add(20, 2);
        pyramid.add(30, 3);
        assertEquals(20, pyramid.next(10));
        assertEquals(20, pyramid.next(15));
        assertEquals(30, pyramid.next(30));
        assertEquals(20, pyramid.previous(30));
        assertEquals(10, pyramid.previous(5));
    }
}
