package io.cartelem.persistence.postgres;

import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// Something that waits to be committed: samples, a frame, or nothing, to learn when everything
/// before it is durable.
///
/// @param json a frame at `timeNs`, null for none
record Append(
        long sessionId,
        SampleBatch batch,
        long timeNs,
        @Nullable String json,
        CompletableFuture<Void> done) {
    private static final SampleBatch NOTHING = SampleBatch.builder(1).build();

    static Append of(long sessionId, SampleBatch batch) {
        return new Append(sessionId, batch, 0, null, new CompletableFuture<>());
    }

    static Append frame(long sessionId, long timeNs, String json) {
        return new Append(sessionId, NOTHING, timeNs, json, new CompletableFuture<>());
    }

    static Append barrier(long sessionId) {
        return new Append(sessionId, NOTHING, 0, null, new CompletableFuture<>());
    }

    boolean isBarrier() {
        return batch.isEmpty() && json == null;
    }

    /// What it counts against the bound of the memory.
    int weight() {
        return batch.size() + (json == null ? 0 : 1 + json.length() / 32);
    }
}
