package io.cartelem.core.obd.diag;

import io.cartelem.core.obd.iso.Decode;

import java.util.ArrayList;
import java.util.List;

/// What a control unit says about its own monitoring since the codes were last cleared (SAE J1979,
/// PID 01).
///
/// @param milOn whether it lights the malfunction indicator lamp
/// @param codes confirmed trouble codes, 0 to 127
/// @param compressionIgnition whether it is a diesel, by the monitors it has
/// @param monitors those that it supports
public record Readiness(
        boolean milOn, int codes, boolean compressionIgnition, List<Monitor> monitors) {

    /// One self-test.
    public record Monitor(String name, boolean complete) {}

    private static final List<String> CONTINUOUS =
            List.of("Misfire", "Fuel system", "Comprehensive components");
    private static final List<String> SPARK =
            List.of(
                    "Catalyst",
                    "Heated catalyst",
                    "Evaporative system",
                    "Secondary air system",
                    "Gasoline particulate filter",
                    "Oxygen sensor",
                    "Oxygen sensor heater",
                    "EGR or VVT system");
    private static final List<String> COMPRESSION =
            List.of(
                    "NMHC catalyst",
                    "NOx aftertreatment",
                    "",
                    "Boost pressure",
                    "",
                    "Exhaust gas sensor",
                    "Particulate filter",
                    "EGR or VVT system");

    public Readiness {
        monitors = List.copyOf(monitors);
    }

    /// Whether all monitors have run.
    public boolean ready() {
        return monitors.stream().allMatch(Monitor::complete);
    }

    /// @param data the four bytes of PID 01
    public static Decode<Readiness> read(byte[] data) {
        if (data.length != 4) {
            return Decode.rejected("the monitor status is not four bytes long", data);
        }
        boolean diesel = (data[1] & 0x08) != 0;
        List<Monitor> monitors = new ArrayList<>();
        for (int bit = 0; bit < 3; bit++) {
            if (((data[1] >> bit) & 1) != 0) {
                monitors.add(new Monitor(CONTINUOUS.get(bit), ((data[1] >> (bit + 4)) & 1) == 0));
            }
        }
        List<String> names = diesel ? COMPRESSION : SPARK;
        for (int bit = 0; bit < 8; bit++) {
            if (((data[2] >> bit) & 1) != 0 && !names.get(bit).isEmpty()) {
                monitors.add(new Monitor(names.get(bit), ((data[3] >> bit) & 1) == 0));
            }
        }
        return Decode.of(new Readiness((data[0] & 0x80) != 0, data[0] & 0x7F, diesel, monitors));
    }
}
