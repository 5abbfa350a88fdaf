package io.cartelem.core.debrief;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.SessionLaps;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The best laps of sessions driven before. Looks at the newest [#LOOKED_AT] sessions and cuts the
/// newest [#CUT] of them that came near the track; what was cut is remembered. Safe on any thread.
final class BestLaps {
    static final int LOOKED_AT = 500;
    static final int CUT = 50;

    private static final Logger LOG = LoggerFactory.getLogger(BestLaps.class);
    private static final int REMEMBERED = 512;

    /// A degree of latitude is 111 km, so this is some hundred metres.
    private static final double MARGIN_DEG = 0.003;

    private final SessionStore store;
    private final LapService laps;
    private final Map<Long, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Known> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /// A best lap with its session.
    record Best(SessionInfo session, LapRef ref, long timeNs) {}

    /// What was found in a session, as long as neither it nor the tracks change.
    private record Known(
            long samples, long bookVersion, String courseId, int number, long timeNs) {}

    BestLaps(SessionStore store, LapService laps) {
        this.store = store;
        this.laps = laps;
    }

    /// The fastest lap that counts on `course`, of all sessions that began before `session`.
    Optional<Best> before(SessionInfo session, Course course) {
        Instant start = session.started();
        if (start == null) {
            return Optional.empty();
        }
        return store.sessions(SessionQuery.newest(LOOKED_AT)).sessions().stream()
                .filter(other -> other.id() != session.id() && began(other).isBefore(start))
                .filter(other -> cameNear(other.id(), course))
                .limit(CUT)
                .flatMap(other -> best(other, course).stream())
                .min(Comparator.comparingLong(Best::timeNs));
    }

    private static Instant began(SessionInfo session) {
        return session.started() == null ? Instant.MAX : session.started();
    }

    private boolean cameNear(long sessionId, Course course) {
        GeoPoint start = course.start().centre();
        List<ChannelSummary> channels = store.channels(sessionId);
        return covers(channels, "latitude", start.latitude())
                && covers(channels, "longitude", start.longitude());
    }

    private static boolean covers(List<ChannelSummary> channels, String name, double degrees) {
        return channels.stream()
                .filter(c -> c.channel().name().equals(name))
                .anyMatch(c -> degrees >= c.min() - MARGIN_DEG && degrees <= c.max() + MARGIN_DEG);
    }

    private Optional<Best> best(SessionInfo session, Course course) {
        long version = laps.courses().version();
        Known found;
        synchronized (known) {
            found = known.get(session.id());
        }
        if (found == null
                || found.samples() != session.samples()
                || found.bookVersion() != version) {
            found = cut(session, version);
            synchronized (known) {
                known.put(session.id(), found);
            }
        }
        return found.number() > 0 && found.courseId().equals(course.id())
                ? Optional.of(
                        new Best(session, new LapRef(session.id(), found.number()), found.timeNs()))
                : Optional.empty();
    }

    /// A damaged session is no reason to show no debrief of another.
    private Known cut(SessionInfo session, long version) {
        try {
            SessionLaps cut = laps.laps(session.id());
            Course course = cut.course();
            Lap best = cut.table().best().orElse(null);
            if (course != null && cut.saved() && best != null) {
                return new Known(
                        session.samples(), version, course.id(), best.number(), best.timeNs());
            }
        } catch (StoreException e) {
            LOG.warn("session {} is left out of the references", session.id(), e);
        }
        return new Known(session.samples(), version, "", 0, 0);
    }
}
