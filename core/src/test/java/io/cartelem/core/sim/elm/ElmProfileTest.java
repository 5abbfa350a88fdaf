package io.cartelem.core.sim.elm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.elm.ElmProfile.Handling;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Set;

@Timeout(300)
class ElmProfileTest {
    private static final Duration QUIET = Duration.ofMillis(60);
    private static final CarSettings ONE_UNIT = CarSettings.usual().withTwoEcus(false);

    private static AdapterBench bench(ElmProfile profile) {
        return AdapterBench.of(ONE_UNIT, profile);
    }

    @Test
    void theCommonCloneIgnoresTheCountDigitAndLacksCommands() throws Exception {
        try (AdapterBench bench =
                AdapterBench.of(CarSettings.usual(), ElmProfile.cloneV15()).ready()) {
            assertEquals("ELM327 v1.5\r\r>", bench.ask("ATI"));
            assertEquals("?\r\r>", bench.ask("ATCRA7E8"));
            assertEquals(4, bench.ask("010D1").split("\r").length);
            bench.ask("ATH1");
            assertTrue(bench.ask("0100").startsWith("7E8 06 41 00 BE 7F B8 13 AA \r"));
        }
    }

    @Test
    void thePoorCloneRefusesGluesAndLocksUp() throws Exception {
        try (AdapterBench bench = bench(ElmProfile.cloneV21())) {
            bench.ask("ATE0");
            assertEquals("ELM327 v2.1\r\r>", bench.ask("ATI"));
            assertEquals("?\r\r>", bench.ask("ATAT1"));
            assertEquals("?\r\r>", bench.ask("ATDPN"));
            assertEquals("SEARCHING...41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
            assertEquals("?\r\r>", bench.ask("01001"));
            assertEquals("NO DATA\r\r>", bench.ask("010C0D"));
            bench.type("ATTP A0\r");
            bench.type("ATI\r");
            assertEquals("", bench.hear(QUIET));
            // Ends when everything typed was heard, so that none of it is left for after the cycle.
            bench.reconnect();
            bench.adapter.powerCycle();
            assertEquals("ATI\rELM327 v2.1\r\r>", bench.ask("ATI"));
        }
    }

    @Test
    void everyWayToMishandleARequestCanBeChosen() throws Exception {
        ElmProfile genuine = ElmProfile.genuine();
        try (AdapterBench bench = bench(genuine.withCountDigit(Handling.NO_DATA)).ready()) {
            assertEquals("NO DATA\r\r>", bench.ask("01001"));
        }
        try (AdapterBench bench = bench(genuine.withMultiPid(Handling.REFUSED)).ready()) {
            assertEquals("?\r\r>", bench.ask("010C0D"));
        }
        try (AdapterBench bench = bench(genuine.withMultiPid(Handling.IGNORED)).ready()) {
            assertTrue(bench.ask("010C0D").matches("41 0C .. .. \r\r>"));
        }
        try (AdapterBench bench = bench(genuine.withPromptless(Set.of("ATRV"))).ready()) {
            bench.type("ATRV\r");
            assertTrue(bench.hear("14.0V\r".length()).matches("14..V\r"));
            assertTrue(bench.ask("010C").startsWith("41 0C"));
        }
        try (AdapterBench bench = bench(genuine.withDeadBus("CAN ERROR")).ready()) {
            bench.ask("ATSP6");
            bench.vehicle.ignition(false);
            assertEquals("CAN ERROR\r\r>", bench.ask("010C"));
        }
        assertThrows(IllegalArgumentException.class, () -> genuine.withPadding(256));
    }

    @Test
    void aCarMayAnswerOnlyOneParameterAtATime() throws Exception {
        try (AdapterBench bench =
                AdapterBench.of(ONE_UNIT.withMostPids(1), ElmProfile.genuine()).ready()) {
            assertEquals("NO DATA\r\r>", bench.ask("010C0D"));
            assertTrue(bench.ask("010C").startsWith("41 0C"));
        }
    }

    @Test
    void theStnChipKnowsItsOwnCommands() throws Exception {
        try (AdapterBench bench = bench(ElmProfile.genuineStn()).ready()) {
            assertEquals("ELM327 v1.4b\r\r>", bench.ask("ATI"));
            assertEquals("STN2120 v5.6.19\r\r>", bench.ask("STI"));
            assertEquals("OBDLink EX r1.0\r\r>", bench.ask("STDI"));
            assertEquals("OBD Solutions LLC\r\r>", bench.ask("STMFR"));
            assertTrue(bench.ask("STVR").matches("1\\d\\.\\d\\dV\r\r>"));
            assertEquals("33\r\r>", bench.ask("STPR"));
            assertEquals("ISO 15765-4 (CAN 11/500)\r\r>", bench.ask("STPRS"));
            assertEquals("OK\r\r>", bench.ask("STPTO 100"));
            assertEquals("?\r\r>", bench.ask("STXX"));
            bench.ask("ATH1");
            assertEquals(
                    "7E8 06 41 00 BE 7F B8 13 00 \r\r>",
                    bench.ask("STPX H:7E0, D:0100, R:1, T:50"));
            for (String bad :
                    new String[] {
                        "STPX H:7E0, D:010, R:1",
                        "STPX H:XYZ, D:0100",
                        "STPX D:0100, R:x",
                        "STPX D:0100, Q:1",
                        "STPX D:0100, T:1234567",
                        "STPX D"
                    }) {
                assertEquals("?\r\r>", bench.ask(bad), bad);
            }
            assertEquals("OK\r\r>", bench.ask("STPC"));
            assertTrue(bench.ask("0100").startsWith("SEARCHING..."));
        }
    }

    @Test
    void theStnChipRaisesItsRate() throws Exception {
        try (AdapterBench bench = bench(ElmProfile.genuineStn()).ready()) {
            bench.type("STBR 500000\r\r"); // confirmed before it is asked, so surely in time
            assertEquals("OK\rSTN2120 v5.6.19\rOK\r\r>", bench.hear());
            assertEquals(500_000, bench.adapter.baud());
            assertEquals("?\r\r>", bench.ask("STBR 99999999"));
            assertEquals("?\r\r>", bench.ask("STBR 11000000"));
        }
    }

    @Test
    void outputTakesTheTimeOfItsSerialRate() throws Exception {
        ElmProfile.Timing slow =
                new ElmProfile.Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO, 9_600);
        try (AdapterBench bench = bench(ElmProfile.genuine().withTiming(slow)).ready()) {
            assertEquals(9_600, bench.adapter.baud());
            long before = bench.vehicle.clock().monoNs();
            int characters = bench.ask("AT@1").length();
            long took = bench.vehicle.clock().monoNs() - before;
            assertTrue(took >= characters * 10_000_000_000L / 9_600, "took " + took + " ns");
        }
    }
}
