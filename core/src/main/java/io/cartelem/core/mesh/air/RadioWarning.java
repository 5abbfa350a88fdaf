package io.cartelem.core.mesh.air;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Something about a node's settings that a person should know before the race.
public enum RadioWarning {
    REGION_UNSET(
            "The radio's region is not set: it sends nothing. Set it with the Meshtastic app."),
    TX_DISABLED("The radio's transmitter is disabled: it sends nothing."),
    LONG_FAST(
            "The radio uses LONG_FAST, which is too slow for live values. SHORT_FAST sends about"
                    + " ten times as much; all radios of the team need the same preset."),
    SLOW("The radio's modem settings are too slow for live values. SHORT_FAST is faster."),
    DEFAULT_KEY(
            "The radio's channel has the default key: everyone near can read the car's position."
                    + " Give the channel a key of its own."),
    SIGNED_BROADCAST(
            "The radio's firmware signs broadcasts, which costs 66 bytes a packet. Sending to the"
                    + " pit's radio alone costs 12."),
    ROUTER_ROLE(
            "The radio has the role of a router, which does not hand received values to the"
                    + " computer. Give it the role CLIENT."),
    DUTY_OVERRIDE(
            "The radio was told to ignore the region's duty limit. Whether that is allowed is for"
                    + " you to know."),
    UNKNOWN_SETTINGS(
            "The radio's region or preset is newer than this program, which therefore assumes the"
                    + " strictest limits.");

    private static final double SLOW_SYMBOL_SECONDS = 0.008;

    private final String sentence;

    RadioWarning(String sentence) {
        this.sentence = sentence;
    }

    /// For a log or a status in English.
    public String sentence() {
        return sentence;
    }

    /// The warnings for a node's settings, in the order of the enum.
    ///
    /// @param keyBytes length of the channel's key: 0 none, 1 one of the well-known ones, 16 or 32
    ///   an own one
    /// @param routerRole whether the node is a router or repeater
    public static List<RadioWarning> of(
            RadioSettings radio, Addressing addressing, int keyBytes, boolean routerRole) {
        Set<RadioWarning> found = EnumSet.noneOf(RadioWarning.class);
        if (radio.region() == Region.UNSET) {
            found.add(REGION_UNSET);
        }
        if (!radio.txEnabled()) {
            found.add(TX_DISABLED);
        }
        if (radio.preset() == ModemPreset.LONG_FAST) {
            found.add(LONG_FAST);
        } else if (radio.understood() && radio.modulation().symbolSeconds() > SLOW_SYMBOL_SECONDS) {
            found.add(SLOW);
        }
        if (keyBytes <= 1 && addressing != Addressing.UNICAST) {
            found.add(DEFAULT_KEY);
        }
        if (addressing == Addressing.SIGNED_BROADCAST) {
            found.add(SIGNED_BROADCAST);
        }
        if (routerRole) {
            found.add(ROUTER_ROLE);
        }
        if (radio.overrideDutyCycle() && radio.region().dutyPercent() < 100) {
            found.add(DUTY_OVERRIDE);
        }
        if (!radio.understood()) {
            found.add(UNKNOWN_SETTINGS);
        }
        return new ArrayList<>(found);
    }
}
