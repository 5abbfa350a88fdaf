package io.cartelem.core.port;

import org.jspecify.annotations.Nullable;

/// How the store is.
///
/// @param location the file or server, without a password
/// @param sizeBytes size on disk, −1 if not known
/// @param freeBytes free space beside it, −1 if not known
/// @param pendingSamples accepted but not yet durable
/// @param lostSamples accepted and then given up because the store failed for longer than memory
///   lasts
/// @param problem what is wrong in a sentence, null if nothing
public record StoreStatus(
        String location,
        boolean ready,
        long sizeBytes,
        long freeBytes,
        long pendingSamples,
        long lostSamples,
        @Nullable String problem) {}
