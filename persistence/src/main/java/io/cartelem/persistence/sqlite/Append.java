package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Frame;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.StoreException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// Something that waits to be committed: samples, or a frame.
///
/// @param frame its id does not count yet
/// @param bytes its estimated size in memory
/// @param arrivedNs when it was handed over, by `System.nanoTime`
record Append(
        long sessionId,
        SampleBatch batch,
        @Nullable Frame frame,
        long bytes,
        long arrivedNs,
        CompletableFuture<Void> done) {
    /// Two references, a time, a value and their share of the batch.
    private static final int BYTES_PER_SAMPLE = 32;

    private static final SampleBatch NOTHING = SampleBatch.builder(1).build();

    static Append of(long sessionId, SampleBatch batch) {
        long bytes = (long) batch.size() * BYTES_PER_SAMPLE;
        for (int i = 0; i < batch.size(); i++) {
            String text = batch.text(i);
            bytes += text == null ? 0 : 2L * text.length();
        }
        return new Append(
                sessionId, batch, null, bytes, System.nanoTime(), new CompletableFuture<>());
    }

    static Append of(long sessionId, Frame frame) {
        return new Append(
                sessionId,
                NOTHING,
                frame,
                64 + 2L * frame.json().length(),
                System.nanoTime(),
                new CompletableFuture<>());
    }

    int samples() {
        return batch.size();
    }

    /// Tells whoever waits that it is durable, or why it is not.
    void settle(@Nullable StoreException failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }
}
