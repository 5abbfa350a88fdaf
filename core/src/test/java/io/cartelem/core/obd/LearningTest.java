package io.cartelem.core.obd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.adapter.AdapterProfile;
import io.cartelem.core.obd.adapter.CarProfile;
import io.cartelem.core.obd.elm.ElmTimeouts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What is remembered of adapters and cars for years is learned from what they can, never from a
/// car that was switched off or a plug that was pulled at that moment.
class LearningTest {
    private static final String ELM = "ELM327 v1.5";
    private static final String SEVERAL = "7E8100841057B0C1AF8\r7E8210D37\r\r>";

    private final RecordingContext context = new RecordingContext(new LeapClock());
    private final LastCar memory = new LastCar();

    /// Keeps the profile of the one car of a test.
    private static final class LastCar implements AdapterMemory {
        private final AdapterMemory adapters = AdapterMemory.ofProcess();
        private CarProfile car = CarProfile.unknown("");

        @Override
        public Optional<AdapterProfile> adapter(String identity) {
            return adapters.adapter(identity);
        }

        @Override
        public void keep(AdapterProfile profile) {
            adapters.keep(profile);
        }

        @Override
        public Optional<CarProfile> car(String adapterIdentity, String name) {
            return adapters.car(adapterIdentity, name);
        }

        @Override
        public void keep(String adapterIdentity, CarProfile profile) {
            car = profile;
            adapters.keep(adapterIdentity, profile);
        }
    }

    private LinkException run(DialogueLink link, String channels) {
        ObdSettings settings =
                ObdSettings.of(channels, 5)
                        .withMemory(memory)
                        .withTimeouts(ElmTimeouts.all(Duration.ofMillis(100)));
        return assertThrows(
                LinkException.class, () -> new ObdCollector(settings).run(link, context));
    }

    private Set<String> refused() {
        return memory.adapter(ELM).orElseThrow().refused();
    }

    /// A CAN car with one control unit that supports 05, 0C and 0D, and answers all three at once.
    private static DialogueLink car() {
        return DialogueLink.elm()
                .on("0100", "7E806410008180000\r\r>")
                .on("0105", "7E80341057B\r\r>")
                .on("010C", "7E804410C1AF8\r\r>")
                .on("010D", "7E803410D37\r\r>")
                .on("01050C0D", SEVERAL)
                .on("01050C0D2", SEVERAL);
    }

    @Test
    void ignitionOffDoesNotTeachThatSeveralPidsFail() {
        String[] drive = {SEVERAL, SEVERAL, SEVERAL, "NO DATA\r\r>"};
        DialogueLink link =
                car().on("0100", "7E806410008180000\r\r>", "7E806410008180000\r\r>", "NO DATA\r\r>")
                        .on("01050C0D", drive)
                        .on("01050C0D2", SEVERAL, "NO DATA\r\r>")
                        .on("0105", "NO DATA\r\r>")
                        .on("010C", "NO DATA\r\r>")
                        .on("010D", "NO DATA\r\r>")
                        .unplugAfter(120);
        run(link, "RPM,SPEED,COOLANT_TEMP@5");
        assertTrue(context.states.contains("ignition_off"), () -> "" + context.states);
        assertEquals(3, memory.car.pidsPerRequest(), () -> "" + link.commands());
    }

    @Test
    void aPidThatIsAnnouncedButNeverAnsweredDoesNotCostTheOthersTheirSharedRequests() {
        String without0D = "7E806410C1AF8057B\r\r>";
        DialogueLink link =
                car().on("01050C0D", SEVERAL, without0D)
                        .on("01050C0D2", without0D)
                        .on("01050C0D1", without0D)
                        .on("01050C", without0D)
                        .on("01050C1", without0D)
                        .on("010C05", without0D)
                        .on("010C051", without0D)
                        .on("010D", "NO DATA\r\r>")
                        .unplugAfter(150);
        run(link, "RPM,SPEED,COOLANT_TEMP@5");
        assertEquals(3, memory.car.pidsPerRequest(), () -> "" + link.commands());
    }

    @Test
    void aCarThatFallsSilentWhileItIsTriedIsTriedAgainNextTime() {
        DialogueLink link =
                car().on("0100", "7E806410008180000\r\r>", "7E806410008180000\r\r>", "NO DATA\r\r>")
                        .on("01050C0D", "NO DATA\r\r>")
                        .on("01050C", "NO DATA\r\r>")
                        .on("0105", "NO DATA\r\r>")
                        .on("010C", "NO DATA\r\r>")
                        .on("010D", "NO DATA\r\r>")
                        .unplugAfter(100);
        run(link, "RPM,SPEED,COOLANT_TEMP@5");
        assertEquals(0, memory.car.pidsPerRequest());
    }

    @Test
    void aCarThatAnswersOnlySinglePidsIsRememberedAsSuch() {
        DialogueLink link =
                car().on("01050C0D", "NO DATA\r\r>").on("01050C", "NO DATA\r\r>").unplugAfter(100);
        run(link, "RPM,SPEED,COOLANT_TEMP@5");
        assertEquals(1, memory.car.pidsPerRequest());
    }

    @Test
    void anAdapterThatWasPulledHasRefusedNothing() {
        DialogueLink link =
                car().on("0100", "7E806410008180000\r\r>", "7E806410008180000\r\r>", "NO DATA\r\r>")
                        .on("010C", "7E804410C1AF8\r\r>", "NO DATA\r\r>")
                        .on("ATH1", "OK\r\r>", "")
                        .on("ATAT1", "OK\r\r>", "")
                        .on("ATSP0", "OK\r\r>", "")
                        .on("ATRV", "12.1V\r\r>")
                        .on("\u007f\u007f", "?\r\r>", "")
                        .unplugAfter(500);
        LinkException e = run(link, "RPM");
        assertEquals(LinkException.Reason.SILENT, e.reason());
        assertFalse(refused().contains("ATH1"), () -> "" + refused());
        assertFalse(refused().contains("ATAT1"), () -> "" + refused());
    }

    @Test
    void aCommandThatNeverPromptsIsGivenUpWhileTheAdapterAnswersOthers() {
        DialogueLink link = car().on("ATRV", "").unplugAfter(300);
        run(link, "RPM");
        assertEquals(3, link.count("ATRV"), () -> "" + link.commands());
        assertTrue(refused().contains("ATRV"), () -> "" + refused());
        assertTrue(context.samples("RPM").size() > 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LV RESET", "ERR94", "ELM327 v1.5"})
    void noticesARestartInTheAnswerOfASetting(String notice) {
        DialogueLink link =
                car().on("ATRV", "12.1V\r\r>", "\r\r" + notice + "\r\r>", "12.1V\r\r>")
                        .unplugAfter(300);
        run(link, "RPM");
        assertTrue(context.states.contains("adapter_restarted"), () -> "" + context.states);
        assertEquals(2, link.count("ATWS"));
        assertFalse(context.states.contains("ignition_off"));
    }

    @Test
    void saysAgainThatAPidAnswersWhenItDoes() {
        String no = "NO DATA\r\r>";
        DialogueLink link =
                car().on("010D", no, no, no, no, no, "7E803410D37\r\r>").unplugAfter(1200);
        run(link, "RPM,SPEED");
        assertTrue(
                context.sentences.stream().anyMatch(line -> line.contains("no answer for SPEED")));
        assertFalse(context.samples("SPEED").isEmpty());
        assertFalse(context.sentences.getLast().contains("no answer"), context.sentences::toString);
    }
}
