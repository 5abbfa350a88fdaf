package io.cartelem.server.stream;

import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

/// Samples on their way to clients. Written once for each format, however many clients there are.
final class Update {
    private final SampleBatch batch;
    private final @Nullable Long sessionId;
    private final TimeScale times;
    private final ChannelTable table;
    private @Nullable String objects;
    private @Nullable String columns;

    /// @param sessionId the session being recorded or replayed, null if none is
    Update(SampleBatch batch, @Nullable Long sessionId, TimeScale times, ChannelTable table) {
        this.batch = batch;
        this.sessionId = sessionId;
        this.times = times;
        this.table = table;
    }

    SampleBatch batch() {
        return batch;
    }

    ChannelTable table() {
        return table;
    }

    @Nullable Long sessionId() {
        return sessionId;
    }

    /// The same session and time base with other samples.
    Update with(SampleBatch other) {
        return new Update(other, sessionId, times, table);
    }

    /// The samples as members of a JSON object, without its braces.
    synchronized String members(Format format) {
        return switch (format) {
            case OBJECTS -> {
                if (objects == null) {
                    objects = StreamWriter.objects(batch, times);
                }
                yield objects;
            }
            case COLUMNS -> {
                if (columns == null) {
                    columns = StreamWriter.columns(batch, times, table);
                }
                yield columns;
            }
        };
    }
}
