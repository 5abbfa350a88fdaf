package io.cartelem.core.obd.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.discovery.DeviceProbe.Finding;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.DialogueLink;
import io.cartelem.core.obd.LeapClock;
import io.cartelem.core.obd.adapter.AdapterProfile.Ability;
import io.cartelem.core.obd.elm.ElmPort;
import io.cartelem.core.obd.elm.ElmTimeouts;
import io.cartelem.core.obd.elm.Protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Finding an adapter, its baud rate, and remembering it.
class AdapterStartTest {
    private static final Duration SHORT = Duration.ofMillis(3);
    private final AdapterMemory memory = AdapterMemory.ofProcess();

    private Adapter start(ByteLink link, boolean raise) throws Exception {
        return AdapterStart.start(
                new ElmPort(link, new LeapClock()), ElmTimeouts.all(SHORT), memory, raise);
    }

    @ParameterizedTest
    @ValueSource(ints = {38_400, 9_600, 230_400, 115_200, 57_600, 500_000})
    void findsTheBaudRate(int baud) throws Exception {
        SerialDialogue link = new SerialDialogue(DialogueLink.elm(), baud, 19_200, true);
        assertEquals("ELM327 v1.5", start(link, false).profile().identity());
        assertEquals(baud, link.baud());
    }

    @Test
    void namesBothChipsOfAnStnAdapter() throws Exception {
        DialogueLink link = DialogueLink.elm().on("STI", "STN1110 v4.2.1\r\r>");
        assertEquals("ELM327 v1.5 · STN1110 v4.2.1", start(link, true).profile().identity());
    }

    @Test
    void raisesTheBaudRateAndStaysThere() throws Exception {
        DialogueLink adapter = DialogueLink.elm();
        SerialDialogue link = new SerialDialogue(adapter, 38_400, 38_400, true);
        Adapter started = start(link, true);
        assertEquals(115_200, link.baud());
        assertEquals(115_200, started.profile().raisedBaud());
        assertEquals(OptionalDouble.of(12.6), started.voltage());
        assertEquals(115_200, memory.adapter("ELM327 v1.5").orElseThrow().raisedBaud());
    }

    @Test
    void raisesTheBaudRateWhereBytesArriveOneByOne() throws Exception {
        DialogueLink adapter = DialogueLink.elm().inChunksOf(1);
        SerialDialogue link = new SerialDialogue(adapter, 38_400, 38_400, true);
        assertEquals(115_200, start(link, true).profile().raisedBaud());
        assertEquals(115_200, link.baud());
    }

    @Test
    void raisesAnStnAdapterInItsOwnWay() throws Exception {
        DialogueLink adapter = DialogueLink.elm().on("STI", "STN1110 v4.2.1\r\r>");
        SerialDialogue link = new SerialDialogue(adapter, 9_600, 9_600, true);
        start(link, true);
        assertEquals(115_200, link.baud());
    }

    @Test
    void goesBackWhenTheNewRateCarriesGarbageAndNeverTriesAgain() throws Exception {
        DialogueLink adapter = DialogueLink.elm();
        SerialDialogue link = new SerialDialogue(adapter, 38_400, 38_400, false);
        Adapter started = start(link, true);
        assertEquals(38_400, link.baud());
        assertEquals(-1, started.profile().raisedBaud());
        assertEquals(OptionalDouble.of(12.6), started.voltage());

        start(link, true);
        assertEquals(38_400, link.baud());
        assertFalse(adapter.commands().contains("ATBRD23"));
    }

    @Test
    void staysWhereTheAdapterCannotBeRaised() throws Exception {
        DialogueLink adapter = DialogueLink.elm().on("ATI", "ELM327 v1.5\r\r>");
        ByteLink link =
                new SerialDialogue(adapter, 38_400, 38_400, true) {
                    @Override
                    public void write(byte[] bytes) throws LinkException {
                        adapter.write(bytes);
                    }
                };
        assertEquals(-1, start(link, true).profile().raisedBaud());
        assertEquals(38_400, link.baud());
    }

    @Test
    void saysWhereNothingAnswered() {
        DialogueLink silent = new DialogueLink().otherwise(command -> "");
        LinkException e = assertThrows(LinkException.class, () -> start(silent, false));
        assertEquals(LinkException.Reason.SILENT, e.reason());
    }

    @Test
    void isNotMisledByAPromptInNoise() {
        DialogueLink noise = new DialogueLink().otherwise(command -> "\u00ff>\u0001");
        assertThrows(LinkException.class, () -> start(noise, false));
    }

    @Test
    void probesWithoutChangingASetting() throws Exception {
        DialogueLink adapter = DialogueLink.elm();
        SerialDialogue link = new SerialDialogue(adapter, 9_600, 115_200, true);
        Optional<Finding> found = new ElmProbe(SHORT).probe(link);
        assertEquals(Optional.of(new Finding("obd", "ELM327 v1.5", 9_600)), found);
        assertEquals(List.of("\u007f\u007f", "ATI"), adapter.commands());
        assertFalse(new ElmProbe().passive());
        assertEquals("obd", new ElmProbe().source());
    }

    @Test
    void findsNoAdapterInSomethingElse() throws Exception {
        DialogueLink receiver =
                new DialogueLink().otherwise(command -> "$GPRMC,,V,,,,,,,,,,N*53\r\n");
        assertEquals(Optional.empty(), new ElmProbe(SHORT).probe(receiver));
        DialogueLink shell = new DialogueLink().otherwise(command -> "unknown command\r\n>");
        assertEquals(Optional.empty(), new ElmProbe(SHORT).probe(shell));
        SerialDialogue serial =
                new SerialDialogue(new DialogueLink().otherwise(c -> ""), 1_200, 9_600, true);
        assertEquals(Optional.empty(), new ElmProbe(SHORT).probe(serial));
    }

    @Test
    void findsAnAdapterOnALinkWithoutBaud() throws Exception {
        assertEquals(
                Optional.of(new Finding("obd", "ELM327 v1.5", 0)),
                new ElmProbe(SHORT).probe(DialogueLink.elm()));
    }

    @Test
    void remembersAcrossRuns(@TempDir Path folder) {
        Path file = folder.resolve("adapters.json");
        AdapterProfile profile =
                AdapterProfile.unknown("ELM327 v1.5")
                        .withRefused("ATAL")
                        .withCountDigit(Ability.WORKS)
                        .withTiming(2, 0x19)
                        .withRaisedBaud(115_200)
                        .withProtocol(Protocol.CAN_29_500);
        CarProfile car = new CarProfile("VIN", 6, Map.of("010C", 2));
        JsonAdapterMemory first = new JsonAdapterMemory(file);
        first.keep(profile);
        first.keep("ELM327 v1.5", car);

        JsonAdapterMemory second = new JsonAdapterMemory(file);
        assertEquals(Optional.of(profile), second.adapter("ELM327 v1.5"));
        assertEquals(Optional.of(car), second.car("ELM327 v1.5", "VIN"));
        assertEquals(Optional.empty(), second.adapter("another"));
        assertEquals(Optional.empty(), second.car("another", "VIN"));
    }

    @Test
    void startsAnewWithADamagedMemory(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("adapters.json");
        Files.writeString(file, "{ not json");
        JsonAdapterMemory damaged = new JsonAdapterMemory(file);
        assertEquals(Optional.empty(), damaged.adapter("ELM327 v1.5"));
        damaged.keep(AdapterProfile.unknown("ELM327 v1.5"));
        assertTrue(new JsonAdapterMemory(file).adapter("ELM327 v1.5").isPresent());
    }

    @Test
    void ignoresWhatALaterVersionAdds(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("adapters.json");
        new JsonAdapterMemory(file).keep(AdapterProfile.unknown("ELM327 v1.5"));
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\\{", "{ \"future\" : 1,"));
        assertTrue(new JsonAdapterMemory(file).adapter("ELM327 v1.5").isPresent());
    }

    @Test
    void livesWithoutAPlaceToWrite(@TempDir Path folder) {
        JsonAdapterMemory memory =
                new JsonAdapterMemory(folder.resolve("missing").resolve("adapters.json"));
        memory.keep(AdapterProfile.unknown("ELM327 v1.5"));
        assertTrue(memory.adapter("ELM327 v1.5").isPresent());
    }

    @Test
    void forgetsTheOldestAdapters(@TempDir Path folder) {
        JsonAdapterMemory memory = new JsonAdapterMemory(folder.resolve("adapters.json"));
        for (int i = 0; i < 70; i++) {
            memory.keep(AdapterProfile.unknown("adapter " + i));
        }
        assertEquals(Optional.empty(), memory.adapter("adapter 0"));
        assertTrue(memory.adapter("adapter 69").isPresent());
    }

    @Test
    void countsLinesPerRequestAndForgets() {
        LineCounts lines = new LineCounts(Map.of("010C", 2, "0902", 16));
        assertEquals("2", lines.digit("010C"));
        assertEquals("", lines.digit("0902"), "more than a digit can say");
        assertEquals("", lines.digit("010D"));
        lines.observed("010D", 11);
        assertEquals("B", lines.digit("010D"));
        lines.forget("010D");
        assertEquals("", lines.digit("010D"));
        lines.observed("0111", 0);
        assertEquals("", lines.digit("0111"));
        assertEquals(Map.of("010C", 2, "0902", 16), lines.lines());
    }
}
