package io.cartelem.core.obd.adapter;

import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.pid.PidData;

import java.util.List;

/// What one polling request brought.
///
/// @param result how it went
/// @param data the PIDs that were answered
/// @param missed the PIDs that were asked for and not answered
/// @param timeNs monotonic time, half way between request and reply
/// @param remark what the adapter or the bus said, empty if nothing
public record Poll(
        Result result, List<PidData> data, List<Pid> missed, long timeNs, String remark) {

    /// How a request went.
    public enum Result {
        /// A control unit answered, if only with a refusal.
        ANSWERED,
        /// Nobody answered: the PID's fault, or the ignition's.
        NO_DATA,
        /// The bus is silent: the ignition's fault.
        CAR_SILENT,
        /// Something came that could not be used.
        DAMAGED
    }

    public Poll {
        data = List.copyOf(data);
        missed = List.copyOf(missed);
    }
}
