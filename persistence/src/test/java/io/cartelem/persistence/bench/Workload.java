package io.cartelem.persistence.bench;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The samples that every contender stores: 50 channels in ten groups, each group of five sampled
/// together at 100 Hz, six groups with a jitter of 150 µs; values with 0 to 3 decimals that wander,
/// one channel in ten with all bits in use. The same at every run.
final class Workload {
    static final int CHANNELS = 50;
    static final int GROUP = 5;
    static final int PERIOD_US = 10_000;

    final int samples;
    final Channel[] channels = new Channel[CHANNELS];
    final byte[] channel;
    final long[] us;
    final double[] values;

    Workload(int samples) {
        this.samples = samples;
        channel = new byte[samples];
        us = new long[samples];
        values = new double[samples];
        Random random = new Random(20261123);
        double[] power = {1, 10, 100, 1000};
        long[] level = new long[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            channels[c] = Channel.number("bench", "c" + c, "", c % 4);
            level[c] = random.nextInt(10_000);
        }
        int at = 0;
        for (long tick = 0; at < samples; tick++) {
            for (int group = 0; group < CHANNELS / GROUP && at < samples; group++) {
                long jitter = group < 6 ? random.nextInt(301) - 150 : 0;
                long time = 1_000 + tick * PERIOD_US + group * 700L + jitter;
                for (int i = 0; i < GROUP && at < samples; i++, at++) {
                    int c = group * GROUP + i;
                    level[c] += random.nextInt(21) - 10;
                    channel[at] = (byte) c;
                    us[at] = time;
                    values[at] = c % 10 == 9 ? random.nextGaussian() : level[c] / power[c % 4];
                }
            }
        }
    }

    List<SampleBatch> batches(int size) {
        List<SampleBatch> batches = new ArrayList<>();
        for (int from = 0; from < samples; from += size) {
            int to = Math.min(samples, from + size);
            SampleBatch.Builder batch = SampleBatch.builder(to - from);
            for (int i = from; i < to; i++) {
                batch.add(channels[channel[i]], us[i] * 1000, values[i]);
            }
            batches.add(batch.build());
        }
        return batches;
    }

    long endUs() {
        return us[samples - 1];
    }
}
