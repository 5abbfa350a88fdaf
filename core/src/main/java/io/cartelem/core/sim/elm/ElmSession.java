package io.cartelem.core.sim.elm;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.core.sim.device.Faults;

import java.time.Duration;

/// What a command has at hand while a client is served.
record ElmSession(
        ElmProfile profile,
        Vehicle vehicle,
        Faults<ElmFault> faults,
        ElmState state,
        Console console) {

    void line(String text) {
        console.line(text);
    }

    /// Lets time pass; what was said before is sent first.
    void pause(Duration duration) throws LinkException, InterruptedException {
        if (duration.isPositive()) {
            console.flush();
            vehicle.clock().pause(duration);
        }
    }

    /// The battery as `ATRV` shows it.
    double voltage() {
        return faults.strikes(ElmFault.NO_CAR) ? 0.1 : vehicle.now().body().battery();
    }
}
