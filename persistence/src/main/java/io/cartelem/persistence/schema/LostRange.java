package io.cartelem.persistence.schema;

import io.cartelem.core.model.SampleBatch;

import java.time.Instant;

/// Samples of one session that were accepted and then given up, because the store failed for longer
/// than memory lasted or could not take them. Kept with the session, so that nobody takes the gap
/// for a standstill.
///
/// @param fromNs time of the first of them, nanoseconds since the session's start
/// @param toNs time of the last of them
/// @param since when the first of them was given up
/// @param reason what was wrong, in a sentence
public record LostRange(
        long sessionId, long fromNs, long toNs, long samples, Instant since, String reason) {

    /// @param batch at least one sample
    public static LostRange of(long sessionId, SampleBatch batch, Instant since, String reason) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (int i = 0; i < batch.size(); i++) {
            from = Math.min(from, batch.timeNs(i));
            to = Math.max(to, batch.timeNs(i));
        }
        return new LostRange(sessionId, from, to, batch.size(), since, reason);
    }

    /// Both as one range.
    public LostRange and(LostRange later) {
        return new LostRange(
                sessionId,
                Math.min(fromNs, later.fromNs),
                Math.max(toNs, later.toNs),
                samples + later.samples,
                since,
                later.reason);
    }
}
