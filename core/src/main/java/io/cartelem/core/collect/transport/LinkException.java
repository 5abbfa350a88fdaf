package io.cartelem.core.collect.transport;

import org.jspecify.annotations.Nullable;

/// A link could not be opened or was lost. The message is a sentence that says what a person can
/// do.
public final class LinkException extends Exception {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        /// There is no such port or host.
        NOT_FOUND,
        /// Another program has the port.
        BUSY,
        /// The user may not open the port.
        PERMISSION,
        /// The host refuses or does not answer.
        UNREACHABLE,
        /// It was open and is gone: unplugged, closed by the peer.
        LOST,
        /// We closed it.
        CLOSED,
        /// The device is there but does not answer as it should.
        SILENT,
        UNSUPPORTED,
        FAILED
    }

    private final Reason reason;

    public LinkException(Reason reason, String sentence) {
        this(reason, sentence, null);
    }

    public LinkException(Reason reason, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
