package io.cartelem.core.bench;

import io.cartelem.core.bus.BatchQueue;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Samples a second from one publisher to three subscribers (live state, a queue drained by a
/// thread, a counter), beside the same objects handed through a plain `ArrayBlockingQueue`; and the
/// time from publishing to being readable in the live state.
final class BusBenchmark {
    private static final int CHANNELS = 12;
    private static final int BATCHES = 1_000_000;
    private static final int ROUNDS = 5;

    private BusBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        SampleBatch batch = batch(System.nanoTime());
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double bus = throughBus(batch);
            double anchor = throughQueue(batch);
            ratios[round] = bus / anchor;
            System.out.printf(
                    "bus, 3 subscribers %.1f M samples/s   ArrayBlockingQueue, 1 consumer %.1f M samples/s   ratio %.2f%n",
                    bus / 1e6, anchor / 1e6, ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
        latency();
    }

    private static SampleBatch batch(long timeNs) {
        SampleBatch.Builder builder = SampleBatch.builder(CHANNELS);
        for (int i = 0; i < CHANNELS; i++) {
            builder.add(Channel.number("obd", "C" + i, "", 0), timeNs, i);
        }
        return builder.build();
    }

    private static double throughBus(SampleBatch batch) throws InterruptedException {
        TelemetryBus bus = new TelemetryBus();
        BatchQueue queue = new BatchQueue(Integer.MAX_VALUE);
        long[] count = new long[1];
        bus.subscribe(new LiveState(1_024));
        bus.subscribe(queue);
        bus.subscribe(b -> count[0] += b.size());
        Thread drain =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        long drained = 0;
                                        while (drained < BATCHES) {
                                            drained += queue.drain(Duration.ofSeconds(1)).size();
                                        }
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        long start = System.nanoTime();
        for (int i = 0; i < BATCHES; i++) {
            bus.publish(batch);
        }
        drain.join();
        return count[0] * 1e9 / (System.nanoTime() - start);
    }

    private static double throughQueue(SampleBatch batch) throws InterruptedException {
        BlockingQueue<SampleBatch> queue = new ArrayBlockingQueue<>(65_536);
        Thread drain =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        for (int i = 0; i < BATCHES; i++) {
                                            queue.take();
                                        }
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        long start = System.nanoTime();
        for (int i = 0; i < BATCHES; i++) {
            queue.put(batch);
        }
        drain.join();
        return (double) BATCHES * CHANNELS * 1e9 / (System.nanoTime() - start);
    }

    private static void latency() {
        TelemetryBus bus = new TelemetryBus();
        LiveState live = new LiveState();
        bus.subscribe(live);
        long[] took = new long[100_000];
        for (int i = 0; i < took.length; i++) {
            long start = System.nanoTime();
            bus.publish(batch(start));
            var _ = live.latest("obd.C11").orElseThrow();
            took[i] = System.nanoTime() - start;
        }
        Arrays.sort(took);
        System.out.printf(
                "last byte decoded to LiveState: p50 %.1f µs, p99 %.1f µs%n",
                took[took.length / 2] / 1e3, took[took.length * 99 / 100] / 1e3);
    }
}
