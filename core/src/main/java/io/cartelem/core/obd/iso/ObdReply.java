package io.cartelem.core.obd.iso;

import java.util.Arrays;

/// What a control unit says to a request (ISO 15031-5, ISO 14229-1 for negative replies).
public sealed interface ObdReply {
    /// The code with which a control unit asks for patience.
    int PENDING = 0x78;

    /// The service byte of a reply is that of the request plus this.
    int REPLY_OFFSET = 0x40;

    int ecu();

    /// The answer.
    ///
    /// @param service of the request, for example 1
    /// @param data what follows the service byte
    record Positive(int ecu, int service, byte[] data) implements ObdReply {}

    /// A refusal.
    ///
    /// @param service of the request
    /// @param code why, for example 11h: service not supported
    record Negative(int ecu, int service, int code) implements ObdReply {

        /// Whether the answer is still to come.
        public boolean pending() {
            return code == PENDING;
        }
    }

    /// Reads a message as the reply to a request of `service`.
    static Decode<ObdReply> read(Message message, int service) {
        byte[] payload = message.payload();
        if (payload.length == 0) {
            return Decode.rejected("the message is empty", payload);
        }
        int first = payload[0] & 0xFF;
        if (first == 0x7F) {
            if (payload.length < 3) {
                return Decode.rejected("a negative reply is cut", payload);
            }
            // K-line replies repeat the request's bytes before the code; CAN has just the code.
            int code = payload[payload.length - 1] & 0xFF;
            if ((payload[1] & 0xFF) != service) {
                return Decode.rejected("a negative reply to another request", payload);
            }
            return Decode.of(new Negative(message.ecu(), service, code));
        }
        if (first != service + REPLY_OFFSET) {
            return Decode.rejected("a reply to another request", payload);
        }
        return Decode.of(
                new Positive(
                        message.ecu(), service, Arrays.copyOfRange(payload, 1, payload.length)));
    }
}
