package io.cartelem.core.bench;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorSupervisor;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.gps.GpsCollector;
import io.cartelem.core.gps.GpsSettings;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// The time from the last byte of a receiver's epoch, written into the link, to its values in the
/// live state: hand-off to the collector's thread, framing, decoding, merging and the bus. Beside
/// it the time in which one byte crosses the same link between two threads and nothing else
/// happens.
final class ByteToLiveBenchmark {
    private static final int WARM_UP = 2_000;
    private static final int COUNTED = 5_000;

    private ByteToLiveBenchmark() {}

    public static void main(String[] args) throws Exception {
        long[] epochs = epochs();
        long[] bare = bare();
        print("last byte to LiveState", epochs);
        print("one byte over the bare link", bare);
    }

    private static long[] epochs() throws Exception {
        LoopbackLink.Pair pair = LoopbackLink.pair();
        TelemetryBus bus = new TelemetryBus();
        LiveState live = new LiveState();
        bus.subscribe(live);
        LinkOpener opener =
                new LinkOpener() {
                    @Override
                    public ByteLink open() {
                        return pair.host();
                    }

                    @Override
                    public String address() {
                        return "loopback";
                    }
                };
        long[] took = new long[COUNTED];
        try (CollectorSupervisor supervisor =
                new CollectorSupervisor(
                        new GpsCollector(GpsSettings.listening()),
                        opener,
                        bus,
                        Clock.system(),
                        SupervisorSettings.DEFAULT)) {
            supervisor.start();
            for (int i = -WARM_UP; i < COUNTED; i++) {
                byte[] epoch = epoch(i + WARM_UP);
                long before = live.version();
                long start = System.nanoTime();
                pair.device().write(epoch);
                while (live.version() == before) {
                    Thread.onSpinWait();
                }
                if (i >= 0) {
                    took[i] = System.nanoTime() - start;
                }
            }
        }
        return took;
    }

    private static long[] bare() throws Exception {
        LoopbackLink.Pair pair = LoopbackLink.pair();
        long[] arrived = {0};
        Thread reader =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    byte[] one = new byte[1];
                                    try {
                                        while (pair.host().read(one, 0, 1, Duration.ofSeconds(1))
                                                >= 0) {
                                            synchronized (arrived) {
                                                arrived[0]++;
                                            }
                                        }
                                    } catch (LinkException e) {
                                        // closed at the end
                                    }
                                });
        long[] took = new long[COUNTED];
        for (int i = -WARM_UP; i < COUNTED; i++) {
            long before = count(arrived);
            long start = System.nanoTime();
            pair.device().write(new byte[] {1});
            while (count(arrived) == before) {
                Thread.onSpinWait();
            }
            if (i >= 0) {
                took[i] = System.nanoTime() - start;
            }
        }
        pair.device().close();
        reader.join();
        return took;
    }

    private static long count(long[] arrived) {
        synchronized (arrived) {
            return arrived[0];
        }
    }

    private static byte[] epoch(int number) {
        int second = number / 10;
        String time =
                String.format(
                        Locale.ROOT,
                        "%02d%02d%02d.%d0",
                        second / 3600,
                        second / 60 % 60,
                        second % 60,
                        number % 10);
        String text =
                sentence(
                                "GNGGA,"
                                        + time
                                        + ",4404.13387,N,12118.85628,W,1,12,1.01,1144.8,M,-21.4,M,,")
                        + sentence(
                                "GNRMC,"
                                        + time
                                        + ",A,4404.13387,N,12118.85628,W,60.03,84.4,010626,,,A");
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String sentence(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum ^= body.charAt(i);
        }
        return String.format(Locale.ROOT, "$%s*%02X\r\n", body, sum);
    }

    private static void print(String what, long[] took) {
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT,
                "%-28s p50 %.1f µs, p99 %.1f µs%n",
                what,
                took[took.length / 2] / 1e3,
                took[took.length * 99 / 100] / 1e3);
    }
}
