package io.cartelem.core.port;

import java.util.concurrent.CancellationException;

/// Hears how far a long job is and decides whether it goes on. Called on the thread that does the
/// job, every few thousand samples.
@FunctionalInterface
public interface Progress {
    /// Listens to nothing and never stops the job.
    Progress NONE = (done, total) -> true;

    /// @param done what is done so far, in the job's own unit (samples, bytes)
    /// @param total what there is to do, −1 if that is not known
    /// @return false to cancel
    boolean goOn(long done, long total);

    /// Reports, and stops the job if that is wanted or its thread was interrupted.
    ///
    /// @throws CancellationException to be let through by the job, which leaves nothing behind
    default void step(long done, long total) {
        if (!goOn(done, total) || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("cancelled");
        }
    }
}
