package io.cartelem.server.rest;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.port.StoreStatus;
import io.cartelem.core.record.RecordingStatus;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import java.util.function.LongSupplier;

/// Figures in the text format of Prometheus (exposition format 0.0.4).
final class MetricsRoutes {
    private final ServerContext context;
    private final LongSupplier streamClients;
    private final LongSupplier streamDropped;

    MetricsRoutes(ServerContext context, LongSupplier streamClients, LongSupplier streamDropped) {
        this.context = context;
        this.streamClients = streamClients;
        this.streamDropped = streamDropped;
    }

    void on(Routes routes) {
        routes.get("/metrics", Access.VIEWER, this::metrics);
    }

    private void metrics(Context ctx) {
        Page page = new Page();
        RecordingStatus recording = context.recorder().status();
        page.gauge(
                "recording", "Whether a session is being recorded", recording.recording() ? 1 : 0);
        page.gauge("session_samples", "Samples of the running session", recording.samples());
        page.counter(
                "samples_published_total",
                "Samples published by all collectors",
                context.bus().published());
        StoreStatus store = context.store().status();
        page.gauge("store_ready", "Whether the store takes samples", store.ready() ? 1 : 0);
        page.gauge("store_size_bytes", "Size of the store", store.sizeBytes());
        page.gauge("store_free_bytes", "Free space beside the store", store.freeBytes());
        page.gauge(
                "store_pending_samples",
                "Samples accepted but not yet durable",
                store.pendingSamples());
        page.counter("store_lost_samples_total", "Samples given up", store.lostSamples());
        page.gauge("stream_clients", "Connected WebSocket clients", streamClients.getAsLong());
        page.counter(
                "stream_dropped_samples_total",
                "Samples that slow clients did not get",
                streamDropped.getAsLong());
        Runtime runtime = Runtime.getRuntime();
        page.gauge(
                "heap_used_bytes",
                "Java heap in use",
                runtime.totalMemory() - runtime.freeMemory());
        collectors(page);
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8");
        ctx.header("Cache-Control", "no-store");
        ctx.result(page.text.toString());
    }

    private void collectors(Page page) {
        page.head("collector_up", "Whether the collector's values arrive", "gauge");
        for (CollectorState state : context.collectors().get()) {
            boolean up = state.phase() == CollectorState.Phase.RUNNING;
            page.line("collector_up", state.source(), up ? 1 : 0);
        }
        page.head("collector_rate_hertz", "The rate that is really reached", "gauge");
        for (CollectorState state : context.collectors().get()) {
            page.line("collector_rate_hertz", state.source(), state.rateHz());
        }
        page.head("collector_rejected_total", "Lines or frames not understood", "counter");
        for (CollectorState state : context.collectors().get()) {
            page.line("collector_rejected_total", state.source(), state.rejected());
        }
    }

    private static final class Page {
        final StringBuilder text = new StringBuilder(2048);

        void gauge(String name, String help, Number value) {
            head(name, help, "gauge");
            line(name, value);
        }

        void counter(String name, String help, Number value) {
            head(name, help, "counter");
            line(name, value);
        }

        void head(String name, String help, String type) {
            text.append("# HELP cartelem_").append(name).append(' ').append(help).append('\n');
            text.append("# TYPE cartelem_").append(name).append(' ').append(type).append('\n');
        }

        void line(String name, Number value) {
            text.append("cartelem_").append(name).append(' ').append(value).append('\n');
        }

        void line(String name, String source, Number value) {
            String label = source.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            line(name + "{source=\"" + label + "\"}", value);
        }
    }
}
