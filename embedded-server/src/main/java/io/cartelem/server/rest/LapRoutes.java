package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.lap.LapComparison;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.Loss;
import io.cartelem.core.lap.session.LapCsv;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.SessionComparison;
import io.cartelem.core.lap.session.SessionComparison.ChannelPair;
import io.cartelem.core.lap.session.SessionLaps;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/// Laps of sessions, two laps compared by distance, and the lap being driven.
final class LapRoutes {
    private static final double KPH = 3.6;
    private static final int USUAL_POINTS = 1_000;
    private static final int MOST_CHANNELS = 20;

    private final ServerContext context;
    private final Turnstile turnstile;

    LapRoutes(ServerContext context, Turnstile turnstile) {
        this.context = context;
        this.turnstile = turnstile;
    }

    void on(Routes routes) {
        routes.get(API + "/sessions/{id}/laps", Access.VIEWER, turnstile.read(this::laps))
                .get(API + "/laps/compare", Access.VIEWER, turnstile.read(this::compare))
                .get(API + "/laps/live", Access.VIEWER, this::live)
                .put(API + "/laps/live/reference", Access.OPERATOR, turnstile.read(this::refer))
                .delete(API + "/laps/live/reference", Access.OPERATOR, this::referToBest);
    }

    private void laps(Context ctx) throws IOException {
        SessionInfo session = SessionRoutes.named(context, ctx);
        boolean csv = asCsv(ctx);
        SessionLaps laps = context.drive().laps().laps(session.id());
        if (csv) {
            StringBuilder text = new StringBuilder();
            LapCsv.laps(laps, text);
            attach(ctx, ExportRoutes.fileName(session, "laps.csv"), text);
        } else {
            Json.writeTagged(ctx, LapView.TableView.of(laps));
        }
    }

    private void live(Context ctx) {
        Json.write(ctx, LiveLapView.of(context));
    }

    /// Lets the drive be compared with a lap of whichever session.
    private void refer(Context ctx) throws IOException {
        JsonNode body = Json.body(ctx);
        Fields.only(body, List.of("lap"));
        LapRef ref = parse("lap", Fields.required(body, "lap", 40));
        known(ref);
        LapTrace trace = context.drive().laps().trace(ref);
        context.drive().live().compareWith(trace);
        Json.write(ctx, new ReferenceView(ref.toString(), trace.lap().timeNs() / 1e9));
    }

    /// Lets it be compared with its own best lap again.
    private void referToBest(Context ctx) {
        context.drive().live().compareWith(null);
        ctx.status(204);
    }

    private record ReferenceView(String lap, double timeS) {}

    private void known(LapRef ref) {
        if (context.store().session(ref.sessionId()).isEmpty()) {
            throw Problem.noSession(ref.sessionId());
        }
    }

    private void compare(Context ctx) throws IOException {
        int points =
                Params.number(
                        ctx,
                        "points",
                        USUAL_POINTS,
                        LapComparison.LEAST_POINTS,
                        LapComparison.MOST_POINTS);
        boolean csv = asCsv(ctx);
        LapRef reference = lap(ctx, "a");
        LapRef other = lap(ctx, "b");
        Set<String> channels =
                Arrays.stream(Params.text(ctx, "channels", 4_000).split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
        if (channels.size() > MOST_CHANNELS) {
            throw Problem.invalid("channels lists more than " + MOST_CHANNELS + " names");
        }
        known(reference);
        known(other);
        SessionComparison compared =
                context.drive().laps().compare(reference, other, channels, points);
        if (csv) {
            StringBuilder text = new StringBuilder();
            LapCsv.comparison(compared, text);
            String name = "cartelem-lap-%s-against-%s.csv".formatted(other, reference);
            attach(ctx, name.replace(':', '-'), text);
        } else if (!ctx.method().equals(HandlerType.HEAD)) {
            try (JsonGenerator json = Json.stream(ctx)) {
                write(json, compared);
            }
        }
    }

    /// Whether a file for a spreadsheet is asked for.
    private static boolean asCsv(Context ctx) {
        String format = Params.text(ctx, "format", 40);
        if (!Set.of("", "json", "csv").contains(format)) {
            throw Problem.invalid("format must be json or csv");
        }
        return format.equals("csv");
    }

    private static void attach(Context ctx, String name, CharSequence text) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        ctx.contentType("text/csv; charset=utf-8")
                .result(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static LapRef lap(Context ctx, String name) {
        return parse(name, Params.text(ctx, name, 40));
    }

    private static LapRef parse(String field, String text) {
        try {
            return LapRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field + ": " + e.getMessage());
        }
    }

    private static void write(JsonGenerator json, SessionComparison compared) throws IOException {
        LapComparison by = compared.byDistance();
        json.writeStartObject();
        json.writeStringField("track", compared.course().name());
        json.writeStringField("a", compared.referenceRef().toString());
        json.writeStringField("b", compared.lapRef().toString());
        json.writeFieldName("gap_s");
        Json.writeNumber(json, by.total());
        json.writeArrayFieldStart("losses");
        for (Loss loss : by.losses()) {
            write(json, loss);
        }
        json.writeEndArray();
        column(json, "metres", by.metres().length, i -> by.metres()[i]);
        column(json, "gap", by.lap().length, by::gap);
        column(json, "a_t", by.reference().length, i -> by.reference()[i]);
        column(json, "b_t", by.lap().length, i -> by.lap()[i]);
        column(json, "a_speed", by.referenceSpeeds().length, i -> by.referenceSpeeds()[i] * KPH);
        column(json, "b_speed", by.lapSpeeds().length, i -> by.lapSpeeds()[i] * KPH);
        Way reference = Way.of(compared.reference(), by.reference());
        Way lap = Way.of(compared.lap(), by.lap());
        column(json, "a_lat", reference.latitudes().length, i -> reference.latitudes()[i]);
        column(json, "a_lon", reference.longitudes().length, i -> reference.longitudes()[i]);
        column(json, "b_lat", lap.latitudes().length, i -> lap.latitudes()[i]);
        column(json, "b_lon", lap.longitudes().length, i -> lap.longitudes()[i]);
        json.writeArrayFieldStart("channels");
        for (ChannelPair pair : compared.channels()) {
            json.writeStartObject();
            json.writeStringField("id", pair.channel().id());
            json.writeStringField("unit", pair.channel().unit());
            column(json, "a", pair.reference().length, i -> pair.reference()[i]);
            column(json, "b", pair.lap().length, i -> pair.lap()[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Loss loss) throws IOException {
        json.writeStartObject();
        json.writeNumberField("corner", loss.corner().number());
        json.writeNumberField("sector", loss.sector());
        json.writeNumberField("from_m", loss.corner().fromM());
        json.writeNumberField("apex_m", loss.corner().apexM());
        json.writeNumberField("to_m", loss.corner().toM());
        json.writeNumberField("lost_s", loss.seconds());
        json.writeFieldName("a_slowest");
        Json.writeNumber(json, loss.referenceSlowest() * KPH);
        json.writeFieldName("b_slowest");
        Json.writeNumber(json, loss.slowest() * KPH);
        json.writeEndObject();
    }

    private static void column(JsonGenerator json, String name, int size, IntToDoubleFunction value)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < size; i++) {
            Json.writeNumber(json, value.applyAsDouble(i));
        }
        json.writeEndArray();
    }

    /// A number in the query.
    ///
    /// @param byDefault NaN if it must be there
    static double number(Context ctx, String name, double byDefault, double least, double most) {
        String text = Params.text(ctx, name, 40);
        double value = byDefault;
        if (!text.isEmpty()) {
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
        }
        if (!(value >= least && value <= most)) {
            throw Problem.invalid(
                    "%s must be a number from %.0f to %.0f".formatted(name, least, most));
        }
        return value;
    }
}
