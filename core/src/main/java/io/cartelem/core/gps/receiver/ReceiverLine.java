package io.cartelem.core.gps.receiver;

import io.cartelem.core.collect.transport.LinkException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Predicate;

/// The connection to a receiver while it is being set up. What it measures meanwhile is not lost:
/// waiting goes through the same decoder as always. Used on the collector's thread.
public interface ReceiverLine {

    void send(byte[] bytes) throws LinkException;

    /// Waits for a reply that came after the last [#send].
    ///
    /// @return null when none came in time
    @Nullable Reply await(Predicate<Reply> wanted, Duration timeout)
            throws LinkException, InterruptedException;

    /// Whether two frames with right checksums come in time.
    boolean hears(Duration timeout) throws LinkException, InterruptedException;

    /// Whether the baud rate can be changed and the user has not fixed it.
    boolean mayChangeBaud();

    /// The rate in baud, 0 where there is none.
    int baud();

    /// Changes this side's rate; what came half is forgotten.
    void baud(int baud) throws LinkException;
}
