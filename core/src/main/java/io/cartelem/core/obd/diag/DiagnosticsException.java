package io.cartelem.core.obd.diag;

/// A diagnostic request could not be served. The message is a sentence for a person.
public final class DiagnosticsException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// No adapter is connected.
        NOT_CONNECTED,
        /// The car does not answer: the ignition is off.
        CAR_SILENT,
        /// Too many requests wait already.
        BUSY,
        /// The car refused, or answered nothing usable.
        REFUSED
    }

    private final Reason reason;

    public DiagnosticsException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
