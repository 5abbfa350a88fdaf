package io.cartelem.persistence.sqlite;

import java.time.Instant;

/// Samples that were accepted and then given up, because the disk failed for longer than memory
/// lasted.
///
/// @param fromNs time of the first of them, nanoseconds since the session's start
/// @param toNs time of the last of them
/// @param since when the first of them was given up
/// @param reason what was wrong, in a sentence
public record LostRange(
        long sessionId, long fromNs, long toNs, long samples, Instant since, String reason) {}
