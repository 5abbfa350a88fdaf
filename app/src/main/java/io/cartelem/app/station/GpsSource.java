package io.cartelem.app.station;

import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.config.Keys;
import io.cartelem.core.gps.GpsCollector;
import io.cartelem.core.gps.GpsSettings;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The satellite receiver.
final class GpsSource implements SourceKind {
    /// The rate that receivers are shipped with; the collector tries others when it is silent.
    private static final int USUAL_BAUD = 9_600;

    private static final LocalDate GPS_EPOCH = LocalDate.of(1980, 1, 6);

    @Override
    public boolean concernedBy(Set<String> keys) {
        return keys.stream().anyMatch(key -> key.startsWith("GPS_"));
    }

    @Override
    public List<SourcePlan> plan(SourceEnvironment environment) {
        LinkAddress address = environment.address(Keys.GPS_PORT);
        OptionalInt baud = environment.config().get(Keys.GPS_BAUDRATE);
        var car = environment.car();
        return List.of(
                environment.plan(
                        GpsCollector.of(address, settings(environment, address, baud.orElse(0))),
                        address,
                        car == null ? null : car.gpsAddress(),
                        baud.orElse(USUAL_BAUD),
                        environment.supervision(Keys.GPS_RECONNECT_DELAY)));
    }

    /// A replayed capture cannot be configured, and its dates are of long ago rather than rolled
    /// over.
    private static GpsSettings settings(
            SourceEnvironment environment, LinkAddress address, int baud) {
        return address instanceof LinkAddress.Capture
                ? new GpsSettings(0, 0, GPS_EPOCH, environment.time())
                : GpsSettings.live(
                        environment.config().get(Keys.GPS_RATE_HZ), baud, environment.time());
    }
}
