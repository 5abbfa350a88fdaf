package io.cartelem.server.rest;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.port.StoreStatus;
import io.cartelem.core.record.RecordingStatus;
import io.cartelem.server.ServerContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// How recording and collectors stand, as the API and the stream show it.
///
/// @param dropped samples of this session that the store gave up
/// @param radio null where there is none
public record StatusView(
        boolean recording,
        @Nullable Long sessionId,
        @Nullable SessionView session,
        double elapsedS,
        long samples,
        double rowsPerS,
        long dropped,
        StoreView store,
        List<CollectorView> collectors,
        @Nullable RadioView radio) {

    /// The store, without its place.
    public record StoreView(
            boolean ready,
            long sizeBytes,
            long freeBytes,
            long pendingSamples,
            long lostSamples,
            @Nullable String problem) {
        static StoreView of(StoreStatus status) {
            return new StoreView(
                    status.ready(),
                    status.sizeBytes(),
                    status.freeBytes(),
                    status.pendingSamples(),
                    status.lostSamples(),
                    status.problem());
        }

        StoreView discreet() {
            return new StoreView(
                    ready,
                    sizeBytes,
                    freeBytes,
                    pendingSamples,
                    lostSamples,
                    Discreet.sentenceOrNull(
                            problem, "The store has a problem; the desktop shows which."));
        }
    }

    /// A collector.
    public record CollectorView(
            String source,
            String state,
            String code,
            String message,
            String since,
            double sinceS,
            String address,
            @Nullable String device,
            @Nullable Double rateHz,
            long rejected,
            @Nullable String lastError,
            boolean simulated) {
        static CollectorView of(CollectorState state, ServerContext context) {
            long age = Math.max(0, context.clock().monoNs() - state.sinceNs());
            return new CollectorView(
                    state.source(),
                    state.phase().name().toLowerCase(Locale.ROOT),
                    state.code(),
                    state.sentence(),
                    Json.iso(context.clock().utc().minusNanos(age)),
                    seconds(age),
                    state.address(),
                    state.device(),
                    Json.number(state.rateHz()),
                    state.rejected(),
                    state.lastError(),
                    state.simulated());
        }

        CollectorView discreet() {
            return new CollectorView(
                    source,
                    state,
                    code,
                    Discreet.sentence(
                            message,
                            Discreet.sentenceOf(Phase.valueOf(state.toUpperCase(Locale.ROOT)))),
                    since,
                    sinceS,
                    Discreet.address(address),
                    Discreet.sentenceOrNull(device, source),
                    rateHz,
                    rejected,
                    Discreet.sentenceOrNull(lastError, "The desktop shows the last failure."),
                    simulated);
        }
    }

    public static StatusView of(ServerContext context) {
        RecordingStatus status = context.recorder().status();
        return new StatusView(
                status.recording(),
                status.session() == null ? null : status.session().id(),
                status.session() == null ? null : SessionView.of(status.session()),
                seconds(status.elapsed().toNanos()),
                status.samples(),
                Math.round(status.samplesPerSecond() * 10) / 10.0,
                status.lost(),
                StoreView.of(context.store().status()),
                collectors(context),
                RadioView.of(context));
    }

    /// The same for those who may only look on: no place on this computer.
    public StatusView discreet() {
        return new StatusView(
                recording,
                sessionId,
                session,
                elapsedS,
                samples,
                rowsPerS,
                dropped,
                store.discreet(),
                collectors.stream().map(CollectorView::discreet).toList(),
                radio);
    }

    static List<CollectorView> collectors(ServerContext context) {
        return context.collectors().get().stream().map(s -> CollectorView.of(s, context)).toList();
    }

    /// Seconds with three decimals.
    static double seconds(long nanos) {
        return Math.round(nanos / 1e6) / 1e3;
    }
}
