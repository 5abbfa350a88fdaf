package io.cartelem.core.sensor;

import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What would become of a sensor's lines, for a person who describes it. Reads them as the
/// collector does and publishes nothing.
public final class SensorPreview {
    private SensorPreview() {}

    /// A line and what it means.
    ///
    /// @param remarks why it was refused or what is in doubt; of a line without values what it was
    public record Line(
            String text, SensorReader.Outcome outcome, List<Value> values, List<String> remarks) {}

    /// A channel's value.
    ///
    /// @param number NaN if it is a text
    /// @param text null if it is a number
    public record Value(
            SensorChannel channel, double number, @Nullable String text, Quality quality) {}

    /// Reads lines in their order, as if they arrived now.
    public static List<Line> of(SensorDefinition sensor, List<String> lines, Clock clock) {
        SensorReader reader = new SensorReader(sensor);
        long now = clock.monoNs();
        Instant utc = clock.utc();
        return lines.stream().map(line -> read(sensor, reader, line, now, utc)).toList();
    }

    private static Line read(
            SensorDefinition sensor, SensorReader reader, String line, long now, Instant utc) {
        List<String> remarks = new ArrayList<>();
        SampleBatch.Builder builder = SampleBatch.builder(sensor.channels().size());
        SensorReader.Outcome outcome =
                reader.read(
                        line,
                        now,
                        utc,
                        builder,
                        new SensorReader.Listener() {
                            @Override
                            public void nothing(String why) {
                                remarks.add(why);
                            }

                            @Override
                            public void refused(String reason) {
                                remarks.add(reason);
                            }

                            @Override
                            public void doubted(@Nullable SensorChannel channel, String reason) {
                                remarks.add(reason);
                            }
                        });
        SampleBatch batch = builder.build();
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String name = batch.channel(i).name();
            for (SensorChannel channel : sensor.channels()) {
                if (channel.name().equals(name)) {
                    values.add(new Value(channel, batch.value(i), batch.text(i), batch.quality(i)));
                }
            }
        }
        return new Line(line, outcome, values, remarks);
    }
}
