package io.cartelem.core.sim.elm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.Ecu;
import io.cartelem.core.sim.car.ObdProtocol;
import io.cartelem.core.sim.car.TruthJournal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

@Timeout(300)
class ElmDialogueTest {
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    @Test
    void echoesUntilToldNotTo() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            assertEquals("ATZ\r\r\rELM327 v2.2\r\r>", bench.ask("ATZ"));
            assertEquals("ATI\rELM327 v2.2\r\r>", bench.ask("ATI"));
            assertEquals("ATE0\rOK\r\r>", bench.ask("ATE0"));
            assertEquals("ELM327 v2.2\r\r>", bench.ask("ATI"));
            assertEquals("OBDII to RS232 Interpreter\r\r>", bench.ask("AT@1"));
            assertEquals("\r\rELM327 v2.2\r\r>", bench.ask("ATWS"));
            assertEquals("ATI\rELM327 v2.2\r\r>", bench.ask("ATI"));
        }
    }

    @Test
    void readsCommandsInAnyCaseAndWithSpaces() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            bench.ask("at e0");
            assertEquals("OK\r\r>", bench.ask(" a t\ts p 0 "));
            assertEquals("?\r\r>", bench.ask("ATXYZ"));
            assertEquals("?\r\r>", bench.ask("hello"));
            assertEquals("?\r\r>", bench.ask("\u007F\u007F"));
            assertEquals("?\r\r>", bench.ask("STI"));
            assertEquals("?\r\r>", bench.ask("01 00 11 22 33 44 55 66"));
        }
    }

    @Test
    void repeatsTheLastCommandOnAnEmptyLine() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            bench.ask("ATE0");
            assertEquals("ELM327 v2.2\r\r>", bench.ask("ATI"));
            assertEquals("ELM327 v2.2\r\r>", bench.ask(""));
        }
    }

    @Test
    void putsLinefeedsWhereTheyAreWanted() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            assertEquals("ATL1\rOK\r\n\r\n>", bench.ask("ATL1"));
            assertEquals("ATI\r\nELM327 v2.2\r\n\r\n>", bench.ask("ATI"));
        }
    }

    @Test
    void searchesForTheProtocolOnceAndSaysWhichItFound() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            bench.ask("ATE0");
            assertEquals("A0\r\r>", bench.ask("ATDPN"));
            assertEquals("AUTO\r\r>", bench.ask("ATDP"));
            assertEquals("SEARCHING...\r41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
            assertEquals("41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
            assertEquals("A6\r\r>", bench.ask("ATDPN"));
            assertEquals("AUTO, ISO 15765-4 (CAN 11/500)\r\r>", bench.ask("ATDP"));
            bench.ask("ATSP6");
            assertEquals("6\r\r>", bench.ask("ATDPN"));
            assertEquals("ISO 15765-4 (CAN 11/500)\r\r>", bench.ask("ATDP"));
            bench.ask("ATPC");
            assertEquals("41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
        }
    }

    @Test
    void keepsTheProtocolOfSpOverAResetAndForgetsThatOfTp() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            bench.ask("ATSP6");
            bench.ask("ATTPA8");
            bench.ask("ATE0");
            assertEquals("A8\r\r>", bench.ask("ATDPN"));
            bench.ask("ATZ");
            bench.ask("ATE0");
            assertEquals("6\r\r>", bench.ask("ATDPN"));
        }
    }

    @Test
    void showsTheAnswersBytesAsTheControlUnitSentThem() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            String rpm = bench.ask("010C");
            TruthJournal.Entry truth = bench.vehicle.journal().ofPid(0x0C).getLast();
            String bytes = SPACED.formatHex(truth.data());
            assertEquals("41 0C " + bytes + " \r\r>", rpm);

            bench.ask("ATH1");
            rpm = bench.ask("01 0C 1");
            bytes = SPACED.formatHex(bench.vehicle.journal().ofPid(0x0C).getLast().data());
            assertEquals("7E8 04 41 0C " + bytes + " 00 00 00 \r\r>", rpm);

            bench.ask("ATS0");
            bench.ask("ATD1");
            rpm = bench.ask("010C");
            bytes =
                    HexFormat.of()
                            .withUpperCase()
                            .formatHex(bench.vehicle.journal().ofPid(0x0C).getLast().data());
            assertEquals("7E8804410C" + bytes + "000000\r\r>", rpm);
        }
    }

    @Test
    void printsTheReferencesMultiFrameExample() {
        byte[] message = SPACED.parseHex("41 04 3F 05 44 0B 21 0C 17 B8");
        ElmState state = new ElmState(38_400);
        List<String> lines =
                BusFrames.of(ObdProtocol.CAN_11_500, Ecu.Role.ENGINE, message, 0).stream()
                        .flatMap(
                                frame ->
                                        new FramePrinter(ObdProtocol.CAN_11_500, state)
                                                .lines(frame).stream())
                        .map(String::strip)
                        .toList();

        assertEquals(List.of("00A", "0: 41 04 3F 05 44 0B", "1: 21 0C 17 B8 00 00 00"), lines);
    }

    @Test
    void numbersConsecutiveFramesFromOneToFifteenAndOverZero() {
        List<BusFrames.Frame> frames =
                BusFrames.of(ObdProtocol.CAN_11_500, Ecu.Role.ENGINE, new byte[200], 0xAA);

        assertEquals(29, frames.size());
        assertEquals(0x10, frames.get(0).data()[0]);
        assertEquals((byte) 200, frames.get(0).data()[1]);
        assertEquals(0x2F, frames.get(15).data()[0]);
        assertEquals(0x20, frames.get(16).data()[0]);
        assertEquals((byte) 0xAA, frames.getLast().data()[7]);
    }

    @Test
    void endsFramesEarlyWhereTheBusDoesNotPad() throws Exception {
        ElmProfile bare = ElmProfile.genuine().withPadding(-1);
        try (AdapterBench bench =
                AdapterBench.of(CarSettings.usual().withTwoEcus(false), bare).ready()) {
            bench.ask("ATH1");
            assertEquals("7E8 06 41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
        }
    }

    @Test
    void tellsTheVinInThreeFrames() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            assertEquals(
                    "014 \r0: 49 02 01 43 41 52 \r1: 54 45 4C 45 4D 30 53 \r"
                            + "2: 4D 30 30 30 30 30 31 \r\r>",
                    bench.ask("0902"));
            bench.ask("ATH1");
            assertEquals(
                    "7E8 10 14 49 02 01 43 41 52 \r7E8 21 54 45 4C 45 4D 30 53 \r"
                            + "7E8 22 4D 30 30 30 30 30 31 \r\r>",
                    bench.ask("0902"));
            bench.ask("ATCFC0");
            assertEquals("7E8 10 14 49 02 01 43 41 52 \r\r>", bench.ask("0902"));
            bench.ask("ATCAF0");
            bench.ask("ATH0");
            assertEquals("10 14 49 02 01 43 41 52 \r\r>", bench.ask("0902"));
        }
    }

    @Test
    void stopsAtTheExpectedNumberOfLines() throws Exception {
        try (AdapterBench bench =
                AdapterBench.of(CarSettings.usual(), ElmProfile.genuine()).ready()) {
            bench.ask("ATH1");
            assertEquals(4, bench.ask("010D").split("\r").length);
            assertEquals(3, bench.ask("010D1").split("\r").length);
            assertEquals("7E8 10 14 49 02 01 43 41 52 \r\r>", bench.ask("09021"));
        }
    }

    @Test
    void letsTwoControlUnitsInterleave() throws Exception {
        try (AdapterBench bench =
                AdapterBench.of(CarSettings.usual(), ElmProfile.genuine()).ready()) {
            bench.ask("ATH1");
            String[] lines = bench.ask("0904").split("\r");
            assertTrue(lines[0].startsWith("7E8 10 13 49 04 01"), lines[0]);
            assertTrue(lines[1].startsWith("7E9 10 13 49 04 01"), lines[1]);
            assertTrue(lines[2].startsWith("7E8 21"), lines[2]);
            assertTrue(lines[3].startsWith("7E9 21"), lines[3]);
        }
    }

    @Test
    void addressesOneControlUnitByItsHeader() throws Exception {
        try (AdapterBench bench =
                AdapterBench.of(CarSettings.usual(), ElmProfile.genuine()).ready()) {
            bench.ask("ATH1");
            bench.ask("ATSH7E1");
            assertTrue(bench.ask("010C").startsWith("7E9 04 41 0C "));
            assertEquals("7E9 03 7F 01 12 00 00 00 00 \r\r>", bench.ask("0105"));
            assertEquals("7E9 03 7F 22 11 00 00 00 00 \r\r>", bench.ask("22F190"));
            bench.ask("ATSH7DF");
            assertEquals("NO DATA\r\r>", bench.ask("22F190"));
            bench.ask("ATSH123");
            assertEquals("NO DATA\r\r>", bench.ask("010C"));
            bench.ask("ATSH7DF");
            bench.ask("ATCRA7E9");
            assertEquals(3, bench.ask("010C").split("\r").length);
            bench.ask("ATCRA7EX");
            assertEquals(4, bench.ask("010C").split("\r").length);
            bench.ask("ATCF7E8");
            bench.ask("ATCM7FF");
            assertTrue(bench.ask("010C").startsWith("7E8"));
            bench.ask("ATAR");
            bench.ask("ATR0");
            assertEquals("\r>", bench.ask("010C"));
        }
    }

    @Test
    void saysNoDataForWhatTheCarDoesNotHave() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            assertEquals("NO DATA\r\r>", bench.ask("0166"));
            assertEquals("NO DATA\r\r>", bench.ask("0109"));
            assertEquals("NO DATA\r\r>", bench.ask("01"));
            assertTrue(bench.ask("01660C09").startsWith("41 0C "));
        }
    }

    @Test
    void cannotConnectWithTheIgnitionOff() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.vehicle.ignition(false);
            assertEquals("SEARCHING...\rUNABLE TO CONNECT\r\r>", bench.ask("010C"));
            assertEquals("OFF\r\r>", bench.ask("ATIGN"));
            bench.ask("ATSP6");
            assertEquals("UNABLE TO CONNECT\r\r>", bench.ask("010C"));
            bench.ask("ATSP5");
            assertEquals("BUS INIT: ...ERROR\r\r>", bench.ask("010C"));
            bench.ask("ATSP1");
            assertEquals("NO DATA\r\r>", bench.ask("010C"));
            bench.vehicle.ignition(true);
            bench.ask("ATSP0");
            assertTrue(bench.ask("010C").startsWith("SEARCHING...\r41 0C "));
            assertEquals("ON\r\r>", bench.ask("ATIGN"));
        }
    }

    @Test
    void seesTheWrongBusAsItIs() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.ask("ATSP8");
            assertEquals("CAN ERROR\r\r>", bench.ask("0100"));
            bench.ask("ATSP7");
            assertEquals("NO DATA\r\r>", bench.ask("0100"));
            bench.ask("ATSP3");
            assertEquals("BUS INIT: ...ERROR\r\r>", bench.ask("0100"));
            bench.ask("ATTPA3");
            assertEquals("SEARCHING...\r41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
            assertEquals("A6\r\r>", bench.ask("ATDPN"));
        }
    }

    @Test
    void isStoppedByACharacterWhileItWorks() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.type("010C\rX");
            assertEquals("STOPPED\r\r>", bench.hear());
            assertTrue(bench.ask("010C").startsWith("41 0C"));
            bench.ask("ATPC");
            bench.type("010C\rX");
            assertEquals("SEARCHING...\rSTOPPED\r\r>", bench.hear());
            bench.type("ATMA\rX");
            assertEquals("STOPPED\r\r>", bench.hear());
        }
    }

    @Test
    void tellsTheBatterysVoltage() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            bench.ask("ATE0");
            String volts = bench.ask("ATRV");
            assertTrue(volts.matches("14\\.[0-2]V\r\r>"), volts);
            bench.vehicle.ignition(false);
            assertEquals("12.4V\r\r>", bench.ask("ATRV"));
        }
    }

    @Test
    void keepsItsSettingsWhenAClientLeavesAndLosesThemWithThePower() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            bench.ask("ATE0");
            bench.reconnect();
            assertEquals("ELM327 v2.2\r\r>", bench.ask("ATI"));
            bench.adapter.powerCycle();
            assertEquals("ATI\rELM327 v2.2\r\r>", bench.ask("ATI"));
        }
    }

    @Test
    void changesItsBaudRateOnlyWithAConfirmation() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            bench.ask("ATE0");
            bench.type("ATBRD23\r\r"); // confirmed before it is asked, so surely in time
            assertEquals("OK\rELM327 v2.2\rOK\r\r>", bench.hear());
            assertEquals(4_000_000 / 0x23, bench.adapter.baud());
            assertEquals("OK\rELM327 v2.2\r\r>", bench.ask("ATBRD68"));
            assertEquals(4_000_000 / 0x23, bench.adapter.baud());
            assertEquals("?\r\r>", bench.ask("ATBRD00"));
        }
    }

    @Test
    void acceptsTheCommandsThatMakeNoDifference() throws Exception {
        try (AdapterBench bench = AdapterBench.usual()) {
            bench.ask("ATE0");
            for (String command :
                    List.of(
                            "ATAL",
                            "ATAT2",
                            "ATST64",
                            "ATFCSH7E0",
                            "ATFCSD300000",
                            "ATFCSM1",
                            "ATCEA",
                            "ATCP18",
                            "ATPP2CSV81",
                            "ATKW0",
                            "ATIB10",
                            "ATM0",
                            "ATD",
                            "ATSPA6",
                            "ATSP00",
                            "ATBRT0F",
                            "ATFI")) {
                if (command.equals("ATD")) {
                    assertEquals("OK\r\r>", bench.ask(command));
                    bench.ask("ATE0");
                } else if (command.equals("ATFI")) {
                    assertEquals("SEARCHING...\rOK\r\r>", bench.ask(command));
                } else {
                    assertEquals("OK\r\r>", bench.ask(command), command);
                }
            }
            assertEquals("T:00 R:00\r\r>", bench.ask("ATCS"));
        }
    }

    @Test
    void takesAsLongAsTheTimeOutSaysWhenNothingComes() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.ask("ATSTFF");
            long before = bench.vehicle.clock().monoNs();
            assertEquals("NO DATA\r\r>", bench.ask("0166"));
            long tookMs = (bench.vehicle.clock().monoNs() - before) / 1_000_000;
            assertTrue(tookMs >= 1_020, String.format(Locale.ROOT, "took only %d ms", tookMs));
        }
    }
}
