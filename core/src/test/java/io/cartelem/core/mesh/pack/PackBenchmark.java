package io.cartelem.core.mesh.pack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

import org.msgpack.jackson.dataformat.MessagePackFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Bytes, and time to encode and decode, of a sample of twelve values in formats that others use
/// and in Cartelem's, in one table: alone, and each of twenty, once a second on a lap. The ratios
/// to JSON in the same run count; the times depend on the machine.
///
/// Run with the test class path: `java io.cartelem.core.mesh.pack.PackBenchmark [milliseconds]`.
final class PackBenchmark {
    private static final int ROUNDS = 7;
    private static final int BATCH = 20;

    private PackBenchmark() {}

    /// One format.
    private record Entry(String name, Codec codec) {}

    /// What one sample costs.
    private record Cost(double bytes, double encodeUs, double decodeUs) {}

    /// A format.
    interface Codec {
        byte[] encode(List<RadioSample> samples) throws IOException;

        /// A sum of all that was read, so that nothing is left undone.
        double decode(byte[] bytes) throws IOException;
    }

    public static void main(String[] args) throws IOException {
        long roundNs = (args.length == 0 ? 200 : Long.parseLong(args[0])) * 1_000_000;
        List<Entry> entries =
                List.of(
                        new Entry("JSON", new TreeCodec(new JsonFactory())),
                        new Entry("CBOR", new TreeCodec(new CBORFactory())),
                        new Entry("MessagePack", new TreeCodec(new MessagePackFactory())),
                        new Entry("fields of 6 bytes", new FieldsCodec()),
                        new Entry("protobuf", new ProtobufCodec()),
                        new Entry("Cartelem", new CartelemCodec()));
        List<RadioSample> drive = Drive.samples(BATCH, 1_000, 7);
        double jsonAlone = entries.getFirst().codec.encode(drive.subList(0, 1)).length;
        double jsonEach = (double) entries.getFirst().codec.encode(drive).length / BATCH;
        System.out.printf(
                "%n| | alone: bytes | of JSON | encode µs | decode µs | of %1$d: bytes each | of JSON | encode µs | decode µs |%n|---|---|---|---|---|---|---|---|---|%n",
                BATCH);
        for (Entry entry : entries) {
            Cost alone = cost(entry.codec, drive.subList(0, 1), roundNs);
            Cost each = cost(entry.codec, drive, roundNs);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.2f | %.2f | %.2f | %.1f | %.2f | %.2f | %.2f |%n",
                    entry.name,
                    alone.bytes,
                    alone.bytes / jsonAlone,
                    alone.encodeUs,
                    alone.decodeUs,
                    each.bytes,
                    each.bytes / jsonEach,
                    each.encodeUs,
                    each.decodeUs);
        }
    }

    private static Cost cost(Codec codec, List<RadioSample> samples, long roundNs)
            throws IOException {
        int count = samples.size();
        byte[] bytes = codec.encode(samples);
        return new Cost(
                (double) bytes.length / count,
                median(() -> codec.encode(samples).length, roundNs) / count / 1e3,
                median(() -> codec.decode(bytes), roundNs) / count / 1e3);
    }

    /// Something to be timed.
    private interface Work {
        double run() throws IOException;
    }

    /// Nanoseconds of one run, the median of several rounds after as many that do not count.
    private static double median(Work work, long roundNs) throws IOException {
        double[] times = new double[ROUNDS];
        double guard = 0;
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long runs = 0;
            long now = start;
            while (now - start < roundNs) {
                for (int i = 0; i < 50; i++) {
                    guard += work.run();
                }
                runs += 50;
                now = System.nanoTime();
            }
            if (round >= 0) {
                times[round] = (double) (now - start) / runs;
            }
        }
        if (Double.isNaN(guard)) {
            throw new IllegalStateException("nothing sensible was read");
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private static final class CartelemCodec implements Codec {
        private final PayloadEncoder encoder = new PayloadEncoder(Reference.SCHEMA, 231);
        private final PayloadDecoder decoder = Reference.decoder(Reference.SCHEMA);

        @Override
        public byte[] encode(List<RadioSample> samples) {
            return encoder.batch(samples, 1).payload();
        }

        @Override
        public double decode(byte[] bytes) {
            double sum = 0;
            if (decoder.decode(bytes, Reference.TIME)
                    instanceof Received.Samples(_, _, List<RadioSample> samples)) {
                for (RadioSample sample : samples) {
                    for (int i = 0; i < sample.size(); i++) {
                        sum += sample.value(i);
                    }
                }
            }
            return sum;
        }
    }
}
