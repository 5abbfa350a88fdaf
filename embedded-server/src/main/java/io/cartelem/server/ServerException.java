package io.cartelem.server;

/// The server cannot start or cannot be shared. The message is a sentence for a person.
public final class ServerException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why, so that the application can decide without reading the sentence.
    public enum Reason {
        /// Another program listens there; the next port may be free.
        PORT_BUSY,
        /// The system does not allow this port, or the address is not this computer's.
        NOT_ALLOWED,
        /// Certificate or key cannot be used.
        TLS,
        FAILED
    }

    private final Reason reason;

    public ServerException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
