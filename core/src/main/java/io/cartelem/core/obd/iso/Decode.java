package io.cartelem.core.obd.iso;

import java.nio.charset.StandardCharsets;

/// What became of some bytes: a value, a value that is not whole yet, or a refusal. Nothing is ever
/// padded or guessed.
public sealed interface Decode<T> {

    /// Understood.
    record Decoded<T>(T value) implements Decode<T> {}

    /// The beginning was right but the rest did not come.
    ///
    /// @param reason what is missing, a sentence without the bytes
    record Incomplete<T>(String reason, byte[] bytes) implements Decode<T> {}

    /// Not understood.
    ///
    /// @param reason what was wrong, a sentence without the bytes
    /// @param bytes what was refused
    record Rejected<T>(String reason, byte[] bytes) implements Decode<T> {}

    static <T> Decode<T> of(T value) {
        return new Decoded<>(value);
    }

    static <T> Decode<T> rejected(String reason, byte[] bytes) {
        return new Rejected<>(reason, bytes);
    }

    /// Refuses a line of text.
    static <T> Decode<T> rejected(String reason, String line) {
        return new Rejected<>(reason, line.getBytes(StandardCharsets.ISO_8859_1));
    }
}
