package io.cartelem.core.obd.pid;

/// Factors by which a car stretches the range of some values, told by its PIDs 4F and 50 (SAE
/// J1979, external test equipment configuration). A byte of 0 there means the default range.
///
/// @param lambda on the ratios of PIDs 24–2B, 34–3B and 44, whose default range ends at 2
/// @param voltage on the voltages of PIDs 24–2B, default 8 V
/// @param current on the currents of PIDs 34–3B, default 128 mA
/// @param pressure on PID 0B, default 255 kPa
/// @param airFlow on PID 10, default 655.35 g/s
public record Scaling(
        double lambda, double voltage, double current, double pressure, double airFlow) {

    /// The ranges of the table.
    public static final Scaling DEFAULT = new Scaling(1, 1, 1, 1, 1);

    /// @param ranges the four bytes of PID 4F
    public Scaling withRanges(byte[] ranges) {
        return new Scaling(
                factor(ranges[0], 1, 2),
                factor(ranges[1], 1, 8),
                factor(ranges[2], 1, 128),
                factor(ranges[3], 10, 255),
                airFlow);
    }

    /// @param flow the four bytes of PID 50
    public Scaling withAirFlow(byte[] flow) {
        return new Scaling(lambda, voltage, current, pressure, factor(flow[0], 10, 655.35));
    }

    private static double factor(byte told, double step, double normal) {
        int max = told & 0xFF;
        return max == 0 ? 1 : max * step / normal;
    }

    double factor(PidValue value) {
        int pid = value.pid();
        if (pid == 0x0B) {
            return pressure;
        }
        if (pid == 0x10) {
            return airFlow;
        }
        if (pid == 0x44) {
            return lambda;
        }
        boolean voltageType = pid >= 0x24 && pid <= 0x2B;
        boolean currentType = pid >= 0x34 && pid <= 0x3B;
        if (!voltageType && !currentType) {
            return 1;
        }
        if (value.leading()) {
            return lambda;
        }
        return voltageType ? voltage : current;
    }
}
