package io.cartelem.server;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What the car behind the OBD adapter says about itself. May take seconds, because the adapter is
/// asked; safe on any thread.
public interface VehicleService {

    /// What is known of the car; fields are null where it does not say.
    ///
    /// @throws UnavailableException when no car is connected
    Vehicle vehicle() throws UnavailableException;

    /// The trouble codes, read now.
    Troubles troubles() throws UnavailableException;

    /// Clears trouble codes and freeze frame in the car.
    void clearTroubles() throws UnavailableException;

    /// A car.
    ///
    /// @param vin vehicle identification number
    /// @param protocol of the bus, for example `ISO 15765-4 (CAN 11/500)`
    /// @param adapter what the adapter calls itself
    /// @param voltage of the battery, in volts
    record Vehicle(
            @Nullable String vin,
            @Nullable String protocol,
            @Nullable String adapter,
            @Nullable Double voltage) {}

    /// A trouble code with its meaning, empty where it is not known.
    record Trouble(String code, String meaning) {}

    /// All trouble codes.
    ///
    /// @param freezeFrame channel ids and values at the moment of the first fault, empty if none
    record Troubles(
            List<Trouble> stored,
            List<Trouble> pending,
            List<Trouble> permanent,
            Map<String, Double> freezeFrame) {}

    /// The car cannot be asked now. The message is a sentence for a person.
    final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnavailableException(String sentence) {
            super(sentence);
        }
    }

    /// The answer where no adapter is configured.
    static VehicleService none() {
        return NoVehicle.INSTANCE;
    }
}
