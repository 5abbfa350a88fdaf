package io.cartelem.server.rest;

import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.server.ServerContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// How the Meshtastic radio is, as the API shows it.
///
/// @param role `car` or `pit`
/// @param rateHz samples a second that are really sent or received
/// @param duty null in the pit and before the node told its settings
public record RadioView(
        String role,
        @Nullable String node,
        @Nullable Double rateHz,
        String reason,
        @Nullable DutyView duty,
        long packets,
        long refused,
        long clamped,
        List<WarningView> warnings,
        List<CarView> cars) {

    /// Sending time in percent of an hour, and how busy the channel is.
    public record DutyView(
            @Nullable Double usedPct,
            @Nullable Double budgetPct,
            @Nullable Double limitPct,
            @Nullable Double forecastPct,
            @Nullable Double channelPct) {
        static @Nullable DutyView of(RadioStatus.@Nullable Duty duty) {
            return duty == null
                    ? null
                    : new DutyView(
                            hundredths(duty.usedPercent()),
                            hundredths(duty.budgetPercent()),
                            hundredths(duty.limitPercent()),
                            hundredths(duty.forecastPercent()),
                            hundredths(duty.channelPercent()));
        }
    }

    /// Something to look after.
    public record WarningView(String code, String message) {}

    /// A car that the pit hears.
    ///
    /// @param heardS seconds since its last packet
    public record CarView(
            String source,
            String name,
            long packets,
            @Nullable Double lossPct,
            @Nullable Double snr,
            int rssi,
            double heardS,
            boolean silent) {
        static CarView of(RadioStatus.Car car, long nowNs) {
            return new CarView(
                    car.source(),
                    car.name(),
                    car.packets(),
                    hundredths(car.lossPercent()),
                    hundredths(car.snr()),
                    car.rssi(),
                    StatusView.seconds(Math.max(0, nowNs - car.heardNs())),
                    car.silent());
        }
    }

    static @Nullable RadioView of(ServerContext context) {
        return context.radio()
                .get()
                .map(status -> of(status, context.clock().monoNs()))
                .orElse(null);
    }

    private static RadioView of(RadioStatus status, long nowNs) {
        return new RadioView(
                status.role().name().toLowerCase(Locale.ROOT),
                status.node(),
                hundredths(status.rateHz()),
                status.reason(),
                DutyView.of(status.duty()),
                status.packets(),
                status.refused(),
                status.clamped(),
                status.warnings().stream()
                        .map(warning -> new WarningView(warning.code(), warning.sentence()))
                        .toList(),
                status.cars().stream().map(car -> CarView.of(car, nowNs)).toList());
    }

    private static @Nullable Double hundredths(double value) {
        return Double.isFinite(value) ? (Double) (Math.round(value * 100) / 100.0) : null;
    }
}
