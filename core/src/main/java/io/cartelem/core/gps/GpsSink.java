package io.cartelem.core.gps;

import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.gps.wire.UbxMessage;

/// Told what a [GpsDecoder] finds, in the stream's order, on the decoding thread.
public interface GpsSink {

    /// A moment is complete.
    void epoch(GpsEpoch epoch);

    /// A sentence was decoded; the epochs that it completes are told afterwards.
    ///
    /// @param endNs monotonic time at which its last byte was read
    default void report(NmeaReport report, long endNs) {}

    /// A u-blox message came.
    default void binary(UbxMessage message, long endNs) {}

    /// Bytes were not understood.
    default void rejected(String reason, byte[] bytes) {}
}
