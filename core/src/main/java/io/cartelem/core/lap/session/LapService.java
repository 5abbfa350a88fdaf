package io.cartelem.core.lap.session;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Fix;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapComparison;
import io.cartelem.core.lap.LapCutter;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.LineFinder;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.lap.TimingLine;
import io.cartelem.core.lap.session.FixReader.Positions;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.port.TrackPoint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Laps of recorded sessions, cut anew from the recording whenever the recording or the course has
/// changed. Safe on any thread; reading takes as long as the session is large.
public final class LapService {
    private static final int CACHED = 8;
    private static final int RECOGNISED_BY = 2_000;
    private static final double ASK_EVERY_M = CourseBook.NEAR_M / 10;
    private static final long MARGIN_NS = 5_000_000_000L;

    /// A line set on the map belongs to a track no further away than this.
    private static final double REACH_M = 100;

    private final SampleReader reader;
    private final CourseBook book;
    private final Map<Long, Cached> cache =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Cached> eldest) {
                    return size() > CACHED;
                }
            };

    private record Cached(Positions positions, long bookVersion, SessionLaps laps) {}

    public LapService(SampleReader reader, CourseBook book) {
        this.reader = reader;
        this.book = book;
    }

    public CourseBook courses() {
        return book;
    }

    /// The laps of a session on the saved course it was driven on, or with a line found in it.
    ///
    /// @throws StoreException as the reader's
    public SessionLaps laps(long sessionId) {
        long version = book.version();
        Positions positions = FixReader.positions(reader, sessionId).orElse(null);
        if (positions == null) {
            return SessionLaps.none(sessionId);
        }
        synchronized (cache) {
            Cached known = cache.get(sessionId);
            if (known != null
                    && known.positions().equals(positions)
                    && known.bookVersion() == version) {
                return known.laps();
            }
        }
        SessionLaps laps = cut(sessionId, positions);
        synchronized (cache) {
            cache.put(sessionId, new Cached(positions, version, laps));
        }
        return laps;
    }

    /// Whether a session has positions at all; without them it has neither laps nor a way.
    public boolean hasPositions(long sessionId) {
        return FixReader.positions(reader, sessionId).isPresent();
    }

    /// The line that a session's own way suggests, whatever courses are saved; empty if nothing was
    /// driven twice.
    public Optional<LineFinder.Found> find(long sessionId) {
        List<Fix> fixes = new ArrayList<>();
        fixes(sessionId, fixes::add);
        return LineFinder.find(fixes);
    }

    /// The laps of a session on a given course.
    public LapTable laps(long sessionId, Course course) {
        LapCutter cutter = new LapCutter(course);
        fixes(sessionId, cutter::accept);
        return LapTable.judge(course, cutter.finish());
    }

    /// Hands the positions of a session to `sink` in order; none if it has none.
    public void fixes(long sessionId, Consumer<Fix> sink) {
        FixReader.positions(reader, sessionId)
                .ifPresent(
                        positions ->
                                FixReader.read(
                                        reader,
                                        sessionId,
                                        positions.source(),
                                        Long.MIN_VALUE,
                                        Long.MAX_VALUE,
                                        sink));
    }

    private SessionLaps cut(long sessionId, Positions positions) {
        List<Course> candidates = candidates(sessionId);
        List<LapCutter> cutters = candidates.stream().map(LapCutter::new).toList();
        List<Fix> fixes = new ArrayList<>();
        boolean known = !candidates.isEmpty();
        FixReader.read(
                reader,
                sessionId,
                positions.source(),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                fix -> {
                    cutters.forEach(cutter -> cutter.accept(fix));
                    if (!known) {
                        fixes.add(fix);
                    }
                });
        return known
                ? recognised(sessionId, candidates, cutters)
                : LineFinder.find(fixes)
                        .map(found -> found(sessionId, found, fixes))
                        .orElseGet(() -> SessionLaps.none(sessionId));
    }

    private List<Course> candidates(long sessionId) {
        List<Course> candidates = new ArrayList<>();
        GeoPoint asked = null;
        for (TrackPoint point :
                reader.track(sessionId, Long.MIN_VALUE, Long.MAX_VALUE, RECOGNISED_BY)) {
            if (!(Math.abs(point.latitude()) <= 90 && Math.abs(point.longitude()) <= 180)) {
                continue;
            }
            GeoPoint place = new GeoPoint(point.latitude(), point.longitude());
            if (asked == null || LocalPlane.distance(asked, place) > ASK_EVERY_M) {
                asked = place;
                book.near(place).stream()
                        .filter(course -> !candidates.contains(course))
                        .forEach(candidates::add);
            }
        }
        return candidates;
    }

    /// Of several layouts of one place the one with the most laps, and of those the one with most
    /// sectors.
    private static SessionLaps recognised(
            long sessionId, List<Course> candidates, List<LapCutter> cutters) {
        SessionLaps best = null;
        long most = -1;
        for (int i = 0; i < candidates.size(); i++) {
            LapTable table = LapTable.judge(candidates.get(i), cutters.get(i).finish());
            long merit = 100L * table.laps().size() + candidates.get(i).sectors();
            if (best == null || merit > most) {
                best = new SessionLaps(sessionId, candidates.get(i), true, table);
                most = merit;
            }
        }
        return best == null ? SessionLaps.none(sessionId) : best;
    }

    private static SessionLaps found(long sessionId, LineFinder.Found found, List<Fix> fixes) {
        Course course = Course.circuit("found", "Found", found.line()).withLength(found.lengthM());
        return new SessionLaps(sessionId, course, false, LapCutter.cut(course, fixes));
    }

    /// The way of a lap on a course.
    ///
    /// @throws StoreException INVALID if the recording does not show it
    public LapTrace trace(long sessionId, Course course, Lap lap) {
        List<Fix> fixes = new ArrayList<>();
        String source = FixReader.positions(reader, sessionId).map(Positions::source).orElse("");
        FixReader.read(
                reader,
                sessionId,
                source,
                lap.startNs() - MARGIN_NS,
                lap.endNs() + MARGIN_NS,
                fixes::add);
        return LapTrace.of(course, lap, fixes)
                .orElseThrow(
                        () ->
                                new StoreException(
                                        Reason.INVALID,
                                        "Lap %d of session %d has too few positions."
                                                .formatted(lap.number(), sessionId)));
    }

    /// The way of a lap.
    ///
    /// @throws StoreException INVALID if there is no such lap
    public LapTrace trace(LapRef ref) {
        SessionLaps laps = laps(ref.sessionId());
        return trace(ref.sessionId(), course(laps, ref), lap(laps, ref));
    }

    /// Compares a lap with a reference lap, of the same session or another.
    ///
    /// @param channels names or ids; the channels to bring along
    /// @param points columns, [LapComparison#LEAST_POINTS] to [LapComparison#MOST_POINTS]
    /// @throws StoreException INVALID if a lap does not exist or they are not of one track
    /// @throws IllegalArgumentException for a number of points out of range
    public SessionComparison compare(
            LapRef reference, LapRef lap, Set<String> channels, int points) {
        SessionLaps ours = laps(reference.sessionId());
        Course course = course(ours, reference);
        LapTrace first = trace(reference.sessionId(), course, lap(ours, reference));
        SessionLaps theirs = laps(lap.sessionId());
        Lap judged = lap(theirs, lap);
        if (!course.equals(theirs.course())) {
            judged =
                    same(laps(lap.sessionId(), course), judged)
                            .orElseThrow(
                                    () ->
                                            new StoreException(
                                                    Reason.INVALID,
                                                    "Lap %s was not driven on the track of lap %s."
                                                            .formatted(lap, reference)));
        }
        LapTrace second = trace(lap.sessionId(), course, judged);
        LapComparison byDistance = LapComparison.of(first, second, points);
        return new SessionComparison(
                course,
                reference,
                lap,
                first,
                second,
                byDistance,
                new ChannelSampler(reader, byDistance)
                        .pairs(reference.sessionId(), first, lap.sessionId(), second, channels));
    }

    /// The lap of another cutting that lasts for most of the time of `lap`.
    private static Optional<Lap> same(LapTable table, Lap lap) {
        return table.laps().stream()
                .filter(
                        other ->
                                Math.min(other.endNs(), lap.endNs())
                                                - Math.max(other.startNs(), lap.startNs())
                                        > Math.max(lap.timeNs(), other.timeNs()) / 2)
                .findFirst();
    }

    private static Course course(SessionLaps laps, LapRef ref) {
        Course course = laps.course();
        if (course == null) {
            throw new StoreException(
                    Reason.INVALID, "Session %d has no laps.".formatted(ref.sessionId()));
        }
        return course;
    }

    private static Lap lap(SessionLaps laps, LapRef ref) {
        return laps.table()
                .lap(ref.number())
                .orElseThrow(
                        () ->
                                new StoreException(
                                        Reason.INVALID,
                                        "Session %d has no lap %d; it has %d."
                                                .formatted(
                                                        ref.sessionId(),
                                                        ref.number(),
                                                        laps.table().laps().size())));
    }

    /// A line across the way of a session at the place nearest to `place`.
    ///
    /// @return empty if the session did not come near it while moving
    public Optional<TimingLine> lineAt(long sessionId, GeoPoint place, double halfWidth) {
        LocalPlane plane = new LocalPlane(place);
        Nearest nearest = new Nearest(plane);
        fixes(sessionId, nearest::add);
        return nearest.line(halfWidth);
    }

    /// Looks for the place where a drive comes nearest to the origin of a plane.
    private static final class Nearest {
        private static final double MOVED_M = 3;

        private final LocalPlane plane;
        private @Nullable Fix before;
        private double best = REACH_M;
        private @Nullable GeoPoint point;
        private double heading;

        Nearest(LocalPlane plane) {
            this.plane = plane;
        }

        void add(Fix fix) {
            Fix from = before;
            if (from == null) {
                before = fix;
                return;
            }
            double dx = plane.x(fix.longitude()) - plane.x(from.longitude());
            double dy = plane.y(fix.latitude()) - plane.y(from.latitude());
            double square = dx * dx + dy * dy;
            if (square < MOVED_M * MOVED_M) {
                return;
            }
            double ax = plane.x(from.longitude());
            double ay = plane.y(from.latitude());
            double u = Math.clamp(-(ax * dx + ay * dy) / square, 0, 1);
            double distance = Math.hypot(ax + u * dx, ay + u * dy);
            if (distance < best) {
                best = distance;
                point = plane.point(ax + u * dx, ay + u * dy);
                heading = Math.toDegrees(Math.atan2(dx, dy));
            }
            before = fix;
        }

        Optional<TimingLine> line(double halfWidth) {
            return Optional.ofNullable(point).map(at -> TimingLine.across(at, heading, halfWidth));
        }
    }
}
