package io.cartelem.core.sim.elm;

import org.jspecify.annotations.Nullable;

/// What can go wrong in the simulated adapter. An occasion is a request to the car, unless the kind
/// says otherwise.
public enum ElmFault {
    /// Bytes that mean nothing within a line; an occasion is a line of any reply.
    GARBAGE,
    /// A line that ends in its middle without its end of line; an occasion is a line.
    TORN_LINE,
    /// One character of a line missing; an occasion is a line.
    LOST_CHARACTER,
    /// No reply at all, not even a prompt; an occasion is any command.
    SILENCE,
    /// The reply without its prompt; an occasion is any command.
    NO_PROMPT,
    /// The link breaks; strikes at once.
    DISCONNECT,
    /// The supply dipped: the chip says so and has forgotten all settings; strikes at once.
    LV_RESET("LV RESET"),
    /// The chip restarts and says its name unasked; strikes at once.
    SPONTANEOUS_RESET,
    /// A fatal CAN error, after which the chip has forgotten all settings.
    ERR94("ERR94"),
    /// The chip warns that it will go to sleep for want of activity; strikes at once.
    ACT_ALERT("!ACT ALERT"),
    /// The chip goes to sleep and wakes by the next byte with a restart; strikes at once.
    LP_ALERT("!LP ALERT"),
    /// The adapter is powered, but no car is plugged in: no answers, nearly no voltage. An occasion
    /// is a request or `ATRV`.
    NO_CAR,
    BUFFER_FULL("BUFFER FULL"),
    CAN_ERROR("CAN ERROR"),
    BUS_ERROR("BUS ERROR"),
    BUS_BUSY("BUS BUSY"),
    FB_ERROR("FB ERROR"),
    DATA_ERROR("DATA ERROR"),
    STOPPED("STOPPED"),
    NO_DATA("NO DATA"),
    UNABLE_TO_CONNECT("UNABLE TO CONNECT"),
    /// The reply's last line is marked as received with a wrong checksum.
    DATA_ERROR_MARK,
    /// The reply's last line is marked as received in error.
    RX_ERROR_MARK,
    /// The control units answer in the opposite order and their frames interleave.
    WRONG_ECU_ORDER,
    /// Each control unit first says that it needs more time (7F ss 78).
    PENDING,
    /// Each control unit refuses (7F ss 22, conditions not correct).
    REFUSAL;

    private final @Nullable String text;

    ElmFault() {
        this(null);
    }

    ElmFault(@Nullable String text) {
        this.text = text;
    }

    /// The line that stands in for the reply, null where the fault is something else.
    @Nullable String text() {
        return text;
    }
}
