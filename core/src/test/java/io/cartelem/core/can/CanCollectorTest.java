package io.cartelem.core.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.can.CanSettings.Described;
import io.cartelem.core.can.dbc.DbcException;
import io.cartelem.core.can.dbc.DbcFile;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.Sample;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.can.BusSchedule;
import io.cartelem.core.sim.can.SlcanDevice;
import io.cartelem.core.sim.can.SlcanDevice.Kind;
import io.cartelem.core.sim.device.Device;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// From the bytes of an adapter or of candump to published samples, over loopback.
class CanCollectorTest {
    private static final String DBC =
            """
            BO_ 256 Engine: 8 X
             SG_ RPM : 7|16@0+ (0.25,0) [0|16000] "rpm" X
             SG_ TEMP : 16|8@1+ (1,-40) [0|0] "°C" X
            BO_ 2566844926 Wheels: 2 X
             SG_ SPEED : 0|16@1+ (0.01,0) [0|0] "km/h" X
            """;

    /// Lets a second of patience last for more than a minute.
    private static final Clock PATIENT = new ScaledClock(0.01, Instant.EPOCH);

    private final LoopbackLink.Pair link = LoopbackLink.pair();

    /// Ten times as fast, so that the silence of a bus is noticed soon.
    private final Clock clock = new ScaledClock(10, Instant.EPOCH);

    private final CanContext context = new CanContext(clock);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> ended = new AtomicReference<>();

    @AfterEach
    void end() throws InterruptedException {
        link.host().close();
        link.device().close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static Described dbc(String bus, String text) {
        return new Described(
                bus, () -> DbcFile.parse("car.dbc", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static BusSchedule traffic() {
        return new BusSchedule(
                List.of(
                        new BusSchedule.Sender(
                                0x100,
                                false,
                                Duration.ofMillis(2),
                                number ->
                                        new byte[] {
                                            (byte) (number >> 8), (byte) number, 100, 0, 0, 0, 0, 0
                                        }),
                        new BusSchedule.Sender(
                                0x18FEF1FE,
                                true,
                                Duration.ofMillis(10),
                                number -> new byte[] {(byte) number, 0x10})));
    }

    private void device(Device device) {
        threads.add(
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        device.serve(link.device());
                                    } catch (LinkException | InterruptedException e) {
                                        link.device().close();
                                    }
                                }));
    }

    private void collect(CanSettings settings) {
        collect(settings, link.host());
    }

    /// Gives an adapter that answers every command all the time it needs.
    private void collect(CanSettings settings, ByteLink from) {
        collect(settings, from, PATIENT);
    }

    private void collect(CanSettings settings, ByteLink from, Clock answering) {
        threads.add(
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        new CanCollector(settings, Clock.system(), answering)
                                                .run(from, context);
                                    } catch (LinkException | InterruptedException e) {
                                        ended.set(e);
                                    }
                                }));
    }

    private void send(String text) throws LinkException {
        link.device().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LAWICEL", "CANABLE"})
    void readsABusOfUnknownBitrateThroughAnAdapterThatOnlyListens(Kind kind) {
        SlcanDevice device = new SlcanDevice(kind, "S5", CanCollectorTest::traffic, Clock.system());
        device(device);
        // A CANable answers no command, which is not worth waiting for.
        collect(
                new CanSettings(null, true, List.of(dbc("", DBC))),
                new SerialLine(link.host()),
                kind == Kind.LAWICEL ? PATIENT : Clock.system());
        CanContext.await(() -> context.told("frames") && context.samples("can.SPEED").size() > 5);
        List<Sample> rpm = context.samples("can.RPM");
        for (int i = 1; i < rpm.size(); i++) {
            double value = rpm.get(i).value();
            // The bus begins anew when its frames came too late to be heard in the first round.
            assertTrue(value == rpm.get(i - 1).value() + 0.25 || value == 0, "value " + value);
            assertTrue(value == 0 || rpm.get(i).timeNs() >= rpm.get(i - 1).timeNs());
        }
        assertEquals(60, context.samples("can.TEMP").getFirst().value());
        assertFalse(device.everTookPart());
        assertEquals(List.of(), context.rejected);
        assertEquals(
                List.of(
                        kind == Kind.LAWICEL
                                ? "SLCAN adapter V1013, serial number C254"
                                : "SLCAN adapter b158aa7 canable-fw"),
                context.devices);
        assertTrue(
                context.sentence("frames").endsWith("at 250 kbit/s, 100 % of them in the DBC file"),
                () -> context.sentence("frames"));
        link.host().close();
        CanContext.await(() -> !device.isOpen());
    }

    @Test
    void refusesAnAdapterThatCannotKeepQuiet() {
        SlcanDevice device =
                new SlcanDevice(
                        Kind.ALWAYS_TAKES_PART, "S6", CanCollectorTest::traffic, Clock.system());
        device(device);
        collect(
                new CanSettings(CanBitrate.S6, true, List.of(dbc("", DBC))),
                new SerialLine(link.host()));
        CanContext.await(() -> ended.get() != null);
        assertTrue(
                String.valueOf(ended.get()).contains("cannot listen only; CAN_LISTEN_ONLY=false"));
        assertFalse(device.everTookPart());
    }

    @Test
    void takesPartInTheBusIfItIsToldTo() {
        SlcanDevice device =
                new SlcanDevice(
                        Kind.ALWAYS_TAKES_PART, "S6", CanCollectorTest::traffic, Clock.system());
        device(device);
        collect(
                new CanSettings(CanBitrate.S6, false, List.of(dbc("", DBC))),
                new SerialLine(link.host()));
        CanContext.await(() -> !context.samples("can.RPM").isEmpty());
        assertTrue(device.everTookPart());
    }

    @Test
    void asksWhetherThereIsAnAdapterBehindASilentConnection() {
        device(new SlcanDevice(Kind.LAWICEL, "S6", CanCollectorTest::traffic, Clock.system()));
        collect(new CanSettings(CanBitrate.S6, true, List.of(dbc("", DBC))));
        CanContext.await(() -> !context.samples("can.RPM").isEmpty());
        assertEquals(1, context.devices.size());
    }

    @Test
    void suspectsTheBitrateWhenTheAdapterTellsOfErrors() {
        device(new SlcanDevice(Kind.LAWICEL, "S5", CanCollectorTest::traffic, Clock.system()));
        collect(
                new CanSettings(CanBitrate.S6, true, List.of(dbc("", DBC))),
                new SerialLine(link.host()));
        CanContext.await(() -> context.told("wrong_bitrate"));
        assertEquals(
                "the bus is not silent, but nothing is understood at 500 kbit/s; is it the right"
                        + " bitrate?",
                context.sentence("wrong_bitrate"));
    }

    @Test
    void readsWhatCandumpWritesAndPublishesEachReadAsOneBatch() throws LinkException {
        send(
                """
                (1436509052.249713) can0 100#2EE0640000000000
                (1436509052.259713) can0 100#2EE4640000000000
                (1436509052.259813) can0 18FEF1FE#1027
                (1436509052.259913) can0 7DF#02010C
                """);
        collect(new CanSettings(null, true, List.of(dbc("", DBC))));
        CanContext.await(() -> context.samples("can.SPEED").size() == 1);
        List<Sample> rpm = context.samples("can.RPM");
        assertEquals(3_000, rpm.get(0).value());
        assertEquals(3_001, rpm.get(1).value());
        assertEquals(100, context.samples("can.SPEED").getFirst().value());
        assertEquals(1, context.batches.size());
        CanContext.await(() -> context.told("frames"));
        assertEquals(
                Phase.RUNNING,
                context.states.stream()
                        .filter(state -> state.code().equals("frames"))
                        .findFirst()
                        .orElseThrow()
                        .phase());
        assertTrue(context.sentence("frames").contains("75 % of them in the DBC file"));
    }

    @Test
    void keepsTheDistancesOfCandumpsStampsThroughADelay() throws LinkException {
        send("(1436509052.249713) can0 100#2EE0640000000000\n");
        collect(new CanSettings(null, true, List.of(dbc("", DBC))));
        CanContext.await(() -> context.samples("can.RPM").size() == 1);
        // both held up until now by as much as the time between the two writes differs from 1 ms
        send("(1436509052.250713) can0 100#2EE0640000000000\n");
        send("(1436509052.251213) can0 100#2EE0640000000000\n");
        CanContext.await(() -> context.samples("can.RPM").size() == 3);
        List<Sample> rpm = context.samples("can.RPM");
        assertTrue(rpm.get(1).timeNs() - rpm.get(0).timeNs() <= 1_000_000);
        assertTrue(rpm.get(2).timeNs() - rpm.get(1).timeNs() <= 500_000);
    }

    @Test
    void decodesEachBusByItsOwnFile() throws LinkException {
        String other = "BO_ 256 Doors: 1 X\n SG_ OPEN : 0|1@1+ (1,0) [0|1] \"\" X\n";
        send(
                """
                (1.0) can1 100#01
                (1.0) can0 100#2EE0640000000000
                (1.0) can2 100#2EE0640000000000
                """);
        collect(new CanSettings(null, true, List.of(dbc("can1", other), dbc("", DBC))));
        CanContext.await(() -> context.told("frames"));
        assertEquals(1, context.samples("can1.OPEN").getFirst().value());
        assertEquals(1, context.samples("can.RPM").size());
        assertTrue(context.sentence("frames").contains("CAN_DBC names no file for can2"));
    }

    @Test
    void saysWhatIsMissingWhenFramesComeButNothingIsDecoded() throws LinkException {
        send("(1.0) can0 100#01\n");
        collect(new CanSettings(null, true, List.of()));
        CanContext.await(() -> context.told("no_dbc"));
        assertEquals(
                "1 frames/s, but no DBC file says what they mean; set CAN_DBC",
                context.sentence("no_dbc"));
        assertTrue(context.batches.isEmpty());
    }

    @Test
    void doubtsTheFileWhenItHasNoneOfTheIdentifiers() throws LinkException {
        send("(1.0) can0 7DF#01\n(1.0) can0 18DAF110#01\n");
        collect(new CanSettings(null, true, List.of(dbc("", DBC))));
        CanContext.await(() -> context.told("unknown_ids"));
        assertTrue(
                context.sentence("unknown_ids")
                        .endsWith("(heard 0x18DAF110, 0x7DF); is it this car's?"));
    }

    @Test
    void tellsShortFramesDamagedLinesAndErrorFrames() throws LinkException {
        send(
                """
                (1.0) can0 100#2EE0
                nonsense
                (1.0) can0 20000004#0000000000000000
                """);
        collect(new CanSettings(null, true, List.of(dbc("", DBC))));
        CanContext.await(() -> context.rejected.size() == 2);
        assertEquals(
                List.of(
                        "0x100 Engine has 2 bytes where the DBC file says 8",
                        "line that candump -L does not write"),
                context.rejected);
        assertTrue(context.batches.isEmpty());
        CanContext.await(() -> context.told("frames"));
        assertTrue(context.sentence("frames").endsWith("; the bus reports errors"));
    }

    @Test
    void namesTheFileThatCannotBeUsed() {
        CanSettings settings =
                new CanSettings(
                        null,
                        true,
                        List.of(
                                new Described(
                                        "",
                                        () -> {
                                            throw new DbcException("there is no DBC file car.dbc");
                                        })));
        LinkException failure =
                assertThrows(
                        LinkException.class,
                        () -> new CanCollector(settings).run(link.host(), context));
        assertEquals("there is no DBC file car.dbc", failure.getMessage());
    }

    @Test
    void saysInEveryStateWhatIsLeftOutOfTheDbcFile() throws LinkException {
        String file = DBC + " SG_ LATE : 60|16@1+ (1,0) [0|0] \"\" X\nVAL_ 256 NONE 0 \"a\" ;\n";
        CanSettings settings = new CanSettings(null, true, List.of(dbc("", file)));
        collect(settings, link.host(), Clock.system());
        String leftOut =
                "; 2 left out of the DBC file: car.dbc, line 7: VAL_ left out: its message has no"
                        + " signal NONE";
        CanContext.await(() -> context.told("silent"));
        assertTrue(context.sentence("silent").endsWith("is the ignition on?" + leftOut));
        send("(1.0) can0 100#2EE0640000000000\n");
        CanContext.await(() -> context.told("frames"));
        assertTrue(context.sentence("frames").endsWith("of them in the DBC file" + leftOut));
    }

    @Test
    void recognisesAnAdapterByItsVersionOnly() throws Exception {
        device(new SlcanDevice(Kind.LAWICEL, "S6", CanCollectorTest::traffic, Clock.system()));
        var finding = new SlcanProbe(PATIENT).probe(link.host());
        assertEquals("SLCAN adapter V1013", finding.orElseThrow().device());
        assertEquals("can", finding.orElseThrow().source());
    }

    @Test
    void takesNoOtherDeviceForAnAdapter() throws Exception {
        send("ELM327 v1.5\r\r>?\r\r>$GPRMC,1,V*22\r");
        assertTrue(new SlcanProbe(Clock.system()).probe(link.host()).isEmpty());
    }
}
