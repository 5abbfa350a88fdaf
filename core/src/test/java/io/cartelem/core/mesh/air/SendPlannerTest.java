package io.cartelem.core.mesh.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.mesh.air.SendPlan.Limit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

class SendPlannerTest {
    private static final List<Addressing> ADDRESSINGS = List.of(Addressing.values());
    private static final PayloadSize SIZE = new PayloadSize(27, 9.2);

    @Test
    void sendsEverySampleAtOnceWhereTheAirAllows() {
        SendPlan plan = plan(Region.EU_868, ModemPreset.SHORT_FAST, 1, 0);
        assertEquals(Limit.NONE, plan.limit());
        assertEquals(1, plan.samplesPerPacket());
        assertEquals(1, plan.rateHz(), 1e-9);
        assertEquals(288, plan.hourLimitSeconds() * SendPlanner.OF_DUTY, 1e-9);
        assertTrue(plan.hourSeconds() < 288, plan.toString());
        assertEquals("1.00 samples a second: as fast as asked.", plan.sentence());
    }

    @Test
    void batchesBeforeItSlowsDown() {
        SendPlan plan = plan(Region.EU_868, ModemPreset.MEDIUM_FAST, 1, 0);
        assertEquals(1, plan.rateHz(), 1e-9);
        assertTrue(plan.samplesPerPacket() > 1, plan.toString());
        assertEquals(Limit.DUTY, plan.limit());
    }

    @Test
    void slowsDownWhereBatchesAreNotEnough() {
        SendPlan plan = plan(Region.EU_868, ModemPreset.LONG_FAST, 1, 0);
        assertEquals(1, plan.samplesPerPacket());
        assertTrue(plan.rateHz() < 0.2, plan.toString());
        assertTrue(
                plan.sentence().matches("a sample every .* s: the duty limit of the region."),
                plan.sentence());
    }

    @Test
    void keepsToAQuarterOfTheChannelWhereNoLawLimitsIt() {
        SendPlan alone = plan(Region.US, ModemPreset.LONG_FAST, 1, 0);
        SendPlan crowded = plan(Region.US, ModemPreset.LONG_FAST, 1, 0.2);
        SendPlan full = plan(Region.US, ModemPreset.LONG_FAST, 1, 0.7);
        assertEquals(Limit.CHANNEL, alone.limit());
        assertEquals(0.25, alone.budgetShare(), 1e-9);
        assertEquals(0.05, crowded.budgetShare(), 1e-9);
        assertEquals(SendPlanner.LEAST_OF_CHANNEL, full.budgetShare(), 1e-9);
        assertTrue(crowded.rateHz() < alone.rateHz());
        assertTrue(full.sends());
    }

    @Test
    void countsWhatOtherNodesRepeat() {
        SendWish wish =
                new SendWish(1, 231, Addressing.BROADCAST, 3, SendWish.USUAL_PATIENCE, SIZE, 13, 1);
        SendPlan plan =
                SendPlanner.plan(RadioSettings.of(Region.US, ModemPreset.MEDIUM_FAST), wish, 0);
        assertEquals(plan.airShare() * 4, plan.channelShare(), 1e-12);
        assertTrue(plan.channelShare() <= SendPlanner.OF_CHANNEL + 1e-9);
    }

    @Test
    void saysWhyNothingIsSent() {
        SendPlan lost = plan(Region.UNSET, ModemPreset.SHORT_FAST, 1, 0);
        assertFalse(lost.sends());
        assertEquals(0, lost.rateHz());
        assertEquals("Nothing is sent: the node's region is not set.", lost.sentence());
        RadioSettings mute = RadioSettings.fromNode(true, 6, 0, 0, 0, 3, 0, false, false);
        assertEquals(
                Limit.TX_DISABLED,
                SendPlanner.plan(mute, wish(1, Addressing.BROADCAST), 0).limit());
    }

    @Test
    void paysForSignaturesAndEncryption() {
        RadioSettings radio = RadioSettings.of(Region.EU_868, ModemPreset.SHORT_FAST);
        double plain = share(radio, Addressing.BROADCAST);
        double unicast = share(radio, Addressing.UNICAST);
        double signed = share(radio, Addressing.SIGNED_BROADCAST);
        assertTrue(plain < unicast && unicast < signed, plain + " " + unicast + " " + signed);
        assertEquals(66, Addressing.SIGNED_BROADCAST.added(165));
        assertEquals(0, Addressing.SIGNED_BROADCAST.added(166));
        assertEquals(219, Addressing.UNICAST.largestPayload());
    }

    @ParameterizedTest
    @EnumSource(Region.class)
    void neverSendsMoreThanItMayInAnyHour(Region region) {
        Random random = new Random(region.code());
        for (ModemPreset preset : ModemPreset.values()) {
            RadioSettings radio = RadioSettings.of(region, preset);
            Addressing addressing = ADDRESSINGS.get(random.nextInt(3));
            double rate = new double[] {0.2, 1, 5}[random.nextInt(3)];
            drive(radio, wish(rate, addressing), random);
        }
    }

    /// Two and a half hours of sending by plan and meter, with payloads that are not of the
    /// expected size, checked against a list of all that was sent.
    private static void drive(RadioSettings radio, SendWish wish, Random random) {
        double budget = SendPlanner.OF_DUTY * radio.dutySecondsOfHour();
        SendPlan plan = SendPlanner.plan(radio, wish, 0);
        if (!plan.sends()) {
            assertEquals(0, radio.dutySecondsOfHour());
            return;
        }
        assertTrue(plan.airShare() <= plan.budgetShare() * 1.0001, plan.toString());
        assertTrue(plan.rateHz() <= wish.rateHz() * 1.0001, plan.toString());
        DutyMeter meter = new DutyMeter();
        Deque<double[]> sent = new ArrayDeque<>();
        double inHour = 0;
        int packets = 0;
        long end = 9_000_000_000_000L;
        long now = 0;
        while (now < end) {
            int bytes =
                    Math.clamp(
                            Math.round(plan.packetBytes() * (0.9 + random.nextDouble() * 0.4)),
                            1,
                            wish.addressing().largestPayload());
            double air = wish.addressing().seconds(bytes, radio.modulation());
            long wait = meter.waitFor(now, air, budget).orElseThrow().toNanos();
            if (wait > 0) {
                now += wait;
                continue;
            }
            meter.sent(now, air);
            sent.add(new double[] {now / 1e9, air});
            inHour += air;
            while (sent.getFirst()[0] < now / 1e9 - 3_600) {
                inHour -= sent.removeFirst()[1];
            }
            assertTrue(inHour <= budget + 1e-6, radio + ": " + inHour + " of " + budget);
            packets++;
            now += plan.packetPeriod().toNanos();
        }
        assertTrue(packets > 0);
    }

    private static double share(RadioSettings radio, Addressing addressing) {
        return SendPlanner.plan(radio, wish(0.2, addressing), 0).airShare();
    }

    private static SendPlan plan(Region region, ModemPreset preset, double rate, double others) {
        return SendPlanner.plan(
                RadioSettings.of(region, preset), wish(rate, Addressing.BROADCAST), others);
    }

    private static SendWish wish(double rate, Addressing addressing) {
        return new SendWish(rate, 231, addressing, 0, SendWish.USUAL_PATIENCE, SIZE, 30, 1);
    }
}
