package io.cartelem.server;

/// Takes what is posted to the sensors that a user described. Called on request threads; answers at
/// once.
@FunctionalInterface
public interface SensorInbox {

    /// What became of a message.
    enum Delivery {
        ACCEPTED,
        /// No sensor of that name is reached over HTTP.
        UNKNOWN,
        /// More comes than is read.
        FULL,
        TOO_LARGE
    }

    /// Hands a message to a sensor.
    Delivery deliver(String sensor, byte[] message);

    /// Of a station without such sensors.
    SensorInbox NONE = (sensor, message) -> Delivery.UNKNOWN;
}
