package io.cartelem.server;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SessionStore;

import java.time.Instant;

/// A session of known content: ten seconds from 2026-05-01T12:00:00Z, RPM ten times a second,
/// position and a gear once a second.
final class RecordedSession {
    static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    static final int RPM_SAMPLES = 100;
    static final int SAMPLES = RPM_SAMPLES + 4 * 10;

    private RecordedSession() {}

    static long in(SessionStore store) {
        return in(store, RPM_SAMPLES);
    }

    /// @param rpmSamples how many samples of RPM, ten a second
    static long in(SessionStore store, int rpmSamples) {
        long id = store.create(SessionDraft.named("Known"), SessionOrigin.LIVE, START).id();
        store.begin(id, START, ClockAnchor.Trust.SYSTEM, SessionOrigin.LIVE);
        SampleBatch.Builder batch = SampleBatch.builder(rpmSamples + 40);
        for (int i = 0; i < rpmSamples; i++) {
            batch.add(Station.RPM, i * 100_000_000L, 1000 + i);
        }
        for (int i = 0; i < 10; i++) {
            long t = i * 1_000_000_000L;
            batch.add(Station.LATITUDE, t, 50.3 + i / 1e4);
            batch.add(Station.LONGITUDE, t, 6.9 + i / 1e4);
            batch.add(Station.GPS_SPEED, t, 10.0 * i);
            batch.add(Station.GEAR, t, "g" + i);
        }
        store.append(id, batch.build()).join();
        store.appendFrame(id, 1_000_000_000L, "{\"obd.RPM\":1010}").join();
        store.appendFrame(id, 2_000_000_000L, "{\"obd.RPM\":1020}").join();
        store.mark(id, 3_000_000_000L, "start line");
        store.finish(id, START.plusSeconds(10));
        return id;
    }
}
