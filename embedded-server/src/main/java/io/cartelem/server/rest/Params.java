package io.cartelem.server.rest;

import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;

/// Reads path and query parameters; what cannot be used is answered with 422 and the parameter's
/// name.
final class Params {
    private static final int MOST_NAMES = 1000;

    /// Some thirty years, which still fit into nanoseconds.
    private static final double MOST_SECONDS = 1e9;

    private Params() {}

    /// The number of a session or marker in the path.
    static long id(Context ctx, String name) {
        String text = ctx.pathParam(name);
        try {
            long id = Long.parseLong(text);
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // answered below, as any other wrong number
        }
        throw Problem.invalid(name + " must be a whole number from 1, not '" + cut(text) + "'");
    }

    static int number(Context ctx, String name, int byDefault, int least, int most) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, as any other wrong number
        }
        throw Problem.invalid(
                name
                        + " must be a whole number from "
                        + least
                        + " to "
                        + most
                        + ", not '"
                        + cut(text)
                        + "'");
    }

    /// Seconds since a session's start as nanoseconds, null where the parameter is absent.
    static @Nullable Long secondsNs(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0 && seconds <= MOST_SECONDS) {
                return Math.round(seconds * 1e9);
            }
        } catch (NumberFormatException e) {
            // answered below, as any other wrong number
        }
        throw Problem.invalid(
                name + " must be seconds since the session's start, not '" + cut(text) + "'");
    }

    static String text(Context ctx, String name, int longest) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return "";
        }
        if (text.length() > longest) {
            throw Problem.invalid(name + " must have at most " + longest + " characters");
        }
        return text;
    }

    static boolean flag(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text == null || text.equals("false") || text.equals("0")) {
            return false;
        }
        if (text.equals("true") || text.equals("1")) {
            return true;
        }
        throw Problem.invalid(name + " must be true or false, not '" + cut(text) + "'");
    }

    /// An instant; without an offset it counts as UTC.
    static @Nullable Instant instant(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        // A plus sign in an address that was not encoded arrives as a space.
        Instant instant = parse(text.replace(' ', '+'));
        if (instant == null) {
            instant = parse(text.replace(' ', 'T'));
        }
        if (instant == null) {
            throw Problem.invalid(
                    name + " must be a time such as 2026-05-01T12:00:00Z, not '" + cut(text) + "'");
        }
        return instant;
    }

    /// Repeated parameters and comma lists.
    static Set<String> names(Context ctx, String name) {
        Set<String> names = new LinkedHashSet<>();
        for (String value : ctx.queryParams(name)) {
            for (String part : value.split(",", -1)) {
                if (!part.isBlank()) {
                    names.add(part.strip());
                }
            }
        }
        if (names.size() > MOST_NAMES) {
            throw Problem.invalid(name + " lists more than " + MOST_NAMES + " names");
        }
        return names;
    }

    static @Nullable Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            // tried without an offset next
        }
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// What a stranger sent, short enough to be repeated.
    static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
