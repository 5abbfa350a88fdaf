package io.cartelem.persistence.sqlite;

import io.cartelem.persistence.schema.LostRange;

import java.time.Duration;
import java.util.function.Consumer;

/// How a [SqliteStore] works. Start from [#defaults] and change what differs.
///
/// @param sync how much a power failure may take
/// @param commitInterval how long an append waits at most for others to be committed with it
/// @param commitSamples so many waiting samples are committed at once
/// @param memorySamples samples kept in memory at most while they cannot be written
/// @param memoryMegabytes memory for them at most, in MB of estimated size
/// @param busyTimeout how long a lock of another program on the file is waited for
/// @param retryInterval time between attempts while writing fails
/// @param onLoss told on the writer's thread once what was lost is known; must be quick
public record SqliteOptions(
        Sync sync,
        Duration commitInterval,
        int commitSamples,
        long memorySamples,
        int memoryMegabytes,
        Duration busyTimeout,
        Duration retryInterval,
        Consumer<LostRange> onLoss) {

    /// What is safe when the power fails. A crash of the program alone loses nothing in either.
    public enum Sync {
        /// Every commit waits for the disk.
        FULL,
        /// The last commits may be missing, the file stays intact.
        NORMAL
    }

    public SqliteOptions {
        if (commitSamples < 1 || memorySamples < 1 || memoryMegabytes < 1) {
            throw new IllegalArgumentException("the bounds of a store must be above 0");
        }
    }

    public static SqliteOptions defaults() {
        return new SqliteOptions(
                Sync.FULL,
                Duration.ofMillis(250),
                32_768,
                4_000_000,
                256,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                _ -> {});
    }

    public SqliteOptions withSync(Sync changed) {
        return new SqliteOptions(
                changed,
                commitInterval,
                commitSamples,
                memorySamples,
                memoryMegabytes,
                busyTimeout,
                retryInterval,
                onLoss);
    }

    public SqliteOptions withCommit(Duration interval, int samples) {
        return new SqliteOptions(
                sync,
                interval,
                samples,
                memorySamples,
                memoryMegabytes,
                busyTimeout,
                retryInterval,
                onLoss);
    }

    public SqliteOptions withMemory(long samples, int megabytes) {
        return new SqliteOptions(
                sync,
                commitInterval,
                commitSamples,
                samples,
                megabytes,
                busyTimeout,
                retryInterval,
                onLoss);
    }

    public SqliteOptions withPatience(Duration busy, Duration retry) {
        return new SqliteOptions(
                sync,
                commitInterval,
                commitSamples,
                memorySamples,
                memoryMegabytes,
                busy,
                retry,
                onLoss);
    }

    public SqliteOptions withLossListener(Consumer<LostRange> listener) {
        return new SqliteOptions(
                sync,
                commitInterval,
                commitSamples,
                memorySamples,
                memoryMegabytes,
                busyTimeout,
                retryInterval,
                listener);
    }
}
