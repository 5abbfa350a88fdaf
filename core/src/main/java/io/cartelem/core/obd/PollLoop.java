package io.cartelem.core.obd;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.obd.adapter.Adapter;
import io.cartelem.core.obd.adapter.AdapterRestartedException;
import io.cartelem.core.obd.adapter.CarProfile;
import io.cartelem.core.obd.adapter.CarRequester;
import io.cartelem.core.obd.adapter.Discovery;
import io.cartelem.core.obd.adapter.Outcome;
import io.cartelem.core.obd.adapter.PidPoller;
import io.cartelem.core.obd.adapter.Poll;
import io.cartelem.core.obd.diag.CarSession;
import io.cartelem.core.obd.diag.DiagnosticsDesk;
import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.pid.PidData;
import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.pid.PidValue;
import io.cartelem.core.obd.pid.Scaling;
import io.cartelem.core.obd.pid.SupportedPids;
import io.cartelem.core.obd.poll.ChannelRequest;
import io.cartelem.core.obd.poll.PollScheduler;
import io.cartelem.core.obd.poll.RateMeter;
import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Polls one car until it falls silent: asks what it supports, then for the wanted channels in
/// their rhythm, and publishes what comes.
final class PollLoop {
    private static final Duration RATE_WINDOW = Duration.ofSeconds(2);
    private static final long LONGEST_PAUSE_NS = Duration.ofMillis(100).toNanos();

    /// So many requests in a row without an answer raise the question whether the car is still on.
    private static final int SILENCES_ALLOWED = 3;

    private final CarRequester car;
    private final ObdSettings settings;
    private final CollectorContext context;
    private final Consumer<RateMeter.Rates> reached;
    private final DiagnosticsDesk desk;
    private final BetweenPolls voltage;
    private final Clock clock;
    private final Set<PidValue> wanted = new HashSet<>();
    private Scaling scaling = Scaling.DEFAULT;
    private int silences;

    /// Something to do now and then between two polls.
    interface BetweenPolls {
        boolean run() throws LinkException, InterruptedException, AdapterRestartedException;
    }

    PollLoop(
            CarRequester car,
            ObdSettings settings,
            CollectorContext context,
            Consumer<RateMeter.Rates> reached,
            DiagnosticsDesk desk,
            BetweenPolls voltage) {
        this.car = car;
        this.settings = settings;
        this.context = context;
        this.reached = reached;
        this.desk = desk;
        this.voltage = voltage;
        this.clock = context.clock();
    }

    /// Returns when the car has fallen silent.
    void run() throws LinkException, InterruptedException, AdapterRestartedException {
        SupportedPids supported = Discovery.supported(car);
        if (supported.isEmpty()) {
            return;
        }
        scaling = Discovery.scaling(car, supported);
        Map<Pid, Double> rates = rates(supported);
        Adapter adapter = car.adapter();
        String identity = adapter.profile().identity();
        String carName = CarFingerprint.of(car.bus(), supported);
        PidPoller poller =
                new PidPoller(
                        car,
                        supported,
                        PidTable.standard(),
                        settings.memory()
                                .car(identity, carName)
                                .orElseGet(() -> CarProfile.unknown(carName)),
                        context::rejected);
        poller.probe(new ArrayList<>(rates.keySet()));
        PollScheduler scheduler =
                new PollScheduler(rates, settings.missesAllowed(), clock.monoNs());
        tellPolling(scheduler);
        CarSession session = new CarSession(car, poller, supported, scaling, rates, clock);
        desk.open();
        try {
            poll(session, scheduler);
        } finally {
            settings.memory().keep(identity, poller.profile());
        }
    }

    private void poll(CarSession session, PollScheduler scheduler)
            throws LinkException, InterruptedException, AdapterRestartedException {
        PidPoller poller = session.poller();
        RateMeter meter = new RateMeter(RATE_WINDOW.toNanos(), clock.monoNs());
        long voltageDueNs = clock.monoNs() + settings.voltageEvery().toNanos();
        boolean alive = true;
        while (alive) {
            long now = clock.monoNs();
            if (meter.full(now)) {
                RateMeter.Rates rates = meter.take(now);
                context.rate(rates.total());
                reached.accept(rates);
            }
            if (now >= voltageDueNs) {
                voltage.run();
                alive = !scheduler.isEmpty() || answersAtAll();
                voltageDueNs = clock.monoNs() + settings.voltageEvery().toNanos();
            }
            if (desk.hasWaiting()) {
                context.state(
                        Phase.RUNNING,
                        "diagnosing",
                        "Serving a diagnostic request; values go on afterwards");
                desk.serve(session);
                tellPolling(scheduler);
            }
            List<Pid> pids = scheduler.next(clock.monoNs(), poller.room(), poller::mayShare);
            if (pids.isEmpty()) {
                long left = Math.min(scheduler.nextDueNs(), voltageDueNs) - clock.monoNs();
                clock.pause(Duration.ofNanos(Math.min(left, LONGEST_PAUSE_NS)));
            } else {
                Poll poll = poller.poll(pids);
                boolean changed = publish(poll, scheduler, meter);
                alive = isAlive(poll);
                changed |= alive && count(poll, scheduler);
                if (alive && changed) {
                    tellPolling(scheduler);
                }
            }
        }
    }

    /// @return whether a demoted PID answered again
    private boolean publish(Poll poll, PollScheduler scheduler, RateMeter meter) {
        boolean back = false;
        SampleBatch.Builder batch = SampleBatch.builder(poll.data().size());
        for (PidData data : poll.data()) {
            back |= scheduler.answered(data.pid(), clock.monoNs());
            for (PidValue value : data.pid().values()) {
                OptionalDouble number = value.value(data.bytes(), scaling);
                if (wanted.contains(value) && number.isPresent()) {
                    batch.add(value.channel(), poll.timeNs(), number.getAsDouble());
                    meter.count(value.channel().name());
                }
            }
        }
        if (batch.size() > 0) {
            context.publish(batch.build());
        }
        return back;
    }

    private boolean isAlive(Poll poll)
            throws LinkException, InterruptedException, AdapterRestartedException {
        return switch (poll.result()) {
            case ANSWERED -> {
                silences = 0;
                yield true;
            }
            case CAR_SILENT -> false;
            case NO_DATA, DAMAGED -> ++silences < SILENCES_ALLOWED || answersAtAll();
        };
    }

    private boolean answersAtAll()
            throws LinkException, InterruptedException, AdapterRestartedException {
        silences = 0;
        return car.request("0100") instanceof Outcome.Answered;
    }

    /// @return whether a PID was demoted
    private boolean count(Poll poll, PollScheduler scheduler) {
        boolean demoted = false;
        for (Pid pid : poll.missed()) {
            if (poll.result() == Poll.Result.DAMAGED) {
                scheduler.postpone(pid, clock.monoNs());
            } else {
                demoted |= scheduler.missed(pid, clock.monoNs());
            }
        }
        return demoted;
    }

    private Map<Pid, Double> rates(SupportedPids supported) {
        Map<Integer, Double> byNumber = new TreeMap<>();
        for (ChannelRequest request : settings.channels()) {
            int pid = request.value().pid();
            if (supported.supports(pid)) {
                wanted.add(request.value());
                byNumber.merge(pid, request.hertz(), Math::max);
            }
        }
        Map<Pid, Double> rates = new LinkedHashMap<>();
        byNumber.forEach(
                (number, hertz) ->
                        PidTable.standard().pid(number).ifPresent(pid -> rates.put(pid, hertz)));
        return rates;
    }

    private void tellPolling(PollScheduler scheduler) {
        if (wanted.isEmpty()) {
            context.state(
                    Phase.WAITING,
                    "no_channels",
                    "The car answers, but supports none of the wanted channels.");
            return;
        }
        List<String> silent = new ArrayList<>();
        for (Pid pid : scheduler.demoted()) {
            silent.add(pid.values().getFirst().channel().name());
        }
        String sentence =
                "Reading %d of %d wanted channels over %s"
                        .formatted(
                                wanted.size(),
                                settings.channels().size(),
                                car.bus().protocol().title());
        context.state(
                Phase.RUNNING,
                "polling",
                silent.isEmpty()
                        ? sentence
                        : sentence + "; no answer for " + String.join(", ", silent));
    }
}
