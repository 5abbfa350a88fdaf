package io.cartelem.core.obd;

import java.time.Duration;
import java.util.OptionalDouble;

/// Decides when a silent car is asked again. Every question on the bus can keep control units awake
/// and light warning lamps, so the questions get rarer; but a rise of the battery voltage, which
/// costs the car nothing to read, tells at once that somebody started it.
final class IgnitionWatch {
    private static final double RISE_VOLTS = 0.4;

    /// Below this there is no car at the plug.
    private static final double NO_CAR_VOLTS = 6;

    private final Duration first;
    private final Duration longest;
    private Duration pause;
    private long nextNs;
    private double restVolts = Double.NaN;
    private boolean plugged = true;

    IgnitionWatch(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.pause = first;
    }

    /// The car answered.
    void carAnswered() {
        pause = first;
        restVolts = Double.NaN;
    }

    /// The car did not answer at `nowNs`.
    void carSilent(long nowNs) {
        nextNs = nowNs + pause.toNanos();
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /// Notes the voltage at the plug.
    ///
    /// @return whether it rose so far that the car should be asked at once
    boolean voltage(OptionalDouble volts) {
        if (volts.isEmpty()) {
            return false;
        }
        double now = volts.getAsDouble();
        plugged = now >= NO_CAR_VOLTS;
        boolean rose = now - restVolts >= RISE_VOLTS;
        if (rose || Double.isNaN(restVolts) || now < restVolts) {
            restVolts = now;
        }
        return rose;
    }

    boolean due(long nowNs) {
        return nowNs >= nextNs;
    }

    /// Whether the adapter has the voltage of a car, as far as it can tell.
    boolean plugged() {
        return plugged;
    }
}
