package io.cartelem.core.obd.diag;

import io.cartelem.core.model.Channel;

import java.util.List;

/// What the engine did when a trouble code was stored.
///
/// @param ecu the control unit that kept it, in hex
/// @param code the trouble code that caused it
/// @param values in the order of their PIDs
public record FreezeFrame(String ecu, TroubleCode code, List<Value> values) {

    /// One kept value.
    public record Value(Channel channel, double value) {}

    public FreezeFrame {
        values = List.copyOf(values);
    }
}
