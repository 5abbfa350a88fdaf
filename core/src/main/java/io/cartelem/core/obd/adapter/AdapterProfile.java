package io.cartelem.core.obd.adapter;

import io.cartelem.core.obd.elm.Protocol;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.TreeSet;

/// What was learned about an adapter, worth keeping between runs. Immutable.
///
/// @param identity what it calls itself
/// @param refused commands that it does not know or that leave it without a prompt
/// @param countDigit whether it understands the expected number of lines behind a request
/// @param adaptive adaptive timing, 0 off to 2 aggressive
/// @param waitTicks its time-out in units of 4 ms, 0 for its default
/// @param raisedBaud the baud rate to which it can be raised, 0 if not tried, −1 if it cannot
/// @param protocol the protocol of the last car, null if none was found yet
public record AdapterProfile(
        String identity,
        Set<String> refused,
        Ability countDigit,
        int adaptive,
        int waitTicks,
        int raisedBaud,
        @Nullable Protocol protocol) {

    /// Whether a device can do something: found by trying, never by its version.
    public enum Ability {
        UNKNOWN,
        WORKS,
        FAILS
    }

    public AdapterProfile {
        refused = Set.copyOf(refused);
    }

    /// An adapter seen for the first time.
    public static AdapterProfile unknown(String identity) {
        return new AdapterProfile(identity, Set.of(), Ability.UNKNOWN, 1, 0, 0, null);
    }

    public AdapterProfile withRefused(String command) {
        Set<String> more = new TreeSet<>(refused);
        more.add(command);
        return new AdapterProfile(
                identity, more, countDigit, adaptive, waitTicks, raisedBaud, protocol);
    }

    public AdapterProfile withCountDigit(Ability ability) {
        return new AdapterProfile(
                identity, refused, ability, adaptive, waitTicks, raisedBaud, protocol);
    }

    public AdapterProfile withTiming(int mode, int ticks) {
        return new AdapterProfile(identity, refused, countDigit, mode, ticks, raisedBaud, protocol);
    }

    public AdapterProfile withRaisedBaud(int baud) {
        return new AdapterProfile(
                identity, refused, countDigit, adaptive, waitTicks, baud, protocol);
    }

    public AdapterProfile withProtocol(Protocol found) {
        return new AdapterProfile(
                identity, refused, countDigit, adaptive, waitTicks, raisedBaud, found);
    }
}
