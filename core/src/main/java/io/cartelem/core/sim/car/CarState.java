package io.cartelem.core.sim.car;

/// Everything about the simulated car at one instant.
///
/// @param timeNs nanoseconds since the simulation began
/// @param ignition whether the key is turned on; without it no control unit answers
public record CarState(long timeNs, boolean ignition, Motion motion, Engine engine, Body body) {

    /// Where the car is and how it moves.
    ///
    /// @param latitude degrees, north positive (WGS 84)
    /// @param longitude degrees, east positive (WGS 84)
    /// @param altitude metres above mean sea level
    /// @param speed metres per second over ground
    /// @param heading degrees clockwise from true north, 0 up to 360; kept while the car stands
    /// @param distance metres driven since the simulation began
    /// @param laps completed laps
    public record Motion(
            double latitude,
            double longitude,
            double altitude,
            double speed,
            double heading,
            double distance,
            int laps) {

        /// Kilometres per hour over ground.
        public double kph() {
            return speed * 3.6;
        }
    }

    /// The power train.
    ///
    /// @param running whether the engine turns by itself
    /// @param rpm crankshaft revolutions per minute
    /// @param gear 1 to 6, 0 in neutral
    /// @param gearRatio transmission ratio of that gear, 0 in neutral
    /// @param throttle absolute throttle position in percent
    /// @param pedal accelerator pedal position in percent
    /// @param load calculated load in percent
    /// @param coolant °C
    /// @param oil °C
    /// @param intakeAir °C
    /// @param catalyst °C, bank 1 sensor 1
    /// @param manifold kPa absolute
    /// @param airFlow grams per second
    /// @param timing degrees before top dead centre
    /// @param fuelRate litres per hour
    /// @param lambda commanded air-fuel equivalence ratio
    /// @param runTime seconds since the engine was started, 0 when it stands
    public record Engine(
            boolean running,
            double rpm,
            int gear,
            double gearRatio,
            double throttle,
            double pedal,
            double load,
            double coolant,
            double oil,
            double intakeAir,
            double catalyst,
            double manifold,
            double airFlow,
            double timing,
            double fuelRate,
            double lambda,
            double runTime) {}

    /// The rest of the car and the air around it.
    ///
    /// @param ambient °C
    /// @param barometric kPa
    /// @param fuelLevel percent of the tank
    /// @param battery volts of the 12 V system
    /// @param odometer kilometres
    public record Body(
            double ambient, double barometric, double fuelLevel, double battery, double odometer) {}
}
