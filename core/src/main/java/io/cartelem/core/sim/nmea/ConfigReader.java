package io.cartelem.core.sim.nmea;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.device.Faults;

/// Finds configuration messages in what a client sends and hands them to the receiver's dialect.
final class ConfigReader {
    /// Takes a reply's bytes.
    @FunctionalInterface
    interface Reply {
        void send(byte[] bytes) throws LinkException;
    }

    ConfigReader(
            ReceiverProfile.Kind kind,
            ReceiverConfig config,
            Faults<ReceiverFault> faults,
            Reply reply) {}

    void feed(byte[] bytes, int count) throws LinkException {}
}
