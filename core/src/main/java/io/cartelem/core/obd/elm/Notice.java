package io.cartelem.core.obd.elm;

import java.util.Locale;
import java.util.Optional;

/// What an adapter says about itself or the bus instead of data.
public enum Notice {
    OK("OK", Reaction.NONE, "The adapter agrees"),
    UNKNOWN_COMMAND("?", Reaction.DISABLE, "The adapter does not know the command"),
    NO_DATA("NO DATA", Reaction.COUNT, "No control unit answered"),
    UNABLE_TO_CONNECT("UNABLE TO CONNECT", Reaction.IGNITION_OFF, "The car does not answer"),
    BUS_INIT_ERROR("BUS INIT:", Reaction.IGNITION_OFF, "The car does not answer on the K-line"),
    STOPPED("STOPPED", Reaction.DRAIN, "The adapter was interrupted"),
    BUFFER_FULL("BUFFER FULL", Reaction.THIN_OUT, "The adapter's buffer overflowed"),
    CAN_ERROR("CAN ERROR", Reaction.RETRY, "The adapter cannot read the CAN bus"),
    BUS_ERROR("BUS ERROR", Reaction.RETRY, "The bus was disturbed"),
    BUS_BUSY("BUS BUSY", Reaction.RETRY, "The bus was busy"),
    FB_ERROR("FB ERROR", Reaction.RETRY, "The adapter could not drive the bus"),
    DATA_ERROR("DATA ERROR", Reaction.RETRY, "A message came damaged"),
    RX_ERROR("RX ERROR", Reaction.RETRY, "A message came damaged"),
    LV_RESET("LV RESET", Reaction.START_AGAIN, "The adapter restarted after a drop of voltage"),
    INTERNAL_ERROR("ERR", Reaction.START_AGAIN, "The adapter restarted after an internal error"),
    BANNER("ELM327", Reaction.START_AGAIN, "The adapter restarted"),
    ACTIVITY_ALERT("ACT ALERT", Reaction.WAKE, "The adapter is about to sleep: no activity"),
    LOW_POWER_ALERT("LP ALERT", Reaction.WAKE, "The adapter is about to sleep");

    /// What to do about it.
    public enum Reaction {
        NONE,
        /// The feature is off for this adapter.
        DISABLE,
        /// Count it for the PID; leave the PID out after some.
        COUNT,
        /// The ignition is off: wait, politely.
        IGNITION_OFF,
        /// Read on to the prompt, then ask again.
        DRAIN,
        /// Ask for less at once, or faster.
        THIN_OUT,
        /// Throw the reply away and ask again.
        RETRY,
        /// All settings are lost: begin again.
        START_AGAIN,
        /// Wake the adapter.
        WAKE
    }

    private final String text;
    private final Reaction reaction;
    private final String sentence;

    Notice(String text, Reaction reaction, String sentence) {
        this.text = text;
        this.reaction = reaction;
        this.sentence = sentence;
    }

    public Reaction reaction() {
        return reaction;
    }

    /// For a person, without a full stop.
    public String sentence() {
        return sentence;
    }

    /// Finds the notice in a line. `<DATA ERROR` and `<RX ERROR` stand behind data, which is then
    /// not to be used.
    public static Optional<Notice> of(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
        if (upper.equals("OK")) {
            return Optional.of(OK);
        }
        if (upper.equals("?")) {
            return Optional.of(UNKNOWN_COMMAND);
        }
        if (upper.startsWith("BUS INIT") || upper.startsWith("BUSINIT")) {
            return upper.contains("ERROR") ? Optional.of(BUS_INIT_ERROR) : Optional.empty();
        }
        if (upper.startsWith("ERR") && upper.length() >= 5 && Hex.isHex(upper.substring(3, 5))) {
            return Optional.of(INTERNAL_ERROR);
        }
        String dense = Hex.compact(upper);
        for (Notice notice : values()) {
            switch (notice) {
                case OK, UNKNOWN_COMMAND, BUS_INIT_ERROR, INTERNAL_ERROR -> {
                    // matched exactly, above
                }
                case NO_DATA,
                        UNABLE_TO_CONNECT,
                        STOPPED,
                        BUFFER_FULL,
                        CAN_ERROR,
                        BUS_ERROR,
                        BUS_BUSY,
                        FB_ERROR,
                        DATA_ERROR,
                        RX_ERROR,
                        LV_RESET,
                        BANNER,
                        ACTIVITY_ALERT,
                        LOW_POWER_ALERT -> {
                    if (dense.contains(Hex.compact(notice.text))) {
                        return Optional.of(notice);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
