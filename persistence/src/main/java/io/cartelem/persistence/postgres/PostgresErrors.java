package io.cartelem.persistence.postgres;

import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// What the server's failures mean (PostgreSQL documentation, appendix A).
final class PostgresErrors {
    private PostgresErrors() {}

    static StoreException of(SQLException failure, String location) {
        if (isAway(failure)) {
            return new StoreException(
                    Reason.NOT_READY, "The database " + location + " does not answer.", failure);
        }
        return switch (state(failure)) {
            case "53100" ->
                    new StoreException(
                            Reason.DISK_FULL, "The disk of " + location + " is full.", failure);
            case "25006" ->
                    new StoreException(
                            Reason.READ_ONLY,
                            "The database " + location + " is read-only now.",
                            failure);
            case "42501" ->
                    new StoreException(
                            Reason.READ_ONLY,
                            "The database " + location + " does not allow this user to do that.",
                            failure);
            case "28000", "28P01" ->
                    new StoreException(
                            Reason.NOT_READY,
                            "The database " + location + " refuses this user or password.",
                            failure);
            case "3D000" ->
                    new StoreException(
                            Reason.NOT_READY, "There is no database " + location + ".", failure);
            default ->
                    new StoreException(
                            Reason.FAILED,
                            "The database " + location + " could not do that.",
                            failure);
        };
    }

    /// Whether trying again can help: the connection or the server is gone, starting, out of room,
    /// or another transaction was in the way.
    static boolean isPassing(SQLException failure) {
        String state = state(failure);
        return isAway(failure)
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("58")
                || state.equals("25006");
    }

    /// Whether it is about what was to be written, so that the rest of a batch may be written
    /// without what is to blame: data that the server refuses (classes 22, 23 and 54), or that
    /// could not be turned into its form.
    static boolean isOfData(StoreException failure) {
        if (failure.getCause() instanceof SQLException sql) {
            String state = state(sql);
            return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
        }
        return failure.getCause() instanceof RuntimeException;
    }

    private static boolean isAway(SQLException failure) {
        String state = state(failure);
        return failure instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P");
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
