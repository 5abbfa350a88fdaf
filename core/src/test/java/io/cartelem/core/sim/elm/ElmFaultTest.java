package io.cartelem.core.sim.elm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.car.CarSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class ElmFaultTest {
    @ParameterizedTest
    @EnumSource(
            names = {
                "BUFFER_FULL",
                "CAN_ERROR",
                "BUS_ERROR",
                "BUS_BUSY",
                "FB_ERROR",
                "DATA_ERROR",
                "STOPPED",
                "NO_DATA",
                "UNABLE_TO_CONNECT"
            })
    void saysTheErrorInsteadOfTheReplyOnce(ElmFault fault) throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.faults().once(fault);
            assertEquals(fault.name().replace('_', ' ') + "\r\r>", bench.ask("010C"));
            assertTrue(bench.ask("010C").startsWith("41 0C "));
            assertEquals(1, bench.faults().struck(fault));
        }
    }

    @Test
    void marksALineAsReceivedInError() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.faults().once(ElmFault.DATA_ERROR_MARK);
            assertTrue(bench.ask("010C").matches("41 0C .. .. <DATA ERROR\r\r>"));
            bench.faults().once(ElmFault.RX_ERROR_MARK);
            assertTrue(bench.ask("0902").endsWith("2: 4D 30 30 30 30 30 31 <RX ERROR\r\r>"));
        }
    }

    @Test
    void forgetsEverythingWhenTheSupplyDips() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.ask("ATH1");
            bench.faults().once(ElmFault.LV_RESET);
            assertEquals("\rLV RESET\r\r>", bench.hear());
            assertEquals("ATI\rELM327 v2.2\r\r>", bench.ask("ATI"));
            bench.faults().once(ElmFault.SPONTANEOUS_RESET);
            assertEquals("\rELM327 v2.2\r\r>", bench.hear());
            bench.ready();
            bench.faults().once(ElmFault.ERR94);
            assertEquals("ERR94\r\r>", bench.ask("010C"));
            assertTrue(bench.ask("010C").startsWith("010C\rSEARCHING...\r41 0C "));
        }
    }

    @Test
    void sleepsAfterItsAlertAndWakesWithARestart() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.faults().once(ElmFault.ACT_ALERT);
            assertEquals("\r!ACT ALERT\r\r>", bench.hear());
            bench.faults().once(ElmFault.LP_ALERT);
            assertEquals("\r!LP ALERT\r", bench.hear("\r!LP ALERT\r".length()));
            bench.type(" ");
            assertEquals("\r\rELM327 v2.2\r\r>", bench.hear());
            bench.ask("ATLP");
            bench.type(" ");
            assertEquals("\r\rELM327 v2.2\r\r>", bench.hear());
        }
    }

    @Test
    void isSilentOrForgetsItsPrompt() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.faults().times(ElmFault.SILENCE, 2);
            bench.type("ATI\r");
            bench.type("ATRV\r");
            assertEquals("ELM327 v2.2\r\r>", bench.ask("ATI"));
            assertEquals(2, bench.faults().struck(ElmFault.SILENCE));
            bench.faults().once(ElmFault.NO_PROMPT);
            bench.type("ATI\r");
            assertEquals("ELM327 v2.2\r".repeat(2) + "\r>", bench.ask("ATI"));
        }
    }

    @Test
    void damagesLines() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            String whole = "41 00 BE 7F B8 13 \r\r>";
            bench.faults().once(ElmFault.LOST_CHARACTER);
            assertEquals(whole.length() - 1, bench.ask("0100").length());
            bench.faults().once(ElmFault.GARBAGE);
            String dirty = bench.ask("0100");
            assertTrue(dirty.chars().anyMatch(c -> c >= 0x80), dirty);
            assertEquals(whole, dirty.replaceAll("[\\x80-\\xFF]", ""));
            bench.faults().once(ElmFault.TORN_LINE);
            String torn = bench.ask("0100");
            assertTrue(torn.length() < whole.length() && torn.endsWith("\r>"), torn);
            assertTrue(whole.startsWith(torn.substring(0, torn.length() - 2)));
            bench.faults().always(ElmFault.LOST_CHARACTER);
            assertNotEquals(whole, bench.ask("0100"));
            bench.faults().clear();
            assertEquals(whole, bench.ask("0100"));
        }
    }

    @Test
    void letsUnitsAnswerInTheWrongOrder() throws Exception {
        try (AdapterBench bench =
                AdapterBench.of(CarSettings.usual(), ElmProfile.genuine()).ready()) {
            bench.ask("ATH1");
            bench.faults().once(ElmFault.WRONG_ECU_ORDER);
            assertTrue(bench.ask("0100").startsWith("7E9 06 41 00"));
            assertTrue(bench.ask("0100").startsWith("7E8 06 41 00"));
        }
    }

    @Test
    void letsUnitsAskForTimeOrRefuse() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.ask("ATH1");
            bench.faults().once(ElmFault.PENDING);
            assertEquals(
                    "7E8 03 7F 01 78 00 00 00 00 \r7E8 06 41 00 BE 7F B8 13 00 \r\r>",
                    bench.ask("0100"));
            bench.faults().once(ElmFault.REFUSAL);
            assertEquals("7E8 03 7F 04 22 00 00 00 00 \r\r>", bench.ask("04"));
        }
    }

    @Test
    void hasNoCarToTalkTo() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.faults().always(ElmFault.NO_CAR);
            assertEquals("0.1V\r\r>", bench.ask("ATRV"));
            assertEquals("SEARCHING...\rUNABLE TO CONNECT\r\r>", bench.ask("0100"));
            bench.faults().never(ElmFault.NO_CAR);
            assertEquals("SEARCHING...\r41 00 BE 7F B8 13 \r\r>", bench.ask("0100"));
        }
    }

    @Test
    void breaksTheLinkAtOnce() throws Exception {
        try (AdapterBench bench = AdapterBench.usual().ready()) {
            bench.faults().once(ElmFault.DISCONNECT);
            assertThrows(LinkException.class, bench::hear);
            bench.reconnect();
            assertEquals("ELM327 v2.2\r\r>", bench.ask("ATI"));
        }
    }
}
