package io.cartelem.app.alert;

import io.cartelem.app.text.Format;
import io.cartelem.app.text.Measure;
import io.cartelem.core.alert.AlertRule;
import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.alert.Severity;

import java.util.EnumMap;
import java.util.Map;

/// A rule as a person types it, in the person's units. Immutable, knows no toolkit.
///
/// @param id of the rule that is changed, empty for a new one
/// @param limit as typed; not used for a channel that falls silent
record RuleDraft(
        String id,
        String name,
        String channel,
        Kind kind,
        String limit,
        String hysteresis,
        String seconds,
        Severity severity,
        boolean sound,
        boolean enabled) {

    /// A field that can be wrong, with the key of the sentence that says how.
    enum Field {
        NAME,
        CHANNEL,
        LIMIT,
        HYSTERESIS,
        SECONDS
    }

    static final RuleDraft EMPTY =
            new RuleDraft("", "", "", Kind.ABOVE, "", "0", "2", Severity.WARNING, true, true);

    static RuleDraft of(AlertRule rule, Measure measure) {
        boolean rate = isRate(rule.kind());
        double limit = rate ? rule.limit() * measure.factor() : measure.shown(rule.limit());
        return new RuleDraft(
                rule.id(),
                rule.name(),
                rule.channel(),
                rule.kind(),
                rule.kind() == Kind.MISSING ? "" : plain(limit),
                plain(rule.hysteresis() * measure.factor()),
                plain(rule.seconds()),
                rule.severity(),
                rule.sound(),
                rule.enabled());
    }

    /// What is wrong, as keys of texts by field; empty if it is a rule.
    Map<Field, String> problems() {
        Map<Field, String> problems = new EnumMap<>(Field.class);
        if (name.isBlank() || name.strip().length() > AlertRule.NAME_LIMIT) {
            problems.put(Field.NAME, "rules.wrong.name");
        }
        if (!channel.strip().matches("[^.\\s]{1,60}\\.\\S{1,100}")) {
            problems.put(Field.CHANNEL, "rules.wrong.channel");
        }
        double threshold = number(limit);
        if (kind != Kind.MISSING && Double.isNaN(threshold)) {
            problems.put(Field.LIMIT, "rules.wrong.limit");
        } else if (isRate(kind) && threshold <= 0) {
            problems.put(Field.LIMIT, "rules.wrong.rate");
        }
        if (hasHysteresis(kind) && !(number(hysteresis) >= 0)) {
            problems.put(Field.HYSTERESIS, "rules.wrong.hysteresis");
        }
        double hold = number(seconds);
        boolean timed = kind == Kind.ABOVE || kind == Kind.BELOW;
        if (!(hold >= (timed ? 0 : 0.1) && hold <= 3_600)) {
            problems.put(Field.SECONDS, timed ? "rules.wrong.seconds" : "rules.wrong.some_seconds");
        }
        return problems;
    }

    /// The rule. Only for a draft without problems.
    ///
    /// @param measure how values of the channel are shown
    /// @param ruleId its id
    AlertRule rule(String ruleId, Measure measure) {
        double threshold =
                kind == Kind.MISSING
                        ? 0
                        : isRate(kind)
                                ? number(limit) / measure.factor()
                                : measure.stored(number(limit));
        return new AlertRule(
                ruleId,
                name.strip(),
                channel.strip(),
                kind,
                rounded(threshold),
                hasHysteresis(kind) ? rounded(number(hysteresis) / measure.factor()) : 0,
                number(seconds),
                severity,
                enabled,
                sound);
    }

    static boolean isRate(Kind kind) {
        return kind == Kind.RISING_FASTER || kind == Kind.FALLING_FASTER;
    }

    static boolean hasHysteresis(Kind kind) {
        return kind != Kind.MISSING;
    }

    /// A number with point or comma, NaN for anything else.
    static double number(String typed) {
        String text = typed.strip().replace(',', '.').replace('−', '-');
        if (!text.matches("[-+]?\\d{1,9}(\\.\\d{0,9})?")) {
            return Double.NaN;
        }
        return Double.parseDouble(text);
    }

    /// Without the last digits that only converting units has made.
    private static double rounded(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    /// As short as it can be written with at most three decimals.
    static String plain(double value) {
        String text = Format.number(value, 3).replace('−', '-');
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
