package io.cartelem.core.mesh.pack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// From the bits of a packet whose checksum is right to samples. Pure functions.
final class SampleReading {

    private SampleReading() {}

    /// The samples; none if a code is not one of its channel's or the packet is too short or long.
    static List<RadioSample> read(RadioSchema schema, Head head, byte[] packet, Instant near) {
        BitReader in = new BitReader(packet, Head.LENGTH, packet.length - Head.CHECKSUM);
        int ticks = (int) in.get(DayTime.BITS);
        boolean trusted = in.flag();
        if (ticks >= DayTime.DAY) {
            return List.of();
        }
        Instant utc = DayTime.resolve(ticks, near);
        List<RadioSample> samples =
                head.type() == Head.DATA
                        ? data(schema, in, utc, trusted)
                        : batch(schema, in, utc, trusted);
        return in.atEnd() ? samples : List.of();
    }

    private static List<RadioSample> data(
            RadioSchema schema, BitReader in, Instant utc, boolean trusted) {
        int count = schema.channels().size();
        boolean[] present = new boolean[count];
        boolean all = in.flag();
        for (int i = 0; i < count; i++) {
            present[i] = all || in.flag();
        }
        double[] values = absent(count);
        for (int i = 0; i < count; i++) {
            if (present[i]) {
                Quantisation quantisation = schema.channels().get(i).quantisation();
                long code = in.get(quantisation.bits());
                if (!quantisation.valid(code)) {
                    return List.of();
                }
                values[i] = quantisation.value(code);
            }
        }
        return List.of(new RadioSample(utc, trusted, values));
    }

    private static List<RadioSample> batch(
            RadioSchema schema, BitReader in, Instant utc, boolean trusted) {
        int rows = (int) in.get(Rows.COUNT_BITS) + 1;
        if (rows < 2) {
            return List.of();
        }
        long[] periods = new long[rows - 1];
        Rows.periods().read(in, periods);
        if (Arrays.stream(periods).anyMatch(period -> period < 0)) {
            return List.of();
        }
        int count = schema.channels().size();
        double[][] values = new double[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = absent(count);
        }
        for (int channel = 0; channel < count; channel++) {
            if (!column(schema.channels().get(channel).quantisation(), in, values, channel)) {
                return List.of();
            }
        }
        List<RadioSample> samples = new ArrayList<>(rows);
        Instant time = utc;
        for (int row = 0; row < rows; row++) {
            samples.add(new RadioSample(time, trusted, values[row]));
            time = row < periods.length ? time.plusMillis(periods[row] * 10) : time;
        }
        return samples;
    }

    private static boolean column(
            Quantisation quantisation, BitReader in, double[][] values, int channel) {
        boolean[] present = new boolean[values.length];
        int count = 0;
        boolean all = in.flag();
        boolean some = all || in.flag();
        for (int row = 0; row < values.length; row++) {
            present[row] = all || (some && in.flag());
            count += present[row] ? 1 : 0;
        }
        if (count == 0) {
            return true;
        }
        long[] codes = new long[count];
        Column.of(quantisation).read(in, codes);
        int next = 0;
        for (int row = 0; row < values.length; row++) {
            if (present[row]) {
                long code = codes[next++];
                if (!quantisation.valid(code)) {
                    return false;
                }
                values[row][channel] = quantisation.value(code);
            }
        }
        return true;
    }

    private static double[] absent(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
