package io.cartelem.core.model;

/// How far a sample can be trusted. The order is part of the stored format.
public enum Quality {
    /// Measured and within its range.
    GOOD(0, "good"),
    /// Measured, but something about it is doubtful (a dead-reckoned fix, a value outside its
    /// range).
    SUSPECT(1, "suspect"),
    /// Known to be wrong; kept because raw data is never thrown away.
    BAD(2, "bad");

    private static final Quality[] VALUES = values();

    private final int code;
    private final String label;

    Quality(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /// The quality stored as `code`.
    ///
    /// @throws IllegalArgumentException if no quality has that code
    public static Quality ofCode(int code) {
        if (code < 0 || code >= VALUES.length) {
            throw new IllegalArgumentException("no quality has the code " + code);
        }
        return VALUES[code];
    }

    /// Its code in stored data and in the API: 0 good, 1 suspect, 2 bad.
    public int code() {
        return code;
    }

    /// Its name in the API, in lower case.
    public String label() {
        return label;
    }
}
