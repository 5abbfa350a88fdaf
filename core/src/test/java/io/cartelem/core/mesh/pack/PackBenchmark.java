package io.cartelem.core.mesh.pack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

import org.msgpack.jackson.dataformat.MessagePackFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Bytes, and time to encode and decode, of a sample of twelve values in formats that others use
/// and in Cartelem's: alone and twenty of them, once a second on a lap. The ratios to JSON in the
/// same run count; the times depend on the machine.
///
/// Run with the test class path: `java io.cartelem.core.mesh.pack.PackBenchmark [milliseconds]`.
final class PackBenchmark {
    private static final int ROUNDS = 7;
    private static final int BATCH = 20;

    private PackBenchmark() {}

    /// @param samples how many one call of `encode` takes and one of `decode` gives back
    record Entry(String name, int samples, Codec codec) {}

    /// A format.
    interface Codec {
        byte[] encode(List<RadioSample> samples) throws IOException;

        /// A sum of all that was read, so that nothing is left undone.
        double decode(byte[] bytes) throws IOException;
    }

    public static void main(String[] args) throws IOException {
        long roundNs = (args.length == 0 ? 200 : Long.parseLong(args[0])) * 1_000_000;
        List<Entry> entries = new ArrayList<>();
        for (int samples : new int[] {1, BATCH}) {
            entries.add(new Entry("JSON", samples, new TreeCodec(new JsonFactory())));
            entries.add(new Entry("CBOR", samples, new TreeCodec(new CBORFactory())));
            entries.add(new Entry("MessagePack", samples, new TreeCodec(new MessagePackFactory())));
            entries.add(new Entry("protobuf", samples, new ProtobufCodec()));
            entries.add(new Entry("fields of 6 bytes", samples, new FieldsCodec()));
            entries.add(new Entry("Cartelem", samples, new CartelemCodec()));
        }
        List<RadioSample> drive = Drive.samples(BATCH, 1_000, 7);
        double[] json = new double[3];
        for (Entry entry : entries) {
            List<RadioSample> samples = drive.subList(0, entry.samples);
            byte[] bytes = entry.codec.encode(samples);
            double size = (double) bytes.length / entry.samples;
            double encode =
                    median(() -> entry.codec.encode(samples).length, roundNs) / entry.samples;
            double decode = median(() -> entry.codec.decode(bytes), roundNs) / entry.samples;
            if (entry.name.equals("JSON")) {
                System.out.printf(
                        Locale.ROOT,
                        "%n| %d in a packet | bytes a sample | of JSON | encode µs | of JSON | decode µs | of JSON |%n|---|---|---|---|---|---|---|%n",
                        entry.samples);
                json = new double[] {size, encode, decode};
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                    entry.name,
                    size,
                    size / json[0],
                    encode / 1e3,
                    encode / json[1],
                    decode / 1e3,
                    decode / json[2]);
        }
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
