package io.cartelem.core.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.FakeReceiver.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

/// The collector against receivers that are configured as real ones are.
class GpsReceiverSetupTest {
    private static final GpsSettings TEN_HERTZ = GpsSettings.live(10, 0, GpsTimeListener.NONE);

    @ParameterizedTest
    @CsvSource({
        "UBLOX_8, 9600, u-blox generation 8",
        "UBLOX_9, 38400, u-blox NEO-M9N",
        "MEDIATEK, 9600, MediaTek AXN_2.31_3339",
        "CASIC, 9600, CASIC URANUS5",
        "UBLOX_8, 115200, u-blox generation 8"
    })
    void setsTheRateOfEveryKindAndTheBaudBefore(Kind kind, int baud, String name) {
        FakeReceiver receiver = new FakeReceiver(kind, baud).lostAfter(Duration.ofSeconds(40));

        RecordingContext context = run(receiver, TEN_HERTZ);

        assertEquals(100, receiver.periodMs());
        assertEquals(List.of(name), context.devices);
        assertEquals(
                new RecordingContext.Told(Phase.RUNNING, "fix", "10 Hz 3D, 9 satellites"),
                context.lastState());
        // 38,400 baud carry ten thinned fixes a second, 9,600 do not
        assertEquals(baud == 9_600 ? 115_200 : baud, receiver.deviceBaud());
        assertEquals(receiver.deviceBaud(), receiver.baud());
    }

    @Test
    void saysThatTheReceiverRefusesAndReadsItAsFastAsItGoes() {
        FakeReceiver receiver =
                new FakeReceiver(Kind.UBLOX_8, 115_200)
                        .noFasterThan(200)
                        .lostAfter(Duration.ofSeconds(40));

        RecordingContext context = run(receiver, TEN_HERTZ);

        assertEquals(200, receiver.periodMs());
        assertEquals(
                "5 Hz 3D, 9 satellites; the receiver refuses 10 Hz",
                context.lastState().sentence());
        assertEquals(Phase.RUNNING, context.lastState().phase());
    }

    @Test
    void saysWhenACasicReceiverDoesNotFollow() {
        FakeReceiver receiver =
                new FakeReceiver(Kind.CASIC, 115_200)
                        .noFasterThan(200)
                        .lostAfter(Duration.ofSeconds(40));

        RecordingContext context = run(receiver, TEN_HERTZ);

        assertEquals("1 Hz 3D, 9 satellites; 10 Hz were asked for", context.lastState().sentence());
    }

    @Test
    void asksAnUnknownReceiverOnlyWhatIsHarmless() {
        FakeReceiver receiver =
                new FakeReceiver(Kind.UNKNOWN, 4_800).lostAfter(Duration.ofSeconds(40));

        RecordingContext context = run(receiver, TEN_HERTZ);

        assertEquals(List.of("ubx 0A 04", "PMTK605", "PCAS06,0"), receiver.told);
        assertEquals(
                "1 Hz 3D, 9 satellites; a receiver of this kind cannot be set to 10 Hz",
                context.lastState().sentence());
        assertTrue(context.batches.size() > 20);
    }

    @Test
    void losesNoEpochWhileItAsks() {
        FakeReceiver receiver =
                new FakeReceiver(Kind.UNKNOWN, 9_600)
                        .withoutBaud()
                        .lostAfter(Duration.ofSeconds(20));

        RecordingContext context = run(receiver, TEN_HERTZ);

        assertEquals(20, context.batches.size());
    }

    @Test
    void writesNothingWhenNoRateIsWanted() {
        FakeReceiver receiver =
                new FakeReceiver(Kind.UBLOX_8, 9_600).lostAfter(Duration.ofSeconds(20));

        run(receiver, GpsSettings.listening());

        assertEquals(List.of(), receiver.told);
    }

    @Test
    void leavesABaudRateThatTheUserHasFixed() {
        FakeReceiver receiver =
                new FakeReceiver(Kind.UBLOX_9, 9_600).lostAfter(Duration.ofSeconds(40));

        RecordingContext context = run(receiver, GpsSettings.live(10, 9_600, GpsTimeListener.NONE));

        assertEquals(9_600, receiver.deviceBaud());
        assertEquals(1_000, receiver.periodMs());
        assertEquals(
                "1 Hz 3D, 9 satellites; 9600 baud carry no 10 Hz", context.lastState().sentence());
    }

    @Test
    void setsAReceiverUpAgainThatComesBackFromAPowerCut() {
        FakeReceiver receiver = new FakeReceiver(Kind.UBLOX_9, 9_600);
        receiver.at(Duration.ofSeconds(100), receiver::powerOff);
        receiver.at(Duration.ofSeconds(110), receiver::powerOn);
        receiver.lostAfter(Duration.ofSeconds(150));

        RecordingContext context = run(receiver, TEN_HERTZ);

        assertEquals(1, receiver.told.stream().filter("power on"::equals).count());
        assertEquals(115_200, receiver.deviceBaud());
        assertEquals(100, receiver.periodMs());
        assertTrue(context.codes().contains("silent"));
        assertEquals("10 Hz 3D, 9 satellites", context.lastState().sentence());
    }

    @Test
    void setsAReceiverUpAgainThatForgotItsRateOnly() {
        FakeReceiver receiver = new FakeReceiver(Kind.MEDIATEK, 115_200);
        receiver.at(Duration.ofSeconds(100), receiver::powerOn);
        receiver.lostAfter(Duration.ofSeconds(150));

        run(receiver, TEN_HERTZ);

        assertEquals(100, receiver.periodMs());
        assertEquals(2, receiver.told.stream().filter("PMTK220,100"::equals).count());
    }

    @Test
    void saysThatAReceiverDoesNotConfirm() {
        FakeReceiver receiver =
                new FakeReceiver(Kind.UBLOX_8, 115_200)
                        .deafAfterItsVersion()
                        .lostAfter(Duration.ofSeconds(40));

        RecordingContext context = run(receiver, TEN_HERTZ);

        assertEquals(List.of("ubx 0A 04"), receiver.told);
        assertEquals(
                "1 Hz 3D, 9 satellites; the receiver did not confirm 10 Hz",
                context.lastState().sentence());
    }

    @Test
    void saysWhatIsWrongWhenNothingIsHeardAtAnyRate() {
        FakeReceiver silent = new FakeReceiver(Kind.UBLOX_8, 9_600);
        silent.powerOff();
        silent.lostAfter(Duration.ofMinutes(5));
        LinkException nothing = lost(silent, TEN_HERTZ, new RecordingContext(silent));
        assertEquals(LinkException.Reason.SILENT, nothing.reason());
        assertTrue(nothing.getMessage().contains("powered"), nothing.getMessage());
        assertTrue(silent.monoNs() < 5_000_000_000L, "gives a silent line up early");

        FakeReceiver strange = new FakeReceiver(Kind.UBLOX_8, 19_200);
        strange.lostAfter(Duration.ofMinutes(5));
        LinkException noise = lost(strange, TEN_HERTZ, new RecordingContext(strange));
        assertEquals(LinkException.Reason.SILENT, noise.reason());
        assertTrue(noise.getMessage().contains("any usual baud rate"), noise.getMessage());
    }

    private static RecordingContext run(FakeReceiver receiver, GpsSettings settings) {
        RecordingContext context = new RecordingContext(receiver);
        LinkException lost = lost(receiver, settings, context);
        assertEquals(LinkException.Reason.LOST, lost.reason(), lost.getMessage());
        return context;
    }

    private static LinkException lost(
            FakeReceiver receiver, GpsSettings settings, RecordingContext context) {
        return assertThrows(
                LinkException.class,
                () -> new GpsCollector(settings, receiver).run(receiver, context));
    }
}
