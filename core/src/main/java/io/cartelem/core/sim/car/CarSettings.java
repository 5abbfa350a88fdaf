package io.cartelem.core.sim.car;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the simulated car is like.
///
/// @param kind the model
/// @param seed of its noise
/// @param ambient °C
/// @param warm whether the engine is warm at the start
/// @param ignition whether the key is on at the start
/// @param fuelPercent of the tank, or of the traction battery
/// @param vin 17 characters
/// @param protocol the diagnostic bus
/// @param latency from a request to the answer; the bus's usual time by [#of]
/// @param twoEcus whether a transmission unit answers beside the engine's
/// @param mostPids how many parameters one mode-01 request may ask for, 1 to 6
public record CarSettings(
        Kind kind,
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

    /// The models there are.
    public enum Kind {
        /// A petrol car on a race track.
        PETROL;

        CarModel model(CarSettings settings) {
            return new PetrolCar(
                    Lap.tianma(), settings.seed(), settings.ambient(), settings.fuelPercent());
        }

        List<Ecu> ecus(CarSettings settings, TruthJournal journal) {
            Map<Integer, byte[]> engine =
                    Ecu.information(
                            settings.vin(), "CT-SIM-2000-01", 0x5C3A71E2, "ECM\0-EngineControl");
            Map<Integer, byte[]> gearbox =
                    Ecu.information("", "CT-SIM-TCM-01", 0x1F0B44D9, "TCM\0-TransmisCtrl");
            Ecu first =
                    new Ecu(
                            Ecu.Role.ENGINE,
                            PidTable.petrol(),
                            engine,
                            settings.mostPids(),
                            journal);
            if (!settings.twoEcus()) {
                return List.of(first);
            }
            Ecu second =
                    new Ecu(
                            Ecu.Role.TRANSMISSION,
                            PidTable.transmission(),
                            gearbox,
                            settings.mostPids(),
                            journal);
            return List.of(first, second);
        }
    }

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

    /// The usual car: petrol, cold, key on, on a 500 kbit/s CAN bus with two control units.
    public static CarSettings usual() {
        return of(Kind.PETROL, ObdProtocol.CAN_11_500);
    }

    /// The usual car of a kind on a bus, with the bus's usual latency.
    public static CarSettings of(Kind kind, ObdProtocol protocol) {
        return new CarSettings(
                kind,
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
                kind,
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
                kind,
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
                kind,
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
                kind,
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
                kind,
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
                kind,
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
                kind,
                seed,
                ambient,
                warm,
                ignition,
                fuelPercent,
                vin,
                protocol,
                latency,
                two,
                mostPids);
    }

    public CarSettings withMostPids(int most) {
        return new CarSettings(
                kind,
                seed,
                ambient,
                warm,
                ignition,
                fuelPercent,
                vin,
                protocol,
                latency,
                twoEcus,
                most);
    }
}
