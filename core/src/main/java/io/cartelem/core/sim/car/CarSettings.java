package io.cartelem.core.sim.car;

import java.time.Duration;

/// What the simulated car is like.
///
/// @param seed of its noise
/// @param ambient °C
/// @param warm whether the engine is warm at the start
/// @param ignition whether the key is on at the start
/// @param fuelPercent of the tank
/// @param vin 17 characters
/// @param protocol the diagnostic bus
/// @param latency from a request to the answer; the bus's usual time by [#of]
/// @param twoEcus whether a transmission unit answers beside the engine's
/// @param mostPids how many parameters one mode-01 request may ask for, 1 to 6
public record CarSettings(
        long seed,
        double ambient,
        boolean warm,
        boolean ignition,
        double fuelPercent,
        String vin,
        ObdProtocol protocol,
        Duration latency,
        boolean twoEcus,
        int mostPids) {

    /// The VIN of the car that comes with Cartelem; its check digit is right.
    public static final String DEFAULT_VIN = "CARTELEM0SM000001";

    public CarSettings {
        if (vin.length() != 17) {
            throw new IllegalArgumentException("a VIN has 17 characters, not '" + vin + "'");
        }
        if (mostPids < 1 || mostPids > 6) {
            throw new IllegalArgumentException(
                    "a request asks for 1 to 6 parameters, not " + mostPids);
        }
    }

    /// The usual car: cold, key on, on a 500 kbit/s CAN bus with two control units.
    public static CarSettings usual() {
        return of(ObdProtocol.CAN_11_500);
    }

    /// The usual car on another bus, with the bus's usual latency.
    public static CarSettings of(ObdProtocol protocol) {
        return new CarSettings(
                20_251_231,
                22,
                false,
                true,
                62,
                DEFAULT_VIN,
                protocol,
                Duration.ofMillis(protocol.typicalLatencyMs()),
                true,
                6);
    }

    public CarSettings withSeed(long newSeed) {
        return new CarSettings(
                newSeed,
                ambient,
                warm,
                ignition,
                fuelPercent,
                vin,
                protocol,
                latency,
                twoEcus,
                mostPids);
    }

    public CarSettings withWarm(boolean newWarm) {
        return new CarSettings(
                seed,
                ambient,
                newWarm,
                ignition,
                fuelPercent,
                vin,
                protocol,
                latency,
                twoEcus,
                mostPids);
    }

    public CarSettings withIgnition(boolean newIgnition) {
        return new CarSettings(
                seed,
                ambient,
                warm,
                newIgnition,
                fuelPercent,
                vin,
                protocol,
                latency,
                twoEcus,
                mostPids);
    }

    public CarSettings withVin(String newVin) {
        return new CarSettings(
                seed,
                ambient,
                warm,
                ignition,
                fuelPercent,
                newVin,
                protocol,
                latency,
                twoEcus,
                mostPids);
    }

    /// Another bus, with that bus's usual latency.
    public CarSettings withProtocol(ObdProtocol newProtocol) {
        return new CarSettings(
                seed,
                ambient,
                warm,
                ignition,
                fuelPercent,
                vin,
                newProtocol,
                Duration.ofMillis(newProtocol.typicalLatencyMs()),
                twoEcus,
                mostPids);
    }

    public CarSettings withLatency(Duration newLatency) {
        return new CarSettings(
                seed,
                ambient,
                warm,
                ignition,
                fuelPercent,
                vin,
                protocol,
                newLatency,
                twoEcus,
                mostPids);
    }

    public CarSettings withTwoEcus(boolean two) {
        return new CarSettings(
                seed, ambient, warm, ignition, fuelPercent, vin, protocol, latency, two, mostPids);
    }

    public CarSettings withMostPids(int most) {
        return new CarSettings(
                seed, ambient, warm, ignition, fuelPercent, vin, protocol, latency, twoEcus, most);
    }
}
