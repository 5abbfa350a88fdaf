package io.cartelem.core.alert;

import io.cartelem.core.model.Channel;

import java.util.Locale;

/// When an alert is raised.
///
/// @param id what it is known by: 1 to 40 of `a-z 0-9 -`
/// @param name for a person, 1 to 60 characters
/// @param channel the channel it watches, as `source.name`
/// @param limit in the channel's unit, for rates per second; not used by MISSING
/// @param hysteresis how far the value must come back before the alert is over, 0 or more
/// @param seconds how long the limit must be passed; for MISSING how long nothing came; for rates
///   over how long they are measured. 0 to 3600, more than 0 for MISSING and rates
/// @param enabled whether it watches
/// @param sound whether it may be heard where sound is switched on
public record AlertRule(
        String id,
        String name,
        String channel,
        Kind kind,
        double limit,
        double hysteresis,
        double seconds,
        Severity severity,
        boolean enabled,
        boolean sound) {
    public static final int NAME_LIMIT = 60;

    /// What is compared with the limit.
    public enum Kind {
        ABOVE,
        BELOW,
        /// The channel spoke and then fell silent.
        MISSING,
        RISING_FASTER,
        FALLING_FASTER
    }

    public AlertRule {
        if (!id.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    "the id of a rule is 1 to 40 of a-z, 0-9 and -, not '" + id + "'");
        }
        if (name.isBlank() || name.length() > NAME_LIMIT) {
            throw new IllegalArgumentException(
                    "the name of a rule must have 1 to "
                            + NAME_LIMIT
                            + " characters, not "
                            + name.length());
        }
        if (!channel.matches("[^.\\s]{1,60}\\..{1,100}")) {
            throw new IllegalArgumentException(
                    "channel must be source.name, for example obd.RPM, not '" + channel + "'");
        }
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException("limit must be a number, not " + limit);
        }
        if (!(hysteresis >= 0 && Double.isFinite(hysteresis))) {
            throw new IllegalArgumentException("hysteresis must be 0 or more, not " + hysteresis);
        }
        boolean timed = kind == Kind.ABOVE || kind == Kind.BELOW;
        if (!(seconds >= (timed ? 0 : 0.1) && seconds <= 3_600)) {
            throw new IllegalArgumentException(
                    "seconds must be %s to 3600, not %s"
                            .formatted(timed ? "0" : "0.1", number(seconds)));
        }
        if ((kind == Kind.RISING_FASTER || kind == Kind.FALLING_FASTER) && !(limit > 0)) {
            throw new IllegalArgumentException(
                    "the limit of a rate must be more than 0, not " + number(limit));
        }
    }

    /// A rule that may be heard.
    public AlertRule(
            String id,
            String name,
            String channel,
            Kind kind,
            double limit,
            double hysteresis,
            double seconds,
            Severity severity,
            boolean enabled) {
        this(id, name, channel, kind, limit, hysteresis, seconds, severity, enabled, true);
    }

    public AlertRule enabled(boolean on) {
        return new AlertRule(
                id, name, channel, kind, limit, hysteresis, seconds, severity, on, sound);
    }

    /// What it found, in English, for markers and the API: `Coolant: 112 °C, above 110 °C`.
    ///
    /// @param value what raised it, NaN for MISSING
    String sentence(Channel of, double value) {
        String unit = of.unit().isEmpty() ? "" : " " + of.unit();
        String shown = String.format(Locale.ROOT, "%." + of.decimals() + "f", value) + unit;
        return name
                + switch (kind) {
                    case ABOVE -> ": " + shown + ", above " + number(limit) + unit;
                    case BELOW -> ": " + shown + ", below " + number(limit) + unit;
                    case MISSING -> ": nothing for " + number(seconds) + " s";
                    case RISING_FASTER ->
                            ": " + shown + ", rises faster than " + number(limit) + unit + "/s";
                    case FALLING_FASTER ->
                            ": " + shown + ", falls faster than " + number(limit) + unit + "/s";
                };
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
