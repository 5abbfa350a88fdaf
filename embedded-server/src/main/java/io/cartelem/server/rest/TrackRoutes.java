package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import java.io.IOException;

/// The saved tracks, and lines across the way of a session.
final class TrackRoutes {
    private final ServerContext context;
    private final CourseBook courses;
    private final Turnstile turnstile;

    TrackRoutes(ServerContext context, Turnstile turnstile) {
        this.context = context;
        this.turnstile = turnstile;
        this.courses = context.drive().courses();
    }

    void on(Routes routes) {
        routes.get(API + "/tracks", Access.VIEWER, this::list)
                .post(API + "/tracks", Access.OPERATOR, this::create)
                .get(API + "/tracks/{track}", Access.VIEWER, this::one)
                .put(API + "/tracks/{track}", Access.OPERATOR, this::replace)
                .delete(API + "/tracks/{track}", Access.OPERATOR, this::remove)
                .get(API + "/sessions/{id}/line", Access.VIEWER, turnstile.read(this::line));
    }

    private void list(Context ctx) {
        Json.writeTagged(ctx, courses.all().stream().map(TrackView::of).toList());
    }

    private void one(Context ctx) {
        Json.write(ctx, TrackView.of(named(ctx)));
    }

    private void create(Context ctx) throws IOException {
        Course given = TrackView.read("new", Json.body(ctx));
        Course course = given.withId(courses.freeId(given.name()));
        courses.put(course);
        ctx.status(201);
        Json.write(ctx, TrackView.of(course));
    }

    private void replace(Context ctx) throws IOException {
        Course course = TrackView.read(named(ctx).id(), Json.body(ctx));
        courses.put(course);
        Json.write(ctx, TrackView.of(course));
    }

    private void remove(Context ctx) {
        String id = ctx.pathParam("track");
        if (!courses.remove(id)) {
            throw unknown(id);
        }
        ctx.status(204);
    }

    private void line(Context ctx) {
        SessionInfo session = SessionRoutes.named(context, ctx);
        GeoPoint place =
                new GeoPoint(
                        LapRoutes.number(ctx, "lat", Double.NaN, -90, 90),
                        LapRoutes.number(ctx, "lon", Double.NaN, -180, 180));
        double width =
                LapRoutes.number(
                        ctx,
                        "width_m",
                        2 * TimingLine.USUAL_HALF_WIDTH_M,
                        TimingLine.SHORTEST_M,
                        TimingLine.LONGEST_M);
        TimingLine line =
                context.drive()
                        .laps()
                        .lineAt(session.id(), place, width / 2)
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                404,
                                                "no_way_there",
                                                "Session \""
                                                        + session.name()
                                                        + "\" did not come within 100 m."));
        Json.write(ctx, TrackView.LineView.of(line));
    }

    private Course named(Context ctx) {
        String id = ctx.pathParam("track");
        return courses.find(id).orElseThrow(() -> unknown(id));
    }

    private static Problem unknown(String id) {
        return new Problem(404, "track_not_found", "There is no track " + Params.cut(id) + ".");
    }
}
