package io.cartelem.core.sim.car;

import io.cartelem.core.port.Clock;

import java.util.ArrayList;
import java.util.List;

/// The simulated car as a whole: its state over time, its key, its control units and what they
/// truly answered. Safe on any thread.
public final class Vehicle {
    private final CarSettings settings;
    private final Clock clock;
    private final long startNs;
    private final PetrolCar model;
    private final TruthJournal journal = new TruthJournal();
    private final List<Ecu> ecus;
    private volatile Journey journey;

    /// A car whose time 0 is now.
    public Vehicle(CarSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.startNs = clock.monoNs();
        this.model =
                new PetrolCar(
                        Lap.tianma(), settings.seed(), settings.ambient(), settings.fuelPercent());
        this.journey = Journey.begin(settings.ignition(), settings.warm() ? 1 : 0);
        this.ecus = settings.twoEcus() ? List.of(engine(), transmission()) : List.of(engine());
    }

    private Ecu engine() {
        return new Ecu(
                Ecu.Role.ENGINE,
                PidTable.engine(),
                Ecu.information(
                        settings.vin(), "CT-SIM-2000-01", 0x5C3A71E2, "ECM\0-EngineControl"),
                settings.mostPids(),
                journal);
    }

    private Ecu transmission() {
        return new Ecu(
                Ecu.Role.TRANSMISSION,
                PidTable.transmission(),
                Ecu.information("", "CT-SIM-TCM-01", 0x1F0B44D9, "TCM\0-TransmisCtrl"),
                settings.mostPids(),
                journal);
    }

    public CarSettings settings() {
        return settings;
    }

    /// The clock by which it drives.
    public Clock clock() {
        return clock;
    }

    /// [Clock#monoNs] at its time 0.
    public long startNs() {
        return startNs;
    }

    /// The car's state; the same time gives the same state, unless the key is turned before it.
    ///
    /// @param nanosSinceStart 0 is when this car was made
    public CarState at(long nanosSinceStart) {
        return model.at(journey, nanosSinceStart);
    }

    /// The state at a time of the clock.
    public CarState atClock(long monoNs) {
        return at(monoNs - startNs);
    }

    public CarState now() {
        return atClock(clock.monoNs());
    }

    /// Turns the key. The car rolls to a stop within seconds of turning it off.
    public synchronized void ignition(boolean on) {
        journey = journey.turned(clock.monoNs() - startNs, on);
    }

    /// Makes the engine's control unit store a fault and light the warning lamp.
    ///
    /// @param code for example `P0301`
    public void fail(String code) {
        ecus.getFirst().memory().confirm(code, now());
    }

    /// Makes the engine's control unit suspect a fault: a pending code, no lamp.
    public void suspect(String code) {
        ecus.getFirst().memory().suspect(code);
    }

    /// The control units in the order in which they usually answer.
    public List<Ecu> ecus() {
        return ecus;
    }

    public TruthJournal journal() {
        return journal;
    }

    /// One unit's answer to a request.
    ///
    /// @param messages in their order
    public record Answer(Ecu.Role ecu, List<byte[]> messages) {}

    /// Lets control units look at the car now and answer.
    ///
    /// @param request service and parameters
    /// @param meant the units that are addressed
    /// @param functional whether they are addressed all together
    /// @return one entry per unit that answers
    public List<Answer> ask(byte[] request, List<Ecu.Role> meant, boolean functional) {
        long timeNs = clock.monoNs();
        CarState state = atClock(timeNs);
        boolean can = settings.protocol().can();
        List<Answer> answers = new ArrayList<>();
        for (Ecu ecu : ecus) {
            if (meant.contains(ecu.role())) {
                List<byte[]> messages = ecu.answer(request, functional, can, state, timeNs);
                if (!messages.isEmpty()) {
                    answers.add(new Answer(ecu.role(), messages));
                }
            }
        }
        return answers;
    }
}
