package io.cartelem.server.rest;

import io.cartelem.core.collect.CollectorState.Phase;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What those learn who may only look on: how things are, but not where they lie on this computer.
/// A sentence that names a place is replaced as a whole, because where a path ends in a sentence
/// cannot be told.
final class Discreet {
    /// The beginning of an absolute path of Unix or Windows, of a network share or of a file's
    /// address; not the slashes of `km/h` and `tcp://`.
    private static final Pattern PLACE =
            Pattern.compile(
                    "(?:^|[^\\w./:\\\\])(?:/(?!/)|~[/\\\\]|\\\\|[A-Za-z]:[/\\\\](?!/))"
                            + "|:/(?!/)|(?i:\\bfile:)");

    private static final Pattern LAST_NAME = Pattern.compile("[^/\\\\]*$");

    private Discreet() {}

    /// The sentence, or `instead` where it names a place.
    static String sentence(String sentence, String instead) {
        return PLACE.matcher(sentence).find() ? instead : sentence;
    }

    static @Nullable String sentenceOrNull(@Nullable String sentence, String instead) {
        return sentence == null ? null : sentence(sentence, instead);
    }

    /// `ttyUSB0` for `/dev/ttyUSB0`; addresses on a network stay.
    static String address(String address) {
        if (!PLACE.matcher(address).find()) {
            return address;
        }
        Matcher last = LAST_NAME.matcher(address);
        return last.find() ? last.group() : "";
    }

    /// What a collector in that phase says where its own sentence cannot be shown.
    static String sentenceOf(Phase phase) {
        return switch (phase) {
            case OFF -> "Switched off.";
            case CONNECTING -> "Looking for the device.";
            case STARTING -> "The device is being asked what it is.";
            case RUNNING -> "Values arrive.";
            case WAITING -> "The device has nothing to say yet.";
            case RETRYING -> "The device cannot be reached; the next attempt follows.";
        };
    }
}
