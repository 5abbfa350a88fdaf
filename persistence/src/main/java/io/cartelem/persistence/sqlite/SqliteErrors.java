package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;

/// Says in a sentence what SQLite means. The numbers are its primary result codes.
final class SqliteErrors {
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int TOOBIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int NOTADB = 26;

    private SqliteErrors() {}

    static StoreException of(Throwable failure, Path file) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException known) {
                return known;
            }
            if (cause instanceof SQLException sql) {
                return ofCode(sql.getErrorCode() & 0xFF, sql, file);
            }
        }
        return new StoreException(
                Reason.FAILED, "The recordings in " + file + " could not be used.", failure);
    }

    /// Whether it is about what was to be written, so that trying again cannot help.
    static boolean isForGood(StoreException failure) {
        if (failure.getCause() instanceof SQLException cause) {
            int code = cause.getErrorCode() & 0xFF;
            return code == TOOBIG || code == CONSTRAINT || code == MISMATCH;
        }
        return failure.reason() == Reason.INVALID || failure.reason() == Reason.SESSION_NOT_FOUND;
    }

    /// What a failure says to a person.
    static String sentence(StoreException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "The store failed.");
    }

    private static StoreException ofCode(int code, SQLException cause, Path file) {
        return switch (code) {
            case FULL ->
                    new StoreException(
                            Reason.DISK_FULL, "The disk that holds " + file + " is full.", cause);
            case READONLY ->
                    new StoreException(
                            Reason.READ_ONLY,
                            "The file " + file + " is read-only: nothing can be recorded into it.",
                            cause);
            case BUSY, LOCKED ->
                    new StoreException(
                            Reason.LOCKED, "Another program is using " + file + ".", cause);
            case CORRUPT, NOTADB ->
                    new StoreException(
                            Reason.DAMAGED,
                            "The file " + file + " is damaged; a repair saves what is readable.",
                            cause);
            case IOERR, CANTOPEN ->
                    new StoreException(
                            Reason.FAILED,
                            "The file " + file + " cannot be reached: is its disk still there?",
                            cause);
            default ->
                    new StoreException(
                            Reason.FAILED,
                            "The recordings in " + file + " could not be used (code " + code + ").",
                            cause);
        };
    }
}
