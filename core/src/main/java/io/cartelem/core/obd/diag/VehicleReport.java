package io.cartelem.core.obd.diag;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Everything a car says about itself on request.
///
/// @param takenUtc when it was asked
/// @param adapter what the adapter calls itself
/// @param protocol the bus protocol for a person
/// @param vin vehicle identification number, null if the car does not tell it
/// @param volts battery voltage at the plug, NaN if the adapter does not measure it
/// @param units control units, the engine's first
/// @param stored confirmed trouble codes (service 03)
/// @param pending trouble codes not yet confirmed (service 07)
/// @param permanent trouble codes that clearing does not remove (service 0A)
/// @param freezeFrames what was kept with the stored codes
/// @param remarks what could not be read, each a sentence
public record VehicleReport(
        Instant takenUtc,
        String adapter,
        String protocol,
        @Nullable String vin,
        double volts,
        List<ControlUnit> units,
        List<TroubleCode> stored,
        List<TroubleCode> pending,
        List<TroubleCode> permanent,
        List<FreezeFrame> freezeFrames,
        List<String> remarks) {

    public VehicleReport {
        units = List.copyOf(units);
        stored = List.copyOf(stored);
        pending = List.copyOf(pending);
        permanent = List.copyOf(permanent);
        freezeFrames = List.copyOf(freezeFrames);
        remarks = List.copyOf(remarks);
    }

    /// Whether a control unit lights the malfunction indicator lamp.
    public boolean milOn() {
        return units.stream()
                .map(ControlUnit::readiness)
                .anyMatch(readiness -> readiness != null && readiness.milOn());
    }
}
