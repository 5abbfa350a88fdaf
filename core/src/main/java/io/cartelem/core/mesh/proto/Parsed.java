package io.cartelem.core.mesh.proto;

/// What became of the bytes of a message. Nothing is padded or guessed: a message of which one
/// field does not fit is malformed as a whole.
public sealed interface Parsed<T> {

    /// Understood.
    record Message<T>(T value) implements Parsed<T> {}

    /// Not understood.
    ///
    /// @param reason what was wrong, a sentence without the bytes
    record Malformed<T>(String reason) implements Parsed<T> {}

    /// How the bytes of one kind of message become a value.
    interface Step<T> {
        T read(ProtoReader from) throws MalformedException;
    }

    /// Reads all of `bytes` as one message.
    static <T> Parsed<T> all(byte[] bytes, Step<? extends T> step) {
        try {
            return new Message<>(step.read(new ProtoReader(bytes)));
        } catch (MalformedException e) {
            return new Malformed<>(e.reason());
        }
    }
}
