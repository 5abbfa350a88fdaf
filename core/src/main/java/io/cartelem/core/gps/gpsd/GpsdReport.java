package io.cartelem.core.gps.gpsd;

import io.cartelem.core.gps.epoch.GpsEpoch;

import java.util.List;

/// One report of gpsd (gpsd_json(5)).
public sealed interface GpsdReport {

    /// TPV: time, position, velocity.
    ///
    /// @param device the receiver's path, empty if not told
    /// @param dimension 1 no fix, 2, 3; 0 not known
    record Position(String device, int dimension, GpsEpoch epoch) implements GpsdReport {}

    /// SKY: the satellites.
    ///
    /// @param used in the fix, -1 if not told
    /// @param inView -1 if not told
    /// @param hdop NaN if not told
    record Sky(String device, int used, int inView, double hdop, long monoNs)
            implements GpsdReport {}

    /// VERSION: gpsd itself.
    record Version(String release) implements GpsdReport {}

    /// DEVICES or DEVICE: the receivers it reads.
    ///
    /// @param names driver and path of each
    record Devices(List<String> names) implements GpsdReport {}

    /// ERROR.
    record Refused(String message) implements GpsdReport {}

    /// A report of no interest.
    record Other(String kind) implements GpsdReport {}

    /// A line that is no report.
    record Rejected(String reason, byte[] bytes) implements GpsdReport {}
}
