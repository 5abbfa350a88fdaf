package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.StoreException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waits for what the writer's thread makes.
final class WriterResult {
    private WriterResult() {}

    /// Returns the result, or throws why there is none.
    static <T> T await(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                // Thrown anew, so that the trace shows the caller too.
                throw new StoreException(failure.reason(), SqliteErrors.sentence(failure), failure);
            }
            throw e;
        }
    }
}
