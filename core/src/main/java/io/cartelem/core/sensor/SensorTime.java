package io.cartelem.core.sensor;

/// Where the time of a sensor's row comes from, as its description says.
///
/// @param from where in the row it is; empty on arrival
public record SensorTime(Kind kind, String from) {

    /// The time at which the row's last byte arrived.
    public static final SensorTime ARRIVAL = new SensorTime(Kind.ARRIVAL, "");

    /// What the field holds.
    public enum Kind {
        ARRIVAL(0),
        EPOCH_S(1_000_000_000),
        EPOCH_MS(1_000_000),
        EPOCH_US(1_000),
        /// `2026-05-01T12:00:00.25Z`, with any offset from UTC; without one it is UTC.
        ISO(0),
        UPTIME_S(1_000_000_000),
        UPTIME_MS(1_000_000),
        UPTIME_US(1_000);

        private final long unitNs;

        Kind(long unitNs) {
            this.unitNs = unitNs;
        }

        /// Nanoseconds in one of what the field counts; 0 where it does not count.
        public long unitNs() {
            return unitNs;
        }

        /// Whether it counts from when the sensor was switched on.
        public boolean uptime() {
            return this == UPTIME_S || this == UPTIME_MS || this == UPTIME_US;
        }
    }
}
