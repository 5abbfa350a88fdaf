package io.cartelem.core.sim.nmea;

import java.util.List;

/// How a make of receiver is configured. A message that is not its own is ignored, as by the real
/// ones.
interface Dialect {

    /// A configuration message and what comes of it.
    ///
    /// @param replies bytes to send, in order
    /// @param effect what changes once they are sent
    record Outcome(List<byte[]> replies, Runnable effect) {
        static final Outcome NOTHING = new Outcome(List.of(), () -> {});

        static Outcome of(byte[] reply, Runnable effect) {
            return new Outcome(List.of(reply), effect);
        }
    }

    /// A UBX message whose checksum is right.
    default Outcome ubx(int messageClass, int id, byte[] payload, boolean refuse) {
        return Outcome.NOTHING;
    }

    /// A sentence whose checksum is right.
    ///
    /// @param fields its comma-separated parts, the first being its name
    default Outcome sentence(List<String> fields, boolean refuse) {
        return Outcome.NOTHING;
    }

    /// The dialect of a kind of receiver.
    static Dialect of(ReceiverProfile.Kind kind, ReceiverConfig config) {
        return switch (kind) {
            case PLAIN -> new Dialect() {};
            case UBLOX_8, UBLOX_10 ->
                    new UbloxDialect(config, kind == ReceiverProfile.Kind.UBLOX_10);
            case MEDIATEK -> new MediatekDialect(config);
            case CASIC -> new CasicDialect(config);
        };
    }
}
