package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.alert.Alert;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.alert.AlertRule;
import io.cartelem.core.alert.Severity;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Alerts, who took note of them, and the rules that raise them.
final class AlertRoutes {
    private static final int WHO_LIMIT = 100;
    private static final List<String> FIELDS =
            List.of(
                    "name",
                    "channel",
                    "kind",
                    "limit",
                    "hysteresis",
                    "seconds",
                    "severity",
                    "enabled",
                    "sound");

    private final AlertEngine alerts;
    private final AlertBook book;

    private record RuleView(
            String id,
            String name,
            String channel,
            String kind,
            double limit,
            double hysteresis,
            double seconds,
            String severity,
            boolean enabled,
            boolean sound) {
        static RuleView of(AlertRule rule) {
            return new RuleView(
                    rule.id(),
                    rule.name(),
                    rule.channel(),
                    word(rule.kind()),
                    rule.limit(),
                    rule.hysteresis(),
                    rule.seconds(),
                    rule.severity().word(),
                    rule.enabled(),
                    rule.sound());
        }
    }

    AlertRoutes(ServerContext context) {
        this.alerts = context.drive().alerts();
        this.book = alerts.book();
    }

    void on(Routes routes) {
        routes.get(API + "/alerts", Access.VIEWER, this::list)
                .post(API + "/alerts/{alert}/ack", Access.OPERATOR, this::acknowledge)
                .get(API + "/alerts/rules", Access.VIEWER, this::rules)
                .put(API + "/alerts/rules/{rule}", Access.OPERATOR, this::put)
                .delete(API + "/alerts/rules/{rule}", Access.OPERATOR, this::remove);
    }

    private void list(Context ctx) {
        Json.write(ctx, alerts.all().stream().map(AlertView::of).toList());
    }

    private void acknowledge(Context ctx) throws IOException {
        long id = Params.id(ctx, "alert");
        JsonNode body = Json.body(ctx);
        Fields.only(body, List.of("by"));
        String by = Fields.text(body, "by", WHO_LIMIT, null);
        String who =
                by == null || by.isBlank()
                        ? Routes.caller(ctx).direct() ? "this computer" : "another device"
                        : by.strip();
        Alert alert =
                alerts.acknowledge(id, who)
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                404,
                                                "alert_not_found",
                                                "There is no alert " + id + "."));
        Json.write(ctx, AlertView.of(alert));
    }

    private void rules(Context ctx) {
        Json.write(ctx, book.all().stream().map(RuleView::of).toList());
    }

    private void put(Context ctx) throws IOException {
        JsonNode body = Json.body(ctx);
        Fields.only(body, FIELDS);
        AlertRule rule;
        try {
            rule =
                    new AlertRule(
                            ctx.pathParam("rule"),
                            Fields.required(body, "name", AlertRule.NAME_LIMIT).strip(),
                            Fields.required(body, "channel", 200),
                            choice(body, "kind", AlertRule.Kind.values()),
                            number(body, "limit", 0),
                            number(body, "hysteresis", 0),
                            number(body, "seconds", 0),
                            choice(body, "severity", Severity.values()),
                            flag(body, "enabled"),
                            flag(body, "sound"));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(String.valueOf(e.getMessage()));
        }
        book.put(rule);
        Json.write(ctx, RuleView.of(rule));
    }

    private void remove(Context ctx) {
        String id = ctx.pathParam("rule");
        if (!book.remove(id)) {
            throw new Problem(404, "rule_not_found", "There is no rule " + Params.cut(id) + ".");
        }
        ctx.status(204);
    }

    private static <E extends Enum<E>> E choice(JsonNode body, String field, E[] choices) {
        String text = Fields.required(body, field, 40);
        for (E choice : choices) {
            if (word(choice).equals(text)) {
                return choice;
            }
        }
        throw Problem.invalid(
                field
                        + " must be one of "
                        + Arrays.stream(choices)
                                .map(AlertRoutes::word)
                                .collect(Collectors.joining(", ")));
    }

    private static double number(JsonNode body, String field, double absent) {
        JsonNode value = body.get(field);
        if (value == null) {
            return absent;
        }
        if (!value.isNumber()) {
            throw Problem.invalid(field + " must be a number");
        }
        return value.doubleValue();
    }

    /// A yes that need not be said.
    private static boolean flag(JsonNode body, String field) {
        JsonNode value = body.get(field);
        if (value != null && !value.isBoolean()) {
            throw Problem.invalid(field + " must be true or false");
        }
        return value == null || value.booleanValue();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
