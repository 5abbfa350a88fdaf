package io.cartelem.core.obd;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.obd.adapter.Adapter;
import io.cartelem.core.obd.adapter.AdapterRestartedException;
import io.cartelem.core.obd.adapter.CarBus;
import io.cartelem.core.obd.adapter.CarFinder;
import io.cartelem.core.obd.adapter.CarRequester;
import io.cartelem.core.obd.diag.DiagnosticsDesk;
import io.cartelem.core.obd.diag.DiagnosticsException.Reason;
import io.cartelem.core.obd.poll.RateMeter;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// One adapter and whatever car it is plugged into, for as long as the adapter lasts: finds the
/// car, polls it, waits politely while its ignition is off, and begins again.
final class CarConversation {
    private static final Channel BATTERY =
            Channel.number(ObdCollector.SOURCE, "battery_voltage", "V", 1);
    private static final Duration WAITING_STEP = Duration.ofMillis(250);

    private final Adapter adapter;
    private final ObdSettings settings;
    private final CollectorContext context;
    private final Consumer<RateMeter.Rates> reached;
    private final DiagnosticsDesk desk;
    private final IgnitionWatch ignition;

    CarConversation(
            Adapter adapter,
            ObdSettings settings,
            CollectorContext context,
            Consumer<RateMeter.Rates> reached,
            DiagnosticsDesk desk) {
        this.adapter = adapter;
        this.settings = settings;
        this.context = context;
        this.reached = reached;
        this.desk = desk;
        this.ignition = new IgnitionWatch(settings.ignitionRetry(), settings.ignitionRetryMax());
    }

    void run() throws LinkException, InterruptedException, AdapterRestartedException {
        readVoltage();
        context.state(Phase.STARTING, "searching_protocol", "Looking for the car's protocol");
        CarFinder finder = new CarFinder(adapter, context::rejected);
        while (true) {
            Optional<CarRequester> car = finder.find();
            if (car.isPresent()) {
                ignition.carAnswered();
                drive(car.get());
            }
            waitForIgnition();
        }
    }

    /// Polls until the car falls silent.
    private void drive(CarRequester car)
            throws LinkException, InterruptedException, AdapterRestartedException {
        CarBus bus = car.bus();
        context.state(
                Phase.STARTING,
                "asking_car",
                "Asking the car what it supports, over " + bus.protocol().title());
        new PollLoop(car, settings, context, reached, desk, this::readVoltage).run();
        reached.accept(RateMeter.Rates.NONE);
        context.rate(0);
    }

    private void waitForIgnition()
            throws LinkException, InterruptedException, AdapterRestartedException {
        desk.close(Reason.CAR_SILENT, "The car does not answer: switch the ignition on.");
        ignition.carSilent(context.clock().monoNs());
        boolean rose = readVoltage();
        tellWaiting();
        long voltageDueNs = context.clock().monoNs() + settings.voltageEvery().toNanos();
        while (!rose && !ignition.due(context.clock().monoNs())) {
            context.clock().pause(WAITING_STEP);
            if (context.clock().monoNs() >= voltageDueNs) {
                voltageDueNs = context.clock().monoNs() + settings.voltageEvery().toNanos();
                rose = readVoltage();
            }
        }
    }

    private void tellWaiting() {
        if (ignition.plugged()) {
            context.state(
                    Phase.WAITING,
                    "ignition_off",
                    "The car does not answer: the ignition is off. It is asked again now and then.");
        } else {
            context.state(
                    Phase.WAITING,
                    "no_vehicle",
                    "The adapter has no voltage from a car: plug it into the car's OBD socket.");
        }
    }

    /// Reads and publishes the battery voltage.
    ///
    /// @return whether it rose as when somebody starts the car
    private boolean readVoltage()
            throws LinkException, InterruptedException, AdapterRestartedException {
        long before = context.clock().monoNs();
        OptionalDouble volts = adapter.voltage();
        if (volts.isPresent()) {
            long middle = before + (context.clock().monoNs() - before) / 2;
            context.publish(SampleBatch.of(BATTERY, middle, volts.getAsDouble()));
        }
        return ignition.voltage(volts);
    }
}
