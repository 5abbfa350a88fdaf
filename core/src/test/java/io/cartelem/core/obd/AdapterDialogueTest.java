package io.cartelem.core.obd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.adapter.AdapterProfile;
import io.cartelem.core.obd.adapter.AdapterProfile.Ability;
import io.cartelem.core.obd.elm.ElmTimeouts;
import io.cartelem.core.obd.elm.Protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

/// What the collector sends, and makes of what adapters say, byte by byte.
class AdapterDialogueTest {
    private final RecordingContext context = new RecordingContext(new LeapClock());
    private final AdapterMemory memory = AdapterMemory.ofProcess();

    private LinkException run(DialogueLink link, String channels) {
        ObdSettings settings =
                ObdSettings.of(channels, 5)
                        .withMemory(memory)
                        .withTimeouts(ElmTimeouts.all(Duration.ofMillis(5)));
        return assertThrows(
                LinkException.class, () -> new ObdCollector(settings).run(link, context));
    }

    /// A CAN car with one control unit that supports 05, 0C and 0D.
    private static DialogueLink car() {
        return DialogueLink.elm()
                .on("0100", "7E806410008180000\r\r>")
                .on("0105", "7E80341057B\r\r>")
                .on("010C", "7E804410C1AF8\r\r>")
                .on("010D", "7E803410D37\r\r>");
    }

    @Test
    void beginsAsTheReferenceSays() {
        DialogueLink link = car().unplugAfter(60);
        run(link, "RPM");
        assertEquals(
                List.of(
                        "\u007f\u007f",
                        "ATE0",
                        "ATWS",
                        "ATE0",
                        "ATL0",
                        "ATS0",
                        "ATI",
                        "STI",
                        "STI",
                        "ATRV",
                        "ATH1",
                        "ATAT1",
                        "ATSP0",
                        "0100",
                        "ATDPN",
                        "0100"),
                link.commands().subList(0, 16));
        assertEquals(1726.0, context.samples("RPM").getFirst().value());
    }

    @Test
    void takesTheProtocolOfLastTimeWithoutSearching() {
        memory.keep(
                AdapterProfile.unknown("ELM327 v1.5")
                        .withProtocol(Protocol.CAN_11_500)
                        .withRefused("STI"));
        DialogueLink link = car().on("ATTP6", "OK\r\r>").unplugAfter(40);
        run(link, "RPM");
        assertEquals(1, link.count("ATTP6"));
        assertEquals(0, link.count("ATSP0"));
        assertFalse(context.samples("RPM").isEmpty());
    }

    @Test
    void triesProtocolsOneByOneWhereTheAdapterCannotSearch() {
        DialogueLink link =
                car().on("ATSP0", "?\r\r>")
                        .on("ATDPN", "?\r\r>")
                        .on("0100", "CAN ERROR\r\r>", "7E806410008180000\r\r>");
        for (Protocol protocol : Protocol.FALLBACK) {
            link.on("ATTP" + protocol.number(), "OK\r\r>");
        }
        link.unplugAfter(60);
        run(link, "RPM");
        List<String> tried =
                link.commands().stream().filter(line -> line.startsWith("ATTP")).toList();
        assertEquals(List.of("ATTP6", "ATTP8"), tried);
    }

    @Test
    void learnsTheCountDigitAndRelearnsIt() {
        DialogueLink link = car().on("010C1", "7E804410C1AF8\r\r>").unplugAfter(700);
        run(link, "RPM");
        assertEquals(Ability.WORKS, memory.adapter("ELM327 v1.5").orElseThrow().countDigit());
        assertTrue(link.count("010C1") > 400);
        assertTrue(link.count("010C") > 1, "asked without the digit again after a while");
        assertTrue(link.count("010C") < 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?\r\r>", "NO DATA\r\r>", ""})
    void livesWithoutTheCountDigit(String answer) {
        DialogueLink link = car().on("010C1", answer).unplugAfter(100);
        run(link, "RPM");
        assertEquals(Ability.FAILS, memory.adapter("ELM327 v1.5").orElseThrow().countDigit());
        assertEquals(2, link.count("010C1"));
        assertTrue(context.samples("RPM").size() > 30);
    }

    @Test
    void notesThatADigitBecameTooSmall() {
        DialogueLink link =
                car().on("010C", "7E804410C1AF8\r\r>", "7E904410C0000\r7E804410C1AF8\r\r>")
                        .on("010C1", "7E804410C1AF8\r\r>", "7E904410C0000\r\r>")
                        .on("010C2", "7E904410C0000\r7E804410C1AF8\r\r>")
                        .unplugAfter(100);
        run(link, "RPM");
        assertTrue(link.count("010C2") > 20, link.commands()::toString);
        assertTrue(
                context.samples("RPM").stream().allMatch(sample -> sample.value() == 1726.0),
                "never the other control unit's value");
    }

    @Test
    void asksForSeveralPidsAtOnceWhereThatWorks() {
        DialogueLink link =
                car().on("01050C0D", "7E8100841057B0C1AF8\r7E8210D37\r\r>")
                        .on("01050C0D2", "7E8100841057B0C1AF8\r7E8210D37\r\r>")
                        .unplugAfter(120);
        run(link, "RPM,SPEED,COOLANT_TEMP");
        assertTrue(link.count("01050C0D2") > 50, link.commands()::toString);
        assertEquals(0, link.count("010C"), link.commands()::toString);
        assertEquals(1726.0, context.samples("RPM").getFirst().value());
        assertEquals(83.0, context.samples("COOLANT_TEMP").getFirst().value());
    }

    @Test
    void asksForLessWhenTheBufferOverflows() {
        DialogueLink link =
                car().on("01050C0D", "7E8100841057B0C1AF8\r7E8210D37\r\r>", "BUFFER FULL\r\r>")
                        .on("01050C0D2", "BUFFER FULL\r\r>")
                        .unplugAfter(150);
        run(link, "RPM,SPEED,COOLANT_TEMP@5");
        assertTrue(context.samples("RPM").size() > 20);
        assertTrue(link.count("01050C0D") <= 3);
        assertTrue(link.count("010C") > 2, link.commands()::toString);
    }

    @Test
    void waitsWhileTheControlUnitAsksForPatience() {
        DialogueLink link =
                car().on("ATSTFF", "OK\r\r>")
                        .on("ATST32", "OK\r\r>")
                        .on("010C", "7E8037F0178\r\r>", "7E804410C1AF8\r\r>")
                        .unplugAfter(60);
        run(link, "RPM");
        int patience = link.commands().indexOf("ATSTFF");
        assertEquals(
                List.of("010C", "ATSTFF", "010C", "ATST32"),
                link.commands().subList(patience - 1, patience + 3));
        assertFalse(context.samples("RPM").isEmpty());
    }

    @Test
    void takesTheAnswerThatFollowsThePleaForPatience() {
        DialogueLink link = car().on("010C", "7E8037F0178\r7E804410C1AF8\r\r>").unplugAfter(60);
        run(link, "RPM");
        assertEquals(0, link.count("ATSTFF"));
        assertFalse(context.samples("RPM").isEmpty());
    }

    @Test
    void leavesOutAPidThatIsNeverAnswered() {
        DialogueLink link = car().on("010D", "NO DATA\r\r>").unplugAfter(200);
        run(link, "RPM,SPEED");
        assertTrue(link.count("010D") <= 8, () -> link.count("010D") + " times");
        assertTrue(link.count("010C") > 50);
        assertTrue(context.sentences.getLast().contains("SPEED"), context.sentences.getLast());
        assertEquals("polling", context.states.getLast());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOPPED",
                "CAN ERROR",
                "BUS ERROR",
                "BUS BUSY",
                "FB ERROR",
                "DATA ERROR",
                "7E804410C1AF9<DATA ERROR",
                "7E804410C1AF9 <RX ERROR",
                "!ACT ALERT"
            })
    void asksAgainAfterADisturbance(String notice) {
        DialogueLink link =
                car().on("010C", notice + "\r\r>", "7E804410C1AF8\r\r>").unplugAfter(60);
        run(link, "RPM");
        assertTrue(context.samples("RPM").stream().allMatch(sample -> sample.value() == 1726.0));
        assertEquals("polling", context.states.getLast());
        assertFalse(context.states.contains("ignition_off"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LV RESET", "ERR94", "ELM327 v1.5"})
    void beginsAgainWhenTheAdapterRestarted(String notice) {
        DialogueLink link =
                car().on("010C", "\r\r" + notice + "\r\r>", "7E804410C1AF8\r\r>").unplugAfter(90);
        run(link, "RPM");
        assertTrue(context.states.contains("adapter_restarted"));
        assertEquals(2, link.count("ATWS"));
        assertFalse(context.samples("RPM").isEmpty());
    }

    @Test
    void staysPoliteWhileTheIgnitionIsOff() {
        DialogueLink link = DialogueLink.elm().on("0100", "SEARCHING...UNABLE TO CONNECT\r\r>");
        link.unplugAfter(150);
        run(link, "RPM");
        assertEquals("ignition_off", context.states.getLast());
        assertEquals(Phase.WAITING, context.phases.getLast());
        assertTrue(link.count("0100") < link.count("ATRV") / 3, link.commands()::toString);
        double seconds =
                (context.samples("battery_voltage").getLast().timeNs()
                                - context.samples("battery_voltage").getFirst().timeNs())
                        / 1e9;
        assertTrue(link.count("0100") <= seconds / 30 + 5, "rarer and rarer");
    }

    @Test
    void asksAtOnceWhenTheVoltageRises() {
        DialogueLink link =
                car().on("0100", "UNABLE TO CONNECT\r\r>", "7E806410008180000\r\r>")
                        .on("ATRV", "12.2V\r\r>", "12.2V\r\r>", "14.1V\r\r>")
                        .unplugAfter(60);
        run(link, "RPM");
        assertTrue(context.states.contains("ignition_off"));
        assertEquals("polling", context.states.getLast());
        assertEquals(
                3,
                link.commands().subList(0, link.commands().lastIndexOf("ATSP0")).stream()
                        .filter("ATRV"::equals)
                        .count());
    }

    @Test
    void saysThatTheAdapterIsNotPluggedIntoACar() {
        DialogueLink link =
                DialogueLink.elm()
                        .on("ATRV", "0.4V\r\r>")
                        .on("0100", "UNABLE TO CONNECT\r\r>")
                        .unplugAfter(40);
        run(link, "RPM");
        assertEquals("no_vehicle", context.states.getLast());
    }

    @Test
    void saysThatTheCarHasNoneOfTheWantedChannels() {
        DialogueLink link = car().unplugAfter(60);
        run(link, "odometer");
        assertTrue(context.states.contains("no_channels"));
    }

    @Test
    void saysThatNothingAnswers() {
        LinkException e = run(new DialogueLink().otherwise(command -> ""), "RPM");
        assertEquals(LinkException.Reason.SILENT, e.reason());
        assertTrue(e.getMessage().contains("test://adapter"), e.getMessage());
    }

    @Test
    void givesUpAnAdapterThatFellSilent() {
        DialogueLink link = car().on("010C", "7E804410C1AF8\r\r>", "").on("0100", "");
        link.on("0100", "7E806410008180000\r\r>", "7E806410008180000\r\r>", "");
        link.otherwise(command -> "").on("ATRV", "12.1V\r\r>", "");
        LinkException e = run(link, "RPM");
        assertEquals(LinkException.Reason.SILENT, e.reason());
    }

    @Test
    void readsACarWithoutHeadersThroughAPoorClone() {
        DialogueLink link =
                DialogueLink.elm()
                        .on("ATH1", "?\r\r>")
                        .on("ATS0", "?\r\r>")
                        .on("0100", "41 00 00 18 00 00 \r\r>")
                        .on("010C", "41 0C 1A F8 \r\r>")
                        .unplugAfter(60);
        run(link, "RPM");
        assertEquals(1726.0, context.samples("RPM").getFirst().value());
    }

    @Test
    void noticesThatHeadersAreMissingAlthoughTheAdapterAgreed() {
        DialogueLink link =
                DialogueLink.elm()
                        .on("0100", "410000180000\r\r>")
                        .on("010C", "410C1AF8\r\r>")
                        .unplugAfter(60);
        run(link, "RPM");
        assertEquals(1726.0, context.samples("RPM").getFirst().value());
    }

    @Test
    void neverAsksTwiceForWhatTheAdapterRefused() {
        DialogueLink link = car().on("ATRV", "?\r\r>").unplugAfter(300);
        run(link, "RPM");
        assertEquals(2, link.count("ATRV"), "asked twice, because noise may look like a refusal");
        assertTrue(context.samples("battery_voltage").isEmpty());
    }

    @Test
    void stampsTheMiddleOfRequestAndReply() {
        DialogueLink link = car().unplugAfter(40);
        run(link, "RPM");
        // the clock moves with each look: one before the request, one at the reply
        long time = context.samples("RPM").getFirst().timeNs();
        assertEquals(50_000, time % 100_000);
    }
}
