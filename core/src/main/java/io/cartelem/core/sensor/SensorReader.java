package io.cartelem.core.sensor;

import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.sensor.format.LineFormat;
import io.cartelem.core.sensor.format.LineResult;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads the lines of one sensor as its description says. The collector and the preview in the
/// Devices view use the same, so what is previewed is what is recorded. One thread.
public final class SensorReader {
    private final LineFormat format;
    private final List<ValueReader> values;
    private final RowClock clock;

    /// What a line was.
    public enum Outcome {
        /// It had values; some of them may have been doubted.
        VALUES,
        /// A header, a comment, another sentence.
        NOTHING,
        /// It did not fit the description.
        REFUSED
    }

    /// Hears of everything that is not as described.
    public interface Listener {
        /// A line that had nothing to say.
        void nothing(String why);

        /// A line that did not fit.
        void refused(String reason);

        /// A value that is no value of its channel, or not a likely one.
        ///
        /// @param channel null if the row's time is meant
        void doubted(@Nullable SensorChannel channel, String reason);
    }

    /// @throws IllegalArgumentException with a sentence when the description contradicts itself
    public SensorReader(SensorDefinition sensor) {
        List<String> froms = new ArrayList<>();
        sensor.channels().forEach(channel -> froms.add(channel.from()));
        if (sensor.time().kind() != SensorTime.Kind.ARRIVAL) {
            froms.add(sensor.time().from());
        }
        format = LineFormat.of(sensor.format(), froms, sensor.columns());
        boolean comma =
                !(sensor.format() instanceof SensorFormat.Nmea)
                        && !(sensor.format() instanceof SensorFormat.RaceChrono)
                        && !(sensor.format() instanceof SensorFormat.Csv csv
                                && csv.separator() == ',');
        values = sensor.channels().stream().map(c -> new ValueReader(c, comma)).toList();
        clock = new RowClock(sensor.time());
    }

    /// Reads one line.
    ///
    /// @param line without its end
    /// @param arrivalNs monotonic time of its last byte
    /// @param utc UTC at that time
    /// @param batch where its samples go
    public Outcome read(
            String line,
            long arrivalNs,
            Instant utc,
            SampleBatch.Builder batch,
            Listener listener) {
        if (line.isBlank() || line.charAt(0) == '#') {
            listener.nothing(line.isBlank() ? "an empty line" : "a comment");
            return Outcome.NOTHING;
        }
        return switch (format.read(line)) {
            case LineResult.Nothing nothing -> {
                listener.nothing(nothing.why());
                yield Outcome.NOTHING;
            }
            case LineResult.Refused refused -> {
                listener.refused(refused.reason());
                yield Outcome.REFUSED;
            }
            case LineResult.Rows rows -> {
                for (@Nullable String[] row : rows.rows()) {
                    row(row, arrivalNs, utc, batch, listener);
                }
                yield Outcome.VALUES;
            }
        };
    }

    private void row(
            @Nullable String[] row,
            long arrivalNs,
            Instant utc,
            SampleBatch.Builder batch,
            Listener listener) {
        String own = row.length > values.size() ? row[values.size()] : null;
        long timeNs = clock.timeOf(own, arrivalNs, utc);
        String doubt = clock.doubt();
        if (doubt != null) {
            listener.doubted(null, doubt);
        }
        for (int i = 0; i < values.size(); i++) {
            ValueReader value = values.get(i);
            String wrong = value.read(row[i], timeNs, batch);
            if (wrong != null) {
                listener.doubted(value.channel(), wrong);
            }
        }
    }
}
