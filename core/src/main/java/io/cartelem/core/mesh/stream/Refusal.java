package io.cartelem.core.mesh.stream;

import java.util.Locale;

/// A node's word that it did not send a packet.
///
/// @param packetId which packet, 0 if it did not say
/// @param sentence for a person
public record Refusal(Reason reason, int packetId, String sentence) {

    /// Why it was refused.
    public enum Reason {
        TOO_LARGE("the packet is too large"),
        DUTY_CYCLE("the hour's sending time is used up"),
        QUEUE_FULL("its queue is full"),
        NO_INTERFACE("it has no radio"),
        SENDING_OFF("sending is switched off or its region is not set"),
        NO_CHANNEL("it has no such channel"),
        NO_KEY("it does not know the key of the radio it is meant for"),
        RATE_LIMIT("packets came too fast"),
        OTHER("it gave no reason that is known");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private static Refusal of(Reason reason, int packetId) {
        return new Refusal(reason, packetId, "The node did not send: " + reason.words + ".");
    }

    /// By the code of a queue status: 32 to 34 are the firmware's own, all others those of
    /// [#ofRouting].
    static Refusal ofStatus(int res, int packetId) {
        return of(
                switch (res) {
                    case 6 -> Reason.NO_CHANNEL;
                    case 7 -> Reason.TOO_LARGE;
                    case 9 -> Reason.DUTY_CYCLE;
                    case 32 -> Reason.QUEUE_FULL;
                    case 33 -> Reason.NO_INTERFACE;
                    case 34 -> Reason.SENDING_OFF;
                    case 35, 39 -> Reason.NO_KEY;
                    default -> Reason.OTHER;
                },
                packetId);
    }

    /// By the code of a routing answer (`Routing.Error`: 3 is a time-out, 4 no interface, 34, 35
    /// and 39 a unicast that cannot be encrypted).
    static Refusal ofRouting(int error, int packetId) {
        return of(
                switch (error) {
                    case 4 -> Reason.NO_INTERFACE;
                    case 6 -> Reason.NO_CHANNEL;
                    case 7 -> Reason.TOO_LARGE;
                    case 9 -> Reason.DUTY_CYCLE;
                    case 34, 35, 39 -> Reason.NO_KEY;
                    case 38 -> Reason.RATE_LIMIT;
                    default -> Reason.OTHER;
                },
                packetId);
    }

    /// By a sentence of the node itself.
    static Refusal ofNotification(String message, int packetId) {
        String lower = message.toLowerCase(Locale.ROOT);
        Reason reason =
                lower.contains("duty cycle")
                        ? Reason.DUTY_CYCLE
                        : lower.contains("too fast") || lower.contains("rate limit")
                                ? Reason.RATE_LIMIT
                                : Reason.OTHER;
        return new Refusal(reason, packetId, "The node says: " + message);
    }
}
