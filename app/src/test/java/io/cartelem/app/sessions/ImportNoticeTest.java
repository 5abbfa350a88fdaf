package io.cartelem.app.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.Importer.RadioMatch;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ImportNoticeTest {

    @Test
    void saysWhatCameTogether() {
        assertEquals(
                "\"Car 7\" is imported. Aligned with the radio recording \"Pit\" by satellite time:"
                        + " 1,204 gaps filled.",
                notice("en", 0, new RadioMatch(session("Pit"), "meshtastic", 900, 1_204, true)));
        assertEquals(
                "\"Car 7\" is imported; 2 lines could not be understood and were left out. Aligned"
                        + " with the radio recording \"Pit\" by the computers' clocks: no gaps"
                        + " filled.",
                notice("en", 2, new RadioMatch(session("Pit"), "meshtastic", 900, 0, false)));
    }

    @Test
    void saysItInGermanToo() {
        assertEquals(
                "„Car 7“ ist importiert. Nach Satellitenzeit neben die Funkaufzeichnung „Box“"
                        + " gelegt: 1 Lücke gefüllt.",
                notice("de", 0, new RadioMatch(session("Box"), "meshtastic", 900, 1, true)));
    }

    @Test
    void saysNothingOfARadioThatWasNotThere() {
        assertEquals("\"Car 7\" is imported.", notice("en", 0));
    }

    private static String notice(String language, long problems, RadioMatch... radio) {
        Importer.Report report =
                new Importer.Report("CSV", session("Car 7"), List.of(), problems, List.of(radio));
        return ImportNotice.of(report, new Presentation(Texts.of(language), Units.METRIC));
    }

    private static SessionInfo session(String name) {
        return new SessionInfo(
                1,
                SessionDraft.named(name),
                SessionOrigin.IMPORTED,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                false,
                null,
                10);
    }
}
