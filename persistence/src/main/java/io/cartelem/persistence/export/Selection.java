package io.cartelem.persistence.export;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Frame;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/// What one export reads, with progress and cancelling built in. For one thread.
final class Selection {
    private static final int SAMPLES_PER_STEP = 8_192;
    private static final int FRAMES_PER_STEP = 256;

    private final SessionStore store;
    private final SignalQuery query;
    private final Progress progress;
    private final SessionInfo session;
    private final Timebase timebase;
    private long done;

    Selection(SessionStore store, SignalQuery query, Progress progress) {
        this.store = store;
        this.query = query;
        this.progress = progress;
        this.session =
                store.session(query.sessionId())
                        .orElseThrow(
                                () ->
                                        new StoreException(
                                                StoreException.Reason.SESSION_NOT_FOUND,
                                                "There is no session " + query.sessionId() + "."));
        this.timebase = store.timebase(query.sessionId());
    }

    SessionStore store() {
        return store;
    }

    SignalQuery query() {
        return query;
    }

    SessionInfo session() {
        return session;
    }

    Timebase timebase() {
        return timebase;
    }

    /// The selected channels, by id in order.
    List<Channel> channels() {
        return store.channels(query.sessionId()).stream()
                .map(ChannelSummary::channel)
                .filter(query::wants)
                .toList();
    }

    /// Hands over every selected sample by time, then id.
    void inTimeOrder(Sink<Signal> sink) throws IOException {
        inTimeOrder(query, sink);
    }

    /// Hands over every sample that `part`, a part of this selection, selects, by time, then id.
    void inTimeOrder(SignalQuery part, Sink<Signal> sink) throws IOException {
        done = 0;
        scan(part, store.count(part), sink);
    }

    /// Hands over every selected sample, one channel after the other, each by time, then id.
    void byChannel(Sink<Signal> sink) throws IOException {
        done = 0;
        long total = store.count(query);
        for (Channel channel : channels()) {
            SignalQuery one =
                    query.ofSources(Set.of(channel.source())).ofChannels(Set.of(channel.id()));
            scan(
                    one,
                    total,
                    signal -> {
                        // A channel whose name looks like this one's id passes the filter as well.
                        if (signal.channel().name().equals(channel.name())) {
                            sink.accept(signal);
                        }
                    });
        }
    }

    /// Hands over the frames of the selected time range in time order.
    void frames(Sink<Frame> sink) throws IOException {
        done = 0;
        try {
            store.frames(
                    query.sessionId(),
                    query.fromNs(),
                    query.toNs(),
                    frame -> {
                        if (done++ % FRAMES_PER_STEP == 0) {
                            progress.step(done - 1, -1);
                        }
                        accept(sink, frame);
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        progress.step(done, done);
    }

    private void scan(SignalQuery part, long total, Sink<Signal> sink) throws IOException {
        progress.step(done, total);
        try {
            store.scan(
                    part,
                    signal -> {
                        accept(sink, signal);
                        if (++done % SAMPLES_PER_STEP == 0) {
                            progress.step(Math.min(done, total), total);
                        }
                        return true;
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        progress.step(Math.min(done, total), total);
    }

    private static <T> void accept(Sink<T> sink, T item) {
        try {
            sink.accept(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes one item and writes it.
    @FunctionalInterface
    interface Sink<T> {
        void accept(T item) throws IOException;
    }
}
