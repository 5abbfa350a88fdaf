package io.cartelem.core.port;

import org.jspecify.annotations.Nullable;

/// A store refused or failed. The message is a sentence for a person; it names no SQL.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What kind of failure it is, so that callers can decide without reading the sentence.
    public enum Reason {
        SESSION_NOT_FOUND,
        /// The session's state does not allow it (recording already, not recording, in the trash).
        CONFLICT,
        INVALID,
        /// The store is opening, closed, or its server is away.
        NOT_READY,
        DISK_FULL,
        READ_ONLY,
        LOCKED,
        /// The file was written by a newer Cartelem; it was not touched.
        NEWER_SCHEMA,
        /// The file is not a Cartelem recording; it was not touched.
        FOREIGN,
        DAMAGED,
        FAILED
    }

    private final Reason reason;

    public StoreException(Reason reason, String sentence) {
        this(reason, sentence, null);
    }

    public StoreException(Reason reason, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
