package io.cartelem.persistence.importer;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.Importer.RadioMatch;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.persistence.align.RadioFiller;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Stores a file's samples in a new session. [#finish] completes it; [#undo] takes it away again.
final class StoringSink extends ImportSink implements RadioFiller.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(StoringSink.class);
    private static final int BATCH = 8_192;

    /// Batches handed over and not yet durable.
    private static final int IN_FLIGHT = 8;

    /// Sessions of failed imports go to the trash with this date, and [#undo] empties only this
    /// part of it.
    private static final Instant UNDONE = Instant.EPOCH;

    private final SessionStore store;
    private final @Nullable SessionDraft wanted;
    private final Instant now;
    private final Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
    private SampleBatch.Builder batch = SampleBatch.builder(BATCH);
    private @Nullable SessionInfo session;
    private long lastNs = Long.MIN_VALUE;

    /// @param wanted what a person says about the session, null for what the file says
    /// @param now when the session is made
    StoringSink(
            Progress progress,
            long size,
            SessionDraft details,
            Map<Channel, Channel> channels,
            SessionStore store,
            @Nullable SessionDraft wanted,
            Instant now) {
        super(progress, size, details, channels);
        this.store = store;
        this.wanted = wanted;
        this.now = now;
    }

    @Override
    public void begin(Instant start, ClockAnchor.Trust trust) {
        super.begin(start, trust);
        session = store.create(wanted == null ? details() : wanted, SessionOrigin.IMPORTED, now);
        session = store.begin(session.id(), start, trust, SessionOrigin.IMPORTED);
    }

    @Override
    public void sample(
            Channel channel, long timeNs, double value, @Nullable String text, Quality quality) {
        batch.add(stored(channel), timeNs, value, text, quality);
        lastNs = Math.max(lastNs, timeNs);
        if (batch.size() == BATCH) {
            append();
        }
    }

    @Override
    public void marker(long timeNs, String text) {
        if (session != null) {
            store.mark(session.id(), timeNs, text);
        }
    }

    /// Puts what came by radio of the same drive beside the file's samples.
    List<RadioMatch> fillByRadio() {
        if (session == null || lastNs == Long.MIN_VALUE) {
            return List.of();
        }
        settle();
        long end = lastNs;
        try {
            return new RadioFiller(store).fill(session.id(), Timebase.of(anchors()), this);
        } finally {
            lastNs = end;
        }
    }

    /// Completes the session; null if the file had nothing to store.
    @Nullable SessionInfo finish() {
        if (session == null || lastNs == Long.MIN_VALUE) {
            return null;
        }
        settle();
        for (ClockAnchor anchor : anchors().subList(1, anchors().size())) {
            store.anchor(session.id(), anchor);
        }
        Instant stopped = stopped();
        return store.finish(
                session.id(), stopped == null ? Timebase.of(anchors()).utcOf(lastNs) : stopped);
    }

    /// Removes what was stored so far. Where even that fails, the session stays behind in the state
    /// in which the store's recovery finds it.
    void undo() {
        SessionInfo begun = session;
        if (begun == null) {
            return;
        }
        try {
            if (store.session(begun.id()).map(SessionInfo::active).orElse(false)) {
                store.finish(begun.id(), now);
            }
            store.delete(begun.id(), UNDONE);
            store.purge(UNDONE.plusSeconds(1));
        } catch (StoreException e) {
            LOG.warn("The broken-off import {} could not be removed", begun.name(), e);
        }
    }

    private void settle() {
        append();
        while (!inFlight.isEmpty()) {
            await();
        }
    }

    private void append() {
        if (batch.size() == 0 || session == null) {
            return;
        }
        if (inFlight.size() == IN_FLIGHT) {
            await();
        }
        inFlight.add(store.append(session.id(), batch.build()));
        batch = SampleBatch.builder(BATCH);
    }

    private void await() {
        try {
            inFlight.remove().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException failure
                    ? failure
                    : new StoreException(
                            StoreException.Reason.FAILED, "The samples could not be stored", e);
        }
    }
}
