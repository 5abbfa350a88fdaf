package io.cartelem.app.live;

import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.map.MapModel;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.TrackPoint;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.Supplier;

/// Brings the part of a running recording's track that memory no longer holds to the live map:
/// asked once for each recording, in the background. FX thread.
final class EarlierTrack {
    private static final Logger LOG = LoggerFactory.getLogger(EarlierTrack.class);
    private static final int POINTS = 50_000;

    private final Supplier<SessionStore> store;
    private final Background background;
    private final MapModel map;
    private long askedFor;

    EarlierTrack(Supplier<SessionStore> store, Background background, MapModel map) {
        this.store = store;
        this.background = background;
        this.map = map;
    }

    void update(Snapshot snapshot) {
        SessionInfo session = snapshot.recording().session();
        if (session == null || session.id() == askedFor || map.firstNs() == Long.MAX_VALUE) {
            return;
        }
        askedFor = session.id();
        long startNs = snapshot.recording().startNs();
        long end = map.firstNs() - startNs;
        if (end <= 0) {
            return;
        }
        background.<List<TrackPoint>>run(
                () ->
                        store.get().track(session.id(), 0, end, POINTS).stream()
                                .map(p -> later(p, startNs))
                                .toList(),
                points -> {
                    if (!points.isEmpty()) {
                        map.precede(points);
                    }
                },
                failure -> LOG.warn("the recorded part of the track is not shown", failure));
    }

    private static TrackPoint later(TrackPoint point, long byNs) {
        return new TrackPoint(
                point.timeNs() + byNs, point.latitude(), point.longitude(), point.speedKph());
    }
}
