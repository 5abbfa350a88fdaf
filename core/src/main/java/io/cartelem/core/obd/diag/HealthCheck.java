package io.cartelem.core.obd.diag;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.adapter.Adapter;
import io.cartelem.core.obd.adapter.AdapterProfile;
import io.cartelem.core.obd.adapter.AdapterProfile.Ability;
import io.cartelem.core.obd.adapter.AdapterRestartedException;
import io.cartelem.core.obd.adapter.PidPoller;
import io.cartelem.core.obd.adapter.Poll;
import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.poll.PollScheduler;
import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Examines an adapter with the car it is plugged into: which commands it lacks, how long it takes
/// to answer, how many values a second each way of asking brings. Chooses the fastest way that lost
/// nothing. Runs on the collector's thread instead of polling.
final class HealthCheck {
    /// How long it takes in all.
    static final Duration DURATION = Duration.ofSeconds(20);

    private static final int ROUND_TRIPS = 15;
    private static final int WAYS = 4;
    private static final double NANOS = 1e9;

    /// 100 ms, half the default time-out.
    private static final int SHORT_TICKS = 0x19;

    /// How much faster aggressive timing must be to be worth its risk.
    private static final double WORTH_IT = 1.1;

    /// Settings that matter, and what an adapter without them cannot do.
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "ATH1", "It prints no headers, so control units cannot be told apart.",
                    "ATS0", "It cannot leave out spaces, which costs some speed.",
                    "ATAT1", "It has no adaptive timing and waits its full time-out.",
                    "ATCAF1", "It does not take CAN messages apart by itself.",
                    "ATST32", "Its time-out cannot be set.");

    private final CarSession session;
    private final Adapter adapter;
    private final PidPoller poller;
    private final Clock clock;
    private final long perWayNs;
    private final List<Pid> pids;
    private final List<String> faults = new ArrayList<>();

    HealthCheck(CarSession session, Duration total) {
        this.session = session;
        this.adapter = session.requester().adapter();
        this.poller = session.poller();
        this.clock = session.clock();
        this.perWayNs = total.toNanos() / (WAYS + 1);
        this.pids = new ArrayList<>(session.rates().keySet());
    }

    HealthReport run()
            throws LinkException,
                    InterruptedException,
                    AdapterRestartedException,
                    DiagnosticsException {
        if (pids.isEmpty()) {
            throw new DiagnosticsException(
                    DiagnosticsException.Reason.REFUSED,
                    "The car supports none of the wanted channels, so there is nothing to measure"
                            + " with.");
        }
        double linkMillis = linkMillis();
        findFaults();
        AdapterProfile before = adapter.profile();
        adapter.learn(before.withCountDigit(Ability.UNKNOWN).withTiming(1, 0));
        // What was known before the check is not unknown because it breaks off.
        try {
            adapter.applyTiming();
            return compare(linkMillis);
        } catch (DiagnosticsException e) {
            adapter.learn(before);
            adapter.applyTiming();
            throw e;
        } catch (LinkException | AdapterRestartedException | InterruptedException e) {
            adapter.learn(before);
            throw e;
        }
    }

    private HealthReport compare(double linkMillis)
            throws LinkException,
                    InterruptedException,
                    AdapterRestartedException,
                    DiagnosticsException {
        Map<String, Measured> ways = new LinkedHashMap<>();
        Measured plain = heard(measure(1, false));
        ways.put("one by one", plain);
        chooseTiming(plain, ways);
        Measured digit = heard(measure(1, true));
        if (adapter.profile().countDigit() == Ability.WORKS) {
            ways.put("with the number of expected lines", digit);
        } else {
            faults.add("It does not understand the number of expected lines behind a request.");
        }
        poller.probeAgain(pids);
        if (poller.room() > 1) {
            ways.put(
                    "up to %d PIDs in a request".formatted(poller.room()),
                    heard(measure(poller.room(), true)));
        } else if (session.requester().bus().protocol().can()
                && poller.profile().pidsPerRequest() == 1) {
            faults.add("Several PIDs in one request do not work with it and this car.");
        }
        return report(linkMillis, ways);
    }

    private double linkMillis()
            throws LinkException, InterruptedException, AdapterRestartedException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < ROUND_TRIPS; i++) {
            long before = clock.monoNs();
            adapter.ask("ATI");
            times.add(clock.monoNs() - before);
        }
        times.sort(null);
        return times.get(ROUND_TRIPS / 2) / 1e6;
    }

    private void findFaults()
            throws LinkException, InterruptedException, AdapterRestartedException {
        for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
            if (!adapter.set(setting.getKey())) {
                faults.add(setting.getValue());
            }
        }
        if (adapter.ask("ATDPN").isEmpty()) {
            faults.add("It does not tell the protocol; it was guessed from the car's replies.");
        }
        if (adapter.voltage().isEmpty()) {
            faults.add("It does not measure the battery voltage.");
        }
    }

    /// Aggressive timing helps where the number of expected lines is not understood; it is kept
    /// only if it lost nothing.
    private void chooseTiming(Measured plain, Map<String, Measured> ways)
            throws LinkException, InterruptedException, AdapterRestartedException {
        if (adapter.set("ATAT2")) {
            if (isBetter(plain, ways, "one by one, aggressive timing")) {
                adapter.learn(adapter.profile().withTiming(2, 0));
            } else {
                adapter.set("ATAT1");
            }
        } else if (adapter.set("ATST%02X".formatted(SHORT_TICKS))) {
            if (isBetter(plain, ways, "one by one, shorter time-out")) {
                adapter.learn(adapter.profile().withTiming(1, SHORT_TICKS));
            } else {
                adapter.set("ATST32");
            }
        }
    }

    private boolean isBetter(Measured plain, Map<String, Measured> ways, String way)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Measured measured = measure(1, false);
        if (measured.failures > 0) {
            return false;
        }
        ways.put(way, measured);
        return measured.perSecond() > WORTH_IT * plain.perSecond();
    }

    private Measured measure(int room, boolean digits)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Measured measured = new Measured();
        List<Pid> shared = pids.stream().filter(poller::mayShare).limit(room).toList();
        boolean several = room > 1 && shared.size() > 1;
        long begin = clock.monoNs();
        for (int i = 0; clock.monoNs() - begin < perWayNs; i++) {
            Poll poll = poller.poll(several ? shared : List.of(pids.get(i % pids.size())), digits);
            measured.requests++;
            measured.values += poll.data().size();
            measured.failures += poll.missed().isEmpty() ? 0 : 1;
        }
        measured.elapsedNs = clock.monoNs() - begin;
        return measured;
    }

    /// A car that falls silent says nothing about the adapter.
    private static Measured heard(Measured measured) throws DiagnosticsException {
        if (measured.values == 0) {
            throw new DiagnosticsException(
                    DiagnosticsException.Reason.CAR_SILENT,
                    "The car does not answer: is the ignition on?");
        }
        return measured;
    }

    private HealthReport report(double linkMillis, Map<String, Measured> ways) {
        String chosen = "";
        Measured best = new Measured();
        Map<String, Double> perSecond = new LinkedHashMap<>();
        for (Map.Entry<String, Measured> way : ways.entrySet()) {
            perSecond.put(way.getKey(), way.getValue().perSecond());
            if (chosen.isEmpty() || way.getValue().perSecond() > best.perSecond()) {
                chosen = way.getKey();
                best = way.getValue();
            }
        }
        Map<String, Double> reachable = reachable(best);
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "%s answers in %.1f ms and reaches %.1f values a second, asked %s."
                        .formatted(
                                adapter.profile().identity(),
                                linkMillis,
                                best.perSecond(),
                                chosen));
        sentences.addAll(faults);
        reachable.forEach(
                (channel, hertz) ->
                        sentences.add("%s: %.1f values a second.".formatted(channel, hertz)));
        return new HealthReport(
                adapter.profile().identity(),
                linkMillis,
                perSecond,
                chosen,
                faults,
                reachable,
                sentences);
    }

    /// Plays the polling of a minute with the request time that was measured.
    private Map<String, Double> reachable(Measured best) {
        long minuteNs = Duration.ofMinutes(1).toNanos();
        long requestNs = Math.max(best.elapsedNs / Math.max(best.requests, 1), 1);
        PollScheduler scheduler = new PollScheduler(session.rates(), Integer.MAX_VALUE, 0);
        Map<Pid, Integer> counts = new LinkedHashMap<>();
        long now = 0;
        while (now < minuteNs) {
            List<Pid> next = scheduler.next(now, poller.room(), poller::mayShare);
            if (next.isEmpty()) {
                now = Math.max(scheduler.nextDueNs(), now + 1);
            } else {
                now += requestNs;
                for (Pid pid : next) {
                    scheduler.answered(pid, now);
                    counts.merge(pid, 1, Integer::sum);
                }
            }
        }
        Map<String, Double> reachable = new LinkedHashMap<>();
        counts.forEach(
                (pid, count) ->
                        reachable.put(
                                pid.values().getFirst().channel().name(),
                                count * NANOS / minuteNs));
        return reachable;
    }

    private static final class Measured {
        private int requests;
        private int values;
        private int failures;
        private long elapsedNs;

        double perSecond() {
            return elapsedNs == 0 ? 0 : values * NANOS / elapsedNs;
        }
    }
}
