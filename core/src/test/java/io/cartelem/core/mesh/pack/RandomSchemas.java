package io.cartelem.core.mesh.pack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Schemas and samples such as nobody would think of.
final class RandomSchemas {

    private RandomSchemas() {}

    static RadioSchema schema(Random random) {
        List<RadioChannel> builtIns = new ArrayList<>(BuiltIns.all().values());
        List<RadioChannel> channels = new ArrayList<>();
        int count = 1 + random.nextInt(24);
        for (int i = 0; i < count; i++) {
            if (random.nextBoolean()) {
                channels.add(builtIns.get(random.nextInt(builtIns.size())));
            } else {
                channels.add(new RadioChannel("custom" + i, "µ", quantisation(random)));
            }
        }
        return RadioSchema.fitting(channels);
    }

    static List<RadioSample> samples(RadioSchema schema, Random random) {
        int count = 1 + random.nextInt(70);
        List<RadioSample> samples = new ArrayList<>();
        Instant time = Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt(200_000_000));
        double absent = random.nextInt(3) / 3.0;
        double wildness = Math.pow(random.nextDouble(), 4);
        List<RadioChannel> channels = schema.channels();
        double[] values = new double[channels.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(channels.get(i).quantisation(), random);
        }
        for (int row = 0; row < count; row++) {
            double[] now = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                if (random.nextDouble() < wildness) {
                    values[i] = value(channels.get(i).quantisation(), random);
                }
                now[i] = random.nextDouble() < absent ? Double.NaN : values[i];
            }
            samples.add(new RadioSample(time, random.nextBoolean(), now));
            time = time.plusMillis(random.nextBoolean() ? 200 : random.nextInt(3_000));
        }
        return samples;
    }

    private static Quantisation quantisation(Random random) {
        if (random.nextInt(4) == 0) {
            return new Quantisation.Floating(16 + random.nextInt(17));
        }
        return new Quantisation.Steps(
                random.nextInt(),
                1 + random.nextInt(0xFFFF),
                1 + (random.nextInt() & 0xFFFF_FFFFL) % ((1L << (1 + random.nextInt(32))) - 1),
                random.nextInt(10),
                random.nextInt(5) == 0);
    }

    private static double value(Quantisation quantisation, Random random) {
        return switch (quantisation) {
            case Quantisation.Steps steps -> {
                double low = steps.value(0);
                yield low + random.nextDouble() * (steps.value(steps.top()) - low);
            }
            case Quantisation.Floating _ ->
                    random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
        };
    }
}
