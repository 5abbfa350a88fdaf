package io.cartelem.core.debrief;

import io.cartelem.core.debrief.Debrief.Extreme;
import io.cartelem.core.debrief.Debrief.Part;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Signal;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds the highest or lowest value of a channel and when it was reached. Used by one thread.
final class ExtremeMeter {
    /// A car with a sensor on every corner of every tyre has fewer.
    private static final int MOST_TEMPERATURES = 32;

    private static final Set<String> TEMPERATURE_UNITS = Set.of("°C", "°F", "K", "C", "F");

    /// Other voltages in a car are of sensors.
    private static final List<String> BATTERY =
            List.of("battery_voltage", "control_module_voltage", "battery", "voltage");

    private final Channel channel;
    private final Part part;
    private final boolean highest;
    private double value = Double.NaN;
    private long timeNs;

    private ExtremeMeter(Channel channel, Part part, boolean highest) {
        this.channel = channel;
        this.part = part;
        this.highest = highest;
    }

    /// Meters of the temperatures among `channels`, in the order in which a driver asks for them.
    static List<ExtremeMeter> temperatures(List<ChannelSummary> channels) {
        return channels.stream()
                .filter(c -> c.count() > 0 && !Double.isNaN(c.max()))
                .map(ChannelSummary::channel)
                .filter(channel -> TEMPERATURE_UNITS.contains(channel.unit()))
                .map(channel -> new ExtremeMeter(channel, part(channel), true))
                .sorted(
                        Comparator.comparing((ExtremeMeter meter) -> meter.part)
                                .thenComparing(meter -> meter.channel.id()))
                .limit(MOST_TEMPERATURES)
                .toList();
    }

    /// A meter of the battery's voltage, if a channel has it.
    static Optional<ExtremeMeter> voltage(List<ChannelSummary> channels) {
        return channels.stream()
                .filter(c -> c.count() > 0 && !Double.isNaN(c.min()))
                .map(ChannelSummary::channel)
                .filter(channel -> channel.unit().equals("V") && batteryRank(channel) >= 0)
                .min(Comparator.comparingInt(ExtremeMeter::batteryRank).thenComparing(Channel::id))
                .map(channel -> new ExtremeMeter(channel, Part.OTHER, false));
    }

    private static int batteryRank(Channel channel) {
        return BATTERY.indexOf(channel.name().toLowerCase(Locale.ROOT));
    }

    private static Part part(Channel channel) {
        String name = channel.name().toLowerCase(Locale.ROOT);
        if (name.contains("coolant") || name.contains("water")) {
            return Part.COOLANT;
        }
        if (name.contains("oil")) {
            return Part.OIL;
        }
        return name.contains("intake") ? Part.INTAKE : Part.OTHER;
    }

    Channel channel() {
        return channel;
    }

    void accept(Signal signal) {
        double now = signal.value();
        if (signal.quality() == Quality.BAD || Double.isNaN(now)) {
            return;
        }
        if (Double.isNaN(value) || (highest ? now > value : now < value)) {
            value = now;
            timeNs = signal.timeNs();
        }
    }

    Optional<Extreme> result() {
        return Double.isNaN(value)
                ? Optional.empty()
                : Optional.of(new Extreme(channel, part, value, timeNs));
    }
}
