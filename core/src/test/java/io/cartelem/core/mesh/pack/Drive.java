package io.cartelem.core.mesh.pack;

import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.CarState;
import io.cartelem.core.sim.car.Vehicle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The simulated car on its recorded lap, as samples of the reference's schema.
final class Drive {
    private static final Duration ON_THE_LAP = Duration.ofMinutes(3);

    private Drive() {}

    /// @param stepMs from one sample to the next
    static List<RadioSample> samples(int count, long stepMs, long seed) {
        Vehicle car =
                new Vehicle(
                        CarSettings.usual().withSeed(seed).withWarm(true),
                        new ManualClock(Reference.TIME));
        Random random = new Random(seed);
        List<RadioSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CarState state = car.at(ON_THE_LAP.toNanos() + i * stepMs * 1_000_000);
            samples.add(
                    new RadioSample(
                            Reference.TIME.plusMillis(i * stepMs),
                            true,
                            new double[] {
                                state.motion().latitude(),
                                state.motion().longitude(),
                                state.motion().kph(),
                                state.motion().heading(),
                                state.motion().altitude(),
                                state.engine().rpm(),
                                state.engine().throttle(),
                                state.engine().load(),
                                state.engine().coolant(),
                                state.body().battery(),
                                random.nextInt(10) == 0 ? 11 : 12
                            }));
        }
        return samples;
    }
}
