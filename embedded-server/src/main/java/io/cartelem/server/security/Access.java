package io.cartelem.server.security;

import java.util.Locale;

/// What a caller may do. Each includes the ones before it.
public enum Access {
    /// Nothing but the pages, the health and the exchange of a PIN.
    NONE,
    /// Reading: live values, sessions, exports.
    VIEWER,
    /// Control: start, stop, edit, delete, ingest.
    OPERATOR;

    public boolean includes(Access other) {
        return compareTo(other) >= 0;
    }

    /// Its name in the API and in the access file.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
