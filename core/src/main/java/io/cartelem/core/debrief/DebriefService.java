package io.cartelem.core.debrief;

import io.cartelem.core.alert.AlertMark;
import io.cartelem.core.debrief.Debrief.Codes;
import io.cartelem.core.debrief.Debrief.Comparison;
import io.cartelem.core.debrief.Debrief.PlacedLoss;
import io.cartelem.core.debrief.Debrief.Quality;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapComparison;
import io.cartelem.core.lap.Loss;
import io.cartelem.core.lap.Odometer;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.SessionComparison;
import io.cartelem.core.lap.session.SessionLaps;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Makes the debrief of any session, also of one that is being recorded or was imported. Safe on
/// any thread; memory does not grow with the session.
public final class DebriefService {
    /// Columns by which laps are compared: a place every few metres of a usual track.
    private static final int POINTS = 1_001;

    /// So many sessions back a reading of trouble codes is looked for.
    private static final int CODES_LOOKED_FOR = 100;

    private final SessionStore store;
    private final LapService laps;
    private final BestLaps bestLaps;

    public DebriefService(SessionStore store, LapService laps) {
        this.store = store;
        this.laps = laps;
        this.bestLaps = new BestLaps(store, laps);
    }

    /// The debrief of a session.
    ///
    /// @param reference the lap with which the best lap is compared; null for the best lap of the
    ///   sessions driven before on the same saved track
    /// @throws StoreException SESSION_NOT_FOUND; INVALID if the reference does not exist or is not
    ///   of the same track
    public Debrief debrief(long sessionId, @Nullable LapRef reference) {
        SessionInfo session =
                store.session(sessionId)
                        .orElseThrow(
                                () ->
                                        new StoreException(
                                                Reason.SESSION_NOT_FOUND,
                                                "There is no session " + sessionId + "."));
        List<ChannelSummary> channels = store.channels(sessionId);
        long endNs = channels.stream().mapToLong(ChannelSummary::lastNs).max().orElse(0);
        SessionLaps cut = laps.laps(sessionId);
        Odometer odometer = new Odometer();
        laps.fixes(sessionId, odometer::accept);
        SessionScan scan = new SessionScan(channels);
        scan.read(store, sessionId);
        return new Debrief(
                session,
                endNs,
                Double.isNaN(odometer.metres()) ? scan.metresBySpeed() : odometer.metres(),
                cut,
                comparison(session, cut, reference),
                scan.temperatures(),
                scan.voltage(),
                AlertMark.read(
                        store.markers(sessionId).stream()
                                .sorted(Comparator.comparingLong(marker -> marker.timeNs()))
                                .toList()),
                codes(session, scan.codes()),
                new Quality(
                        scan.sources(endNs), store.lostSamples(sessionId), session.recovered()));
    }

    /// The best lap against the reference, or a usual one against the best.
    private @Nullable Comparison comparison(
            SessionInfo session, SessionLaps cut, @Nullable LapRef chosen) {
        Course course = cut.course();
        Lap best = cut.table().best().orElse(null);
        if (course == null || best == null) {
            return null;
        }
        LapRef bestRef = new LapRef(session.id(), best.number());
        LapRef reference =
                chosen != null
                        ? chosen
                        : cut.saved()
                                ? bestLaps.before(session, course)
                                        .map(BestLaps.Best::ref)
                                        .orElse(bestRef)
                                : bestRef;
        if (!reference.equals(bestRef)) {
            return compare(reference, bestRef, best);
        }
        return usual(cut, best)
                .map(lap -> compare(bestRef, new LapRef(session.id(), lap.number()), lap))
                .orElse(null);
    }

    /// The middle one of the laps that count beside the best.
    private static Optional<Lap> usual(SessionLaps cut, Lap best) {
        List<Lap> others =
                cut.table().laps().stream()
                        .filter(lap -> lap.counts() && lap.number() != best.number())
                        .sorted(Comparator.comparingLong(Lap::timeNs))
                        .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(others.get(others.size() / 2));
    }

    private Comparison compare(LapRef reference, LapRef ref, Lap lap) {
        SessionComparison compared = laps.compare(reference, ref, Set.of(), POINTS);
        String name = store.session(reference.sessionId()).map(SessionInfo::name).orElse("");
        LapComparison by = compared.byDistance();
        List<PlacedLoss> losses = by.losses().stream().map(loss -> placed(loss, compared)).toList();
        return new Comparison(
                reference, name, compared.reference().lap().timeNs(), ref, lap, losses);
    }

    private static PlacedLoss placed(Loss loss, SessionComparison compared) {
        double[] metres = compared.byDistance().metres();
        double apex = loss.corner().apexM();
        double share = apex / metres[metres.length - 1];
        int column = (int) Math.round(share * (metres.length - 1));
        double seconds = compared.byDistance().lap()[column];
        return new PlacedLoss(
                loss,
                compared.lap().lap().startNs() + Math.round(seconds * 1e9),
                compared.reference().pointAt(apex));
    }

    /// Against the newest session before this one in which the same car was asked for its codes.
    private Codes codes(SessionInfo session, CodeLog log) {
        Instant start = session.started();
        if (log.isEmpty() || start == null) {
            return log.since(null, null);
        }
        SessionQuery query = SessionQuery.newest(CODES_LOOKED_FOR);
        for (SessionInfo other : store.sessions(query).sessions()) {
            boolean earlier = other.started() != null && other.started().isBefore(start);
            if (earlier
                    && Objects.equals(other.details().carId(), session.details().carId())
                    && other.origin() == session.origin()) {
                CodeLog before = SessionScan.codes(store, other.id());
                if (!before.isEmpty()) {
                    return log.since(other, before);
                }
            }
        }
        return log.since(null, null);
    }
}
