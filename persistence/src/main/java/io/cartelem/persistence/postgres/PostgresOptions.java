package io.cartelem.persistence.postgres;

import java.time.Duration;

/// How a [PostgresStore] works.
///
/// @param commitInterval how long an append waits at most for others to be committed with it
/// @param commitSamples so many waiting samples are committed at once
/// @param memorySamples samples kept in memory at most while the server is away
/// @param connections to the server at most, one of them for writing; at least 2
/// @param connectTimeout how long a read waits for a connection
/// @param closeTimeout how long closing and finishing wait for what is still to be written
public record PostgresOptions(
        Duration commitInterval,
        int commitSamples,
        long memorySamples,
        int connections,
        Duration connectTimeout,
        Duration closeTimeout) {

    public PostgresOptions {
        if (commitSamples < 1 || memorySamples < 1 || connections < 2) {
            throw new IllegalArgumentException(
                    "the bounds of a store must be above 0, and its connections at least 2");
        }
    }

    public static PostgresOptions defaults() {
        return new PostgresOptions(
                Duration.ofMillis(250),
                32_768,
                4_000_000,
                8,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20));
    }
}
