package io.cartelem.core.obd.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.pid.PidTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class PollSchedulerTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final Pid RPM = pid(0x0C);
    private static final Pid SPEED = pid(0x0D);
    private static final Pid COOLANT = pid(0x05);
    private static final Pid FUEL = pid(0x2F);

    private static Pid pid(int number) {
        return PidTable.standard().pid(number).orElseThrow();
    }

    private static Map<Pid, Double> rates() {
        Map<Pid, Double> rates = new LinkedHashMap<>();
        rates.put(RPM, 10.0);
        rates.put(SPEED, 10.0);
        rates.put(COOLANT, 0.5);
        rates.put(FUEL, 0.1);
        return rates;
    }

    /// Polls for a time over a bus on which each request takes `requestNs`.
    private static Map<Pid, Integer> run(Map<Pid, Double> rates, int room, long requestNs) {
        PollScheduler scheduler = new PollScheduler(rates, 3, 0);
        Map<Pid, Integer> counts = new LinkedHashMap<>();
        long now = 0;
        while (now < 100 * SECOND) {
            List<Pid> next = scheduler.next(now, room, pid -> true);
            if (next.isEmpty()) {
                now = scheduler.nextDueNs();
            } else {
                now += requestNs;
                for (Pid pid : next) {
                    scheduler.answered(pid, now);
                    counts.merge(pid, 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    @Test
    void keepsEveryRateWhereTheBusIsFastEnough() {
        Map<Pid, Integer> counts = run(rates(), 1, 10 * MILLI);
        assertEquals(1000, counts.get(RPM), 2);
        assertEquals(1000, counts.get(SPEED), 2);
        assertEquals(50, counts.get(COOLANT), 1);
        assertEquals(10, counts.get(FUEL), 1);
    }

    @Test
    void starvesNothingWhereTheBusIsTooSlow() {
        Map<Pid, Integer> counts = run(rates(), 1, 300 * MILLI);
        assertTrue(counts.get(FUEL) >= 8, counts::toString);
        assertTrue(counts.get(COOLANT) >= 30, counts::toString);
        assertEquals(counts.get(RPM), counts.get(SPEED), 2);
        assertTrue(counts.get(RPM) > 100, counts::toString);
    }

    @Test
    void fillsSpareRoomWithSlowPidsThatAreHalfWayToTheirTurn() {
        PollScheduler scheduler = new PollScheduler(rates(), 3, 0);
        List<Pid> first = scheduler.next(0, 6, pid -> true);
        assertEquals(List.of(RPM, SPEED, COOLANT, FUEL), sorted(first));
        first.forEach(pid -> scheduler.answered(pid, 0));
        assertEquals(List.of(), scheduler.next(50 * MILLI, 6, pid -> true));
        assertEquals(List.of(RPM, SPEED), sorted(scheduler.next(100 * MILLI, 6, pid -> true)));
        assertEquals(
                List.of(RPM, SPEED, COOLANT),
                sorted(scheduler.next(1_100 * MILLI, 6, pid -> true)));
        assertEquals(1, scheduler.next(1_100 * MILLI, 1, pid -> true).size());
    }

    private static List<Pid> sorted(List<Pid> pids) {
        List<Pid> sorted = new ArrayList<>();
        for (Pid pid : List.of(RPM, SPEED, COOLANT, FUEL)) {
            if (pids.contains(pid)) {
                sorted.add(pid);
            }
        }
        assertEquals(sorted.size(), pids.size());
        return sorted;
    }

    @Test
    void asksAloneForAPidThatMayNotShare() {
        PollScheduler scheduler = new PollScheduler(Map.of(RPM, 1.0, SPEED, 100.0), 3, 0);
        assertEquals(List.of(SPEED), scheduler.next(0, 6, pid -> !pid.equals(SPEED)));
        scheduler.answered(SPEED, 0);
        assertEquals(List.of(RPM), scheduler.next(0, 6, pid -> !pid.equals(SPEED)));
    }

    @Test
    void demotesAPidThatNeverAnswersAndTakesItBackWhenItDoes() {
        PollScheduler scheduler = new PollScheduler(Map.of(RPM, 10.0, SPEED, 10.0), 3, 0);
        assertFalse(scheduler.missed(SPEED, 0));
        assertFalse(scheduler.missed(SPEED, 0));
        assertTrue(scheduler.missed(SPEED, 0));
        assertFalse(scheduler.missed(SPEED, 0), "demoted already");
        assertEquals(List.of(SPEED), scheduler.demoted());
        assertEquals(List.of(RPM), scheduler.next(10 * SECOND, 6, pid -> true));
        scheduler.answered(RPM, 130 * SECOND);
        assertEquals(List.of(SPEED), scheduler.next(130 * SECOND - 1, 6, pid -> true));
        scheduler.answered(SPEED, 130 * SECOND);
        assertEquals(List.of(), scheduler.demoted());
    }

    @Test
    void givesAnotherTurnAfterADisturbance() {
        PollScheduler scheduler = new PollScheduler(Map.of(RPM, 10.0), 1, 0);
        scheduler.postpone(RPM, 0);
        assertEquals(100 * MILLI, scheduler.nextDueNs());
        assertEquals(List.of(), scheduler.demoted());
    }

    @Test
    void hasNothingToDoWithoutPids() {
        PollScheduler scheduler = new PollScheduler(Map.of(), 3, 0);
        assertTrue(scheduler.isEmpty());
        assertEquals(List.of(), scheduler.next(0, 6, pid -> true));
        assertEquals(Long.MAX_VALUE, scheduler.nextDueNs());
        assertThrows(IllegalArgumentException.class, () -> scheduler.answered(RPM, 0));
    }

    @Test
    void readsTheListOfChannels() {
        List<ChannelRequest> requests =
                ChannelRequest.parse(
                        "RPM, SPEED,engine_load@2, COOLANT_TEMP@0.5,,RPM@7",
                        5,
                        PidTable.standard());
        assertEquals(
                List.of("RPM 7.0", "SPEED 5.0", "ENGINE_LOAD 2.0", "COOLANT_TEMP 0.5"),
                requests.stream().map(r -> r.value().channel().name() + " " + r.hertz()).toList());
    }

    @Test
    void theDefaultListIsValid() {
        assertTrue(
                ChannelRequest.parse(ChannelRequest.DEFAULT_LIST, 5, PidTable.standard()).size()
                        > 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RMP", "RPM@fast", "RPM@0", "RPM@-1", "RPM@1000", "RPM@NaN"})
    void saysWhatIsWrongWithAChannel(String text) {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ChannelRequest.parse(text, 5, PidTable.standard()));
        assertTrue(e.getMessage().contains("RPM"), e.getMessage());
    }

    @Test
    void tellsTheRatesReallyReached() {
        RateMeter meter = new RateMeter(2 * SECOND, 0);
        for (int i = 0; i < 20; i++) {
            meter.count("RPM");
        }
        meter.count("FUEL_LEVEL");
        assertFalse(meter.full(SECOND));
        assertTrue(meter.full(2 * SECOND));
        RateMeter.Rates rates = meter.take(2 * SECOND);
        assertEquals(10.5, rates.total());
        assertEquals(Map.of("RPM", 10.0, "FUEL_LEVEL", 0.5), rates.perChannel());
        assertEquals(0.0, meter.take(4 * SECOND).perChannel().get("RPM"));
    }
}
