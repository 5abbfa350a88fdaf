package io.cartelem.core.gps;

import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.wire.GpsFramer;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// How many NMEA bytes a second go through framing, decoding and merging, beside framing alone and
/// beside a bare loop that only adds up checksums. The ratios count; the rates depend on the
/// machine. A receiver at 10 Hz with every sentence sends 13,600 bytes a second.
///
/// Run with the test class path: `java io.cartelem.core.gps.GpsBenchmark`.
final class GpsBenchmark {
    private static final int CHUNK = 256;
    private static final int ROUNDS = 15;
    private static final long BYTES_PER_ROUND = 20_000_000;

    private GpsBenchmark() {}

    public static void main(String[] args) {
        for (String capture :
                new String[] {"tianma_lap13_10hz_synth.nmea", "quectel-l76k-nmea.log"}) {
            byte[] bytes = Captures.bytes(capture);
            double bare = bytesPerSecond(bytes, GpsBenchmark::checksums);
            double framed = bytesPerSecond(bytes, GpsBenchmark::framed);
            double whole = bytesPerSecond(bytes, GpsBenchmark::decoded);
            System.out.printf(
                    Locale.ROOT,
                    "%s%n  checksums only      %8.1f MB/s%n  framing             %8.1f MB/s  (%.2f"
                            + " of the bare loop)%n  framing to epochs   %8.1f MB/s  (%.3f of the"
                            + " bare loop, %,.0f receivers at 10 Hz)%n",
                    capture,
                    bare / 1e6,
                    framed / 1e6,
                    framed / bare,
                    whole / 1e6,
                    whole / bare,
                    whole / 13_600);
        }
    }

    /// The median of several rounds, after as many to warm up.
    private static double bytesPerSecond(byte[] bytes, ToLongFunction<byte[]> work) {
        double[] rates = new double[ROUNDS];
        long guard = 0;
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long done = 0;
            while (done < BYTES_PER_ROUND) {
                guard += work.applyAsLong(bytes);
                done += bytes.length;
            }
            if (round >= 0) {
                rates[round] = done * 1e9 / (System.nanoTime() - start);
            }
        }
        if (guard == 0) {
            throw new IllegalStateException("nothing was done");
        }
        Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }

    private static long checksums(byte[] bytes) {
        long right = 0;
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '$') {
                sum = 0;
            } else if (b == '*' && i + 2 < bytes.length) {
                int stated =
                        Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16);
                right += stated == sum ? 1 : 0;
            } else {
                sum ^= b;
            }
        }
        return right;
    }

    private static long framed(byte[] bytes) {
        long[] frames = {0};
        GpsFramer framer = new GpsFramer();
        for (int at = 0; at < bytes.length; at += CHUNK) {
            framer.accept(bytes, at, Math.min(CHUNK, bytes.length - at), at, frame -> frames[0]++);
        }
        return frames[0];
    }

    private static long decoded(byte[] bytes) {
        long[] epochs = {0};
        GpsDecoder decoder =
                new GpsDecoder(
                        Captures.ANY_DATE,
                        new GpsSink() {
                            @Override
                            public void epoch(GpsEpoch epoch) {
                                epochs[0]++;
                            }
                        });
        for (int at = 0; at < bytes.length; at += CHUNK) {
            decoder.accept(bytes, at, Math.min(CHUNK, bytes.length - at), at);
        }
        return epochs[0];
    }
}
