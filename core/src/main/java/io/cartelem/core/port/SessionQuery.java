package io.cartelem.core.port;

/// Which sessions are wanted, newest first.
///
/// @param text found in name, car, driver, track or notes without regard to case; empty for all
/// @param trashed whether to list the deleted ones instead
/// @param limit 1 to 1000
public record SessionQuery(String text, boolean trashed, int limit, int offset) {
    public static final int MAX_LIMIT = 1000;

    public SessionQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be 0 or more, not " + offset);
        }
    }

    public static SessionQuery newest(int limit) {
        return new SessionQuery("", false, limit, 0);
    }
}
