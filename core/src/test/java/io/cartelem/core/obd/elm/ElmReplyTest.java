package io.cartelem.core.obd.elm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.DialogueLink;
import io.cartelem.core.obd.LeapClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// The bytes of a reply sorted into lines, and the exchange that fetches them.
class ElmReplyTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    private static ElmReply reply(String command, String raw) {
        return ElmReply.parse(
                command, raw.getBytes(StandardCharsets.ISO_8859_1), true, 1_000, 3_000);
    }

    @Test
    void leavesOutTheEcho() {
        assertEquals(List.of("7E803410D37"), reply("010D", "010D\r7E803410D37\r\r").data());
        assertEquals(List.of("7E803410D37"), reply("010D", "01 0D\r7E803410D37\r\r").data());
    }

    @Test
    void doesNotTakeASecondEqualLineForAnEcho() {
        assertEquals(List.of("010D"), reply("010D", "010D\r010D\r\r").data());
    }

    @Test
    void separatesProgressWordsGluedToTheData() {
        assertEquals(
                List.of("7E8064100BE3FA813"),
                reply("0100", "SEARCHING...7E8064100BE3FA813\r\r").data());
        assertEquals(
                List.of("7E8064100BE3FA813"),
                reply("0100", "SEARCHING...\r7E8064100BE3FA813\r\r").data());
        assertEquals(
                List.of("486B104100BE3EB811FA"),
                reply("0100", "BUS INIT: OK\r486B104100BE3EB811FA\r\r").data());
        assertEquals(
                List.of("486B104100BE3EB811FA"),
                reply("0100", "BUS INIT: ...OK486B104100BE3EB811FA\r\r").data());
        assertTrue(reply("0100", "BUS INIT: OK\r\r").notices().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "OK, OK",
        "?, UNKNOWN_COMMAND",
        "NO DATA, NO_DATA",
        "NODATA, NO_DATA",
        "SEARCHING...UNABLE TO CONNECT, UNABLE_TO_CONNECT",
        "BUS INIT: ...ERROR, BUS_INIT_ERROR",
        "BUS INIT: ERROR, BUS_INIT_ERROR",
        "STOPPED, STOPPED",
        "BUFFER FULL, BUFFER_FULL",
        "CAN ERROR, CAN_ERROR",
        "BUS ERROR, BUS_ERROR",
        "BUS BUSY, BUS_BUSY",
        "FB ERROR, FB_ERROR",
        "DATA ERROR, DATA_ERROR",
        "7E803410D37 <DATA ERROR, DATA_ERROR",
        "7E803410D37<RX ERROR, RX_ERROR",
        "LV RESET, LV_RESET",
        "ERR94, INTERNAL_ERROR",
        "ELM327 v1.5, BANNER",
        "!ACT ALERT, ACTIVITY_ALERT",
        "ACT ALERT, ACTIVITY_ALERT",
        "!LP ALERT, LOW_POWER_ALERT"
    })
    void recognisesEveryNotice(String line, Notice expected) {
        ElmReply reply = reply("010D", line + "\r\r");
        assertEquals(List.of(expected), reply.notices());
        assertTrue(reply.data().isEmpty(), "a marked line is no data");
        assertFalse(expected.sentence().isEmpty());
    }

    @Test
    void keepsWhatItDoesNotKnowApart() {
        ElmReply reply = reply("010D", "\u00e9\u0001@\r7E803410D37\r\r");
        assertEquals(List.of("7E803410D37"), reply.data());
        assertEquals(1, reply.strange().size());
    }

    @Test
    void ignoresNulBytesAndBlankLines() {
        assertEquals(
                List.of("7E803410D37"), reply("010D", "\0\r\n\r7E803\0" + "410D37\r\n\r").data());
    }

    @Test
    void answersWithItsLastLine() {
        assertEquals("12.6V", reply("ATRV", "ATRV\r12.6V\r\r").answer());
        assertEquals("", reply("STI", "?\r\r").answer());
        assertEquals("", reply("STI", "\r").answer());
        assertEquals(2_000, reply("STI", "\r").midpointNs());
    }

    @Test
    void readsAReplyInCrumbs() throws Exception {
        DialogueLink link = new DialogueLink().on("010D", "010D\r7E803410D37\r\r>").inChunksOf(1);
        ElmReply reply = new ElmPort(link, new LeapClock()).exchange("010D", SHORT);
        assertTrue(reply.prompted());
        assertEquals(List.of("7E803410D37"), reply.data());
        assertTrue(reply.writtenNs() < reply.lastByteNs());
    }

    @Test
    void tellsWhatCameUnasked() throws Exception {
        DialogueLink link = new DialogueLink().on("010D", "7E803410D37\r\r>ELM327 v1.5\r\r>");
        ElmPort port = new ElmPort(link, new LeapClock());
        link.say("LV RESET\r\r>");
        assertEquals(List.of("7E803410D37"), port.exchange("010D", SHORT).data());
        assertEquals(List.of(Notice.LV_RESET, Notice.BANNER), port.unasked());
        assertEquals(List.of(), port.unasked());
    }

    @Test
    void comesBackWithoutAPromptWhenTheTimeIsUp() throws Exception {
        DialogueLink link = new DialogueLink().on("010D", "7E803410D37\r");
        ElmReply reply = new ElmPort(link, new LeapClock()).exchange("010D", SHORT);
        assertFalse(reply.prompted());
        assertEquals(List.of("7E803410D37"), reply.data());
    }

    @Test
    void refusesToSendAnEmptyLine() {
        ElmPort port = new ElmPort(new DialogueLink(), new LeapClock());
        assertThrows(IllegalArgumentException.class, () -> port.exchange("", SHORT));
        assertThrows(IllegalArgumentException.class, () -> port.exchange("  ", SHORT));
    }

    @Test
    void boundsWhatItReads() throws Exception {
        DialogueLink link = new DialogueLink().on("010D", "41".repeat(100_000));
        ElmReply reply = new ElmPort(link, new LeapClock()).exchange("010D", SHORT);
        assertTrue(reply.data().getFirst().length() < 50_000);
        assertFalse(reply.prompted());
    }

    @Test
    void stopsWhenItIsInterrupted() {
        ElmPort port = new ElmPort(DialogueLink.elm(), new LeapClock());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> port.exchange("ATI", SHORT));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void passesTheLossOfTheLinkOn() {
        DialogueLink link = DialogueLink.elm();
        link.unplug();
        ElmPort port = new ElmPort(link, new LeapClock());
        assertThrows(LinkException.class, () -> port.exchange("ATI", SHORT));
    }
}
