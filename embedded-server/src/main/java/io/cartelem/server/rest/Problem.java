package io.cartelem.server.rest;

import io.cartelem.core.port.StoreException;

/// A request that cannot be answered: becomes `{"detail", "code"}` with a status. The detail is a
/// sentence for a person and carries no internals.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public Problem(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /// 422: `detail` begins with the field's name.
    static Problem invalid(String detail) {
        return new Problem(422, "invalid_value", detail);
    }

    /// 400: the body or the address cannot be read at all.
    static Problem malformed(String detail) {
        return new Problem(400, "malformed", detail);
    }

    static Problem noSession(long id) {
        return new Problem(404, "session_not_found", "There is no session " + id + ".");
    }

    /// What the API says of a store's failure. Only sentences about the request itself are passed
    /// on; the others may name files.
    public static Problem of(StoreException e) {
        return switch (e.reason()) {
            case SESSION_NOT_FOUND -> new Problem(404, "session_not_found", sentence(e));
            case CONFLICT -> new Problem(409, "conflict", sentence(e));
            case INVALID -> new Problem(422, "invalid_value", sentence(e));
            case NOT_READY -> unavailable("store_not_ready", "The store is not ready.");
            case DISK_FULL -> unavailable("disk_full", "The disk is full.");
            case READ_ONLY -> unavailable("read_only", "The store cannot be written.");
            case LOCKED -> unavailable("store_locked", "Another program holds the store.");
            case NEWER_SCHEMA ->
                    unavailable("newer_schema", "The store was written by a newer Cartelem.");
            case FOREIGN -> unavailable("foreign_store", "The store is no Cartelem recording.");
            case DAMAGED -> new Problem(500, "damaged", "A part of the session cannot be decoded.");
            case FAILED -> new Problem(500, "store_failed", "The store failed; see the log.");
        };
    }

    private static Problem unavailable(String code, String detail) {
        return new Problem(503, code, detail);
    }

    private static String sentence(StoreException e) {
        String message = e.getMessage();
        return message == null ? "The store refused." : message;
    }
}
