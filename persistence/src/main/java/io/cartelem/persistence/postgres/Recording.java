package io.cartelem.persistence.postgres;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.ValueKind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the writer remembers of a session while it is recorded: the numbers of its channels and how
/// far each has been counted. Belongs to the writer's thread.
final class Recording {
    private static final String UPSERT =
            """
            INSERT INTO channel AS c (session_id, number, source, name, unit, kind, decimals,
                                      samples, numbers, first_ns, last_ns, min, max, sum)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (session_id, number) DO UPDATE SET
                   samples = c.samples + excluded.samples,
                   numbers = c.numbers + excluded.numbers,
                   first_ns = least(c.first_ns, excluded.first_ns),
                   last_ns = greatest(c.last_ns, excluded.last_ns),
                   min = least(c.min, excluded.min),
                   max = greatest(c.max, excluded.max),
                   sum = excluded.sum
            """;

    final long sessionId;
    private final Map<Key, Counted> channels = new LinkedHashMap<>();
    private long batch;
    private long frames;

    /// Decimals are for showing only: they make no other channel.
    private record Key(String source, String name, String unit, ValueKind kind) {}

    Recording(long sessionId) {
        this.sessionId = sessionId;
    }

    /// The number of the batch after the last one that was written.
    long nextBatch() {
        return batch + 1;
    }

    /// The batch is durable.
    void written(int framesWritten) {
        batch++;
        frames += framesWritten;
        for (Counted counted : channels.values()) {
            counted.settle();
        }
    }

    /// The attempt to write the batch failed: count again from where the last one ended.
    void undo() {
        channels.values().forEach(Counted::undo);
    }

    long frames() {
        return frames;
    }

    /// Counts sample `i` of `samples` in its channel.
    Counted count(SampleBatch samples, int i, long timeNs) {
        Channel channel = samples.channel(i);
        Counted counted =
                channels.computeIfAbsent(
                        new Key(channel.source(), channel.name(), channel.unit(), channel.kind()),
                        key -> new Counted(channels.size() + 1, channel));
        counted.add(timeNs, samples.value(i));
        return counted;
    }

    /// Adds what was counted since the last batch to the session's table of channels.
    void saveCounts(Connection connection) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (Counted counted : channels.values()) {
                if (counted.samples > 0) {
                    counted.bind(upsert, sessionId);
                    upsert.addBatch();
                }
            }
            upsert.executeBatch();
        }
    }

    /// A channel, with what was counted since the last batch.
    static final class Counted {
        final int number;
        private final Channel channel;
        private long durable;
        private long samples;
        private long numbers;
        private long firstNs;
        private long lastNs;
        private double min;
        private double max;
        private double sum;

        /// Of what is durable. Added up here: the server refuses a sum beyond the doubles.
        private double durableSum;

        Counted(int number, Channel channel) {
            this.number = number;
            this.channel = channel;
            undo();
        }

        /// The ordinal of the sample counted last.
        long ordinal() {
            return durable + samples - 1;
        }

        private void add(long timeNs, double value) {
            samples++;
            firstNs = Math.min(firstNs, timeNs);
            lastNs = Math.max(lastNs, timeNs);
            if (!Double.isNaN(value)) {
                numbers++;
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
            }
        }

        private void settle() {
            durable += samples;
            durableSum += sum;
            undo();
        }

        private void undo() {
            samples = 0;
            numbers = 0;
            firstNs = Long.MAX_VALUE;
            lastNs = Long.MIN_VALUE;
            min = Double.POSITIVE_INFINITY;
            max = Double.NEGATIVE_INFINITY;
            sum = 0;
        }

        private void bind(PreparedStatement upsert, long sessionId) throws SQLException {
            upsert.setLong(1, sessionId);
            upsert.setInt(2, number);
            upsert.setString(3, SessionTable.clean(channel.source()));
            upsert.setString(4, SessionTable.clean(channel.name()));
            upsert.setString(5, SessionTable.clean(channel.unit()));
            upsert.setString(6, channel.kind().name());
            upsert.setInt(7, channel.decimals());
            upsert.setLong(8, samples);
            upsert.setLong(9, numbers);
            upsert.setLong(10, firstNs);
            upsert.setLong(11, lastNs);
            if (numbers == 0) {
                upsert.setNull(12, Types.DOUBLE);
                upsert.setNull(13, Types.DOUBLE);
            } else {
                upsert.setDouble(12, min);
                upsert.setDouble(13, max);
            }
            upsert.setDouble(14, durableSum + sum);
        }
    }
}
