package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import io.cartelem.core.live.LiveValue;
import io.cartelem.server.ServerContext;
import io.cartelem.server.security.Access;
import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// What is there now: devices, collectors, live channels.
final class LiveRoutes {
    private final ServerContext context;

    private record Devices(
            List<ServerContext.PortInfo> ports, List<StatusView.CollectorView> collectors) {
        Devices discreet() {
            return new Devices(
                    ports.stream().map(Devices::discreet).toList(),
                    collectors.stream().map(StatusView.CollectorView::discreet).toList());
        }

        private static ServerContext.PortInfo discreet(ServerContext.PortInfo port) {
            return new ServerContext.PortInfo(
                    Discreet.address(port.address()),
                    Discreet.sentence(port.description(), ""),
                    port.source(),
                    Discreet.sentence(port.device(), port.source()));
        }
    }

    private record ChannelView(
            String id,
            String source,
            String name,
            String unit,
            String kind,
            int decimals,
            @Nullable Object value,
            String quality,
            String timestamp,
            double ageS,
            double periodS,
            String freshness) {}

    LiveRoutes(ServerContext context) {
        this.context = context;
    }

    void on(Routes routes) {
        routes.get(API + "/devices", Access.VIEWER, this::devices)
                .get(API + "/channels", Access.VIEWER, this::channels);
    }

    private void devices(Context ctx) {
        Devices all = new Devices(context.ports().get(), StatusView.collectors(context));
        Json.write(ctx, Routes.caller(ctx).trusted() ? all : all.discreet());
    }

    private void channels(Context ctx) {
        long now = context.clock().monoNs();
        Json.write(ctx, context.live().latest().stream().map(v -> view(v, now)).toList());
    }

    private ChannelView view(LiveValue value, long now) {
        long age = value.ageNs(now);
        return new ChannelView(
                value.channel().id(),
                value.channel().source(),
                value.channel().name(),
                value.channel().unit(),
                value.channel().kind().name().toLowerCase(Locale.ROOT),
                value.channel().decimals(),
                value.text() != null ? value.text() : Json.number(value.value()),
                value.quality().label(),
                Json.iso(context.clock().utc().minusNanos(age)),
                StatusView.seconds(age),
                StatusView.seconds(value.periodNs()),
                value.freshness(now).name().toLowerCase(Locale.ROOT));
    }
}
