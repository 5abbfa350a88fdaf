package io.cartelem.server.security;

/// A request has no right to what it asks for. The message is a sentence for a person.
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final int retryAfterSeconds;

    /// @param status the HTTP status: 400, 401, 403 or 429
    /// @param code a stable word for programs
    public RefusedException(int status, String code, String sentence) {
        this(status, code, sentence, 0);
    }

    /// @param retryAfterSeconds when to try again, 0 for no advice
    public RefusedException(int status, String code, String sentence, int retryAfterSeconds) {
        super(sentence);
        this.status = status;
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
