package io.cartelem.core.obd.diag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A control unit that answers on the car's bus.
///
/// @param ecu its address in hex
/// @param name what it calls itself, null if it does not say
/// @param calibrations the identifications of its software
/// @param supportedPids how many mode 01 PIDs it supports
/// @param readiness its monitors, null if it does not say
public record ControlUnit(
        String ecu,
        @Nullable String name,
        List<String> calibrations,
        int supportedPids,
        @Nullable Readiness readiness) {

    public ControlUnit {
        calibrations = List.copyOf(calibrations);
    }
}
