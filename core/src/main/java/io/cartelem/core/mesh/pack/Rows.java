package io.cartelem.core.mesh.pack;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// Samples on their way into a packet: which values are there, and as which codes. For one thread.
final class Rows {
    /// The width of the number of samples, less one, in a BATCH.
    static final int COUNT_BITS = 6;

    /// The width of the time from the first to the second sample.
    static final int PERIOD_BITS = 16;

    private static final long ABSENT = -1;
    private static final Duration LONGEST_PERIOD =
            Duration.ofMillis(((1 << PERIOD_BITS) - 2) * 10L);

    private final RadioSchema schema;
    private final List<RadioSample> samples;

    /// By channel, then sample.
    private final long[][] codes;

    Rows(RadioSchema schema, List<RadioSample> samples) {
        this.schema = schema;
        this.samples = samples;
        this.codes = new long[schema.channels().size()][samples.size()];
        for (int row = 0; row < samples.size(); row++) {
            RadioSample sample = samples.get(row);
            if (sample.size() != codes.length) {
                throw new IllegalArgumentException(
                        "a sample of %d values does not fit a schema of %d channels"
                                .formatted(sample.size(), codes.length));
            }
            for (int channel = 0; channel < codes.length; channel++) {
                codes[channel][row] =
                        sample.has(channel)
                                ? quantisation(channel).code(sample.value(channel))
                                : ABSENT;
            }
        }
    }

    /// How many of these samples, from the first on, one BATCH can hold by their times.
    static int together(List<RadioSample> samples) {
        for (int i = 1; i < samples.size(); i++) {
            Duration period = Duration.between(samples.get(i - 1).utc(), samples.get(i).utc());
            if (period.isNegative() || period.compareTo(LONGEST_PERIOD) > 0) {
                return i;
            }
        }
        return samples.size();
    }

    int count() {
        return samples.size();
    }

    /// Leaves out values of the single sample until a DATA packet has at most so many bits before
    /// its checksum; returns how many.
    int fit(int bits) {
        boolean all = true;
        int needed = 8 * Head.LENGTH + DayTime.BITS + 2;
        for (int channel = 0; channel < codes.length; channel++) {
            all &= codes[channel][0] != ABSENT;
            needed += codes[channel][0] == ABSENT ? 0 : quantisation(channel).bits();
        }
        if (needed + (all ? 0 : codes.length) <= bits) {
            return 0;
        }
        int used = 8 * Head.LENGTH + DayTime.BITS + 2 + codes.length;
        int left = 0;
        for (int channel = 0; channel < codes.length; channel++) {
            int width = quantisation(channel).bits();
            if (codes[channel][0] == ABSENT) {
                continue;
            }
            if (used + width <= bits) {
                used += width;
            } else {
                codes[channel][0] = ABSENT;
                left++;
            }
        }
        return left;
    }

    /// The single sample as DATA, without the checksum.
    BitWriter data(int sequence) {
        BitWriter out = new BitWriter();
        new Head(Head.DATA, schema.id(), sequence).write(out);
        out.put(DayTime.of(samples.getFirst().utc()), DayTime.BITS);
        out.put(samples.getFirst().trusted() ? 1 : 0, 1);
        boolean all = Arrays.stream(codes).noneMatch(column -> column[0] == ABSENT);
        out.put(all ? 1 : 0, 1);
        if (!all) {
            for (long[] column : codes) {
                out.put(column[0] == ABSENT ? 0 : 1, 1);
            }
        }
        for (int channel = 0; channel < codes.length; channel++) {
            if (codes[channel][0] != ABSENT) {
                out.put(codes[channel][0], quantisation(channel).bits());
            }
        }
        return out;
    }

    /// All samples, at least two, as BATCH, without the checksum.
    BitWriter batch(int sequence) {
        BitWriter out = new BitWriter();
        new Head(Head.BATCH, schema.id(), sequence).write(out);
        out.put(DayTime.of(samples.getFirst().utc()), DayTime.BITS);
        out.put(samples.stream().allMatch(RadioSample::trusted) ? 1 : 0, 1);
        out.put(samples.size() - 1, COUNT_BITS);
        periods().write(times(), out);
        for (int channel = 0; channel < codes.length; channel++) {
            long[] present = Arrays.stream(codes[channel]).filter(code -> code != ABSENT).toArray();
            writePresence(codes[channel], present.length, out);
            if (present.length > 0) {
                Column.of(quantisation(channel)).write(present, out);
            }
        }
        return out;
    }

    /// How the times between samples are written.
    static Column periods() {
        return new Column(PERIOD_BITS, (1L << PERIOD_BITS) - 1, false);
    }

    /// Counts the values that stand in the packet but not for what was measured.
    void countClamped(AtomicLongArray counts) {
        for (int channel = 0; channel < codes.length; channel++) {
            for (int row = 0; row < samples.size(); row++) {
                if (codes[channel][row] != ABSENT
                        && !quantisation(channel).covers(samples.get(row).value(channel))) {
                    counts.incrementAndGet(channel);
                }
            }
        }
    }

    private static void writePresence(long[] column, int present, BitWriter out) {
        if (present == column.length) {
            out.put(1, 1);
        } else if (present == 0) {
            out.put(0, 2);
        } else {
            out.put(1, 2);
            for (long code : column) {
                out.put(code == ABSENT ? 0 : 1, 1);
            }
        }
    }

    private long[] times() {
        long[] periods = new long[samples.size() - 1];
        int before = DayTime.of(samples.getFirst().utc());
        for (int i = 0; i < periods.length; i++) {
            int now = DayTime.of(samples.get(i + 1).utc());
            periods[i] = Math.floorMod(now - before, DayTime.DAY);
            before = now;
        }
        return periods;
    }

    private Quantisation quantisation(int channel) {
        return schema.channels().get(channel).quantisation();
    }
}
