package io.cartelem.persistence.postgres;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a PostgreSQL database is, as `DATABASE_URL` says it: `postgresql://user:pass@host/db`,
/// `postgres://…`, either with `+asyncpg` or another driver's name, or JDBC's own
/// `jdbc:postgresql://host/db?user=…`.
///
/// @param jdbc for the driver, without user and password
/// @param user null for the operating system's
/// @param password null for none; never shown
public record DatabaseUrl(String jdbc, @Nullable String user, @Nullable String password) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:jdbc:)?postgres(?:ql)?(?:\\+[a-z0-9]+)?://(?:([^@/]*)@)?([^/?@]*)"
                            + "(?:/([^?]*))?(?:\\?(.*))?");

    /// Whether `url` is meant for PostgreSQL at all.
    public static boolean isPostgres(String url) {
        return url.startsWith("postgres") || url.startsWith("jdbc:postgresql");
    }

    /// @throws IllegalArgumentException if it has none of the forms; the message does not repeat
    ///   the URL, which may hold a password
    public static DatabaseUrl parse(String url) {
        Matcher matcher = FORM.matcher(url.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must look like postgresql://user:password@host:5432/database");
        }
        String credentials = matcher.group(1);
        String user = null;
        String password = null;
        if (credentials != null && !credentials.isEmpty()) {
            int colon = credentials.indexOf(':');
            user = decoded(colon < 0 ? credentials : credentials.substring(0, colon));
            password = colon < 0 ? null : decoded(credentials.substring(colon + 1));
        }
        List<String> parameters = new ArrayList<>();
        String query = matcher.group(4);
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            if (parameter.startsWith("user=")) {
                user = decoded(parameter.substring("user=".length()));
            } else if (parameter.startsWith("password=")) {
                password = decoded(parameter.substring("password=".length()));
            } else if (parameter.startsWith("ssl=") && !parameter.matches("ssl=(true|false)")) {
                // asyncpg's name for it
                parameters.add("sslmode=" + parameter.substring("ssl=".length()));
            } else if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        String host = matcher.group(2).isEmpty() ? "localhost" : matcher.group(2);
        String database = matcher.group(3) == null ? "" : matcher.group(3);
        String tail = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return new DatabaseUrl("jdbc:postgresql://" + host + "/" + database + tail, user, password);
    }

    /// For a person: without password and parameters.
    public String shown() {
        String bare = jdbc.substring("jdbc:".length());
        int parameters = bare.indexOf('?');
        String address = parameters < 0 ? bare : bare.substring(0, parameters);
        return user == null ? address : address.replace("://", "://" + user + "@");
    }

    /// As [#shown]: a password must not reach a log.
    @Override
    public String toString() {
        return shown();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A password with a bare % in it.
            return text;
        }
    }
}
