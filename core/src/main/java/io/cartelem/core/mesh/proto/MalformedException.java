package io.cartelem.core.mesh.proto;

/// Bytes that are no such message. Only within this package: outside they are a [Parsed.Malformed].
/// Without a stack trace, because torn frames are everyday life on a serial line.
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param reason what was wrong, a sentence without the bytes
    MalformedException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
