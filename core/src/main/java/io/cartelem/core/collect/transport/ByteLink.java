package io.cartelem.core.collect.transport;

import java.time.Duration;

/// An open way to a device. One thread reads, any thread may write or close; closing unblocks the
/// reader.
public interface ByteLink extends AutoCloseable {

    /// Reads what is there, waiting in real time for the first byte.
    ///
    /// @param timeout 0 or less to look without waiting
    /// @return the number of bytes, 1 to `length`, or 0 when none came in time
    /// @throws LinkException LOST at once when the device is unplugged, the peer closed, or the
    ///   replay ended; CLOSED after [#close]
    int read(byte[] buffer, int offset, int length, Duration timeout) throws LinkException;

    /// Writes all bytes.
    void write(byte[] bytes) throws LinkException;

    /// Whether [#baud] can be changed while the link is open.
    default boolean hasBaud() {
        return false;
    }

    /// The present rate in baud, 0 where there is none.
    default int baud() {
        return 0;
    }

    /// Changes the rate of an open serial line.
    ///
    /// @throws LinkException UNSUPPORTED where there is none
    default void baud(int baud) throws LinkException {
        throw new LinkException(
                LinkException.Reason.UNSUPPORTED, address() + " has no baud rate to set");
    }

    /// Where it leads, for a person: `/dev/ttyUSB0`, `tcp://192.168.0.10:35000`.
    String address();

    /// Closes; harmless when closed already.
    @Override
    void close();
}
