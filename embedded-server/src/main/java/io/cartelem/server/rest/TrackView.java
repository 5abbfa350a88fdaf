package io.cartelem.server.rest;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.TimingLine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A track as the API shows and takes it. Degrees and metres.
///
/// @param finish null for a circuit
/// @param lengthM null while it is not known
record TrackView(
        String id,
        String name,
        String kind,
        LineView start,
        @Nullable LineView finish,
        List<LineView> splits,
        @Nullable Double lengthM) {
    static final List<String> FIELDS = List.of("name", "start", "finish", "splits", "length_m");

    /// A line, crossed with `left` on the left hand.
    record LineView(PointView left, PointView right) {
        static LineView of(TimingLine line) {
            return new LineView(PointView.of(line.left()), PointView.of(line.right()));
        }
    }

    record PointView(double lat, double lon) {
        static PointView of(GeoPoint point) {
            return new PointView(point.latitude(), point.longitude());
        }
    }

    static TrackView of(Course course) {
        TimingLine end = course.finish();
        return new TrackView(
                course.id(),
                course.name(),
                course.isCircuit() ? "circuit" : "stage",
                LineView.of(course.start()),
                end == null ? null : LineView.of(end),
                course.splits().stream().map(LineView::of).toList(),
                course.lengthM() > 0 ? course.lengthM() : null);
    }

    /// Reads a track; every field but `finish`, `splits` and `length_m` must be there.
    static Course read(String id, JsonNode body) {
        Fields.only(body, FIELDS);
        String name = Fields.required(body, "name", Course.NAME_LIMIT);
        JsonNode end = body.path("finish");
        JsonNode parts = body.path("splits");
        if (!parts.isMissingNode() && !parts.isArray()) {
            throw Problem.invalid("splits must be a list of lines");
        }
        List<TimingLine> splits = new ArrayList<>();
        for (int i = 0; i < Math.min(parts.size(), Course.MOST_SPLITS + 1); i++) {
            splits.add(line(parts.get(i), "splits"));
        }
        try {
            return new Course(
                    id,
                    name.strip(),
                    line(body.path("start"), "start"),
                    end.isMissingNode() || end.isNull() ? null : line(end, "finish"),
                    splits,
                    length(body.path("length_m")));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static double length(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isNumber()) {
            throw Problem.invalid("length_m must be a number");
        }
        return value.doubleValue();
    }

    private static TimingLine line(JsonNode value, String field) {
        try {
            return new TimingLine(
                    point(value.path("left"), field), point(value.path("right"), field));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field + ": " + e.getMessage());
        }
    }

    private static GeoPoint point(JsonNode value, String field) {
        if (!value.path("lat").isNumber() || !value.path("lon").isNumber()) {
            throw Problem.invalid(
                    field
                            + " must be {\"left\": {\"lat\", \"lon\"}, \"right\": {\"lat\", \"lon\"}}");
        }
        return new GeoPoint(value.get("lat").doubleValue(), value.get("lon").doubleValue());
    }
}
