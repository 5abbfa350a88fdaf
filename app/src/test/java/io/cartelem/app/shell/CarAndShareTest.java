package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeCar;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.Transcript;

import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

@Timeout(300)
class CarAndShareTest {
    private final FakeDesk desk = new FakeDesk();
    private final FakeCar car = new FakeCar();

    @Test
    void theCarTellsItsCodesAndForgetsThemOnlyAfterAQuestion() {
        desk.collect(FakeDesk.state("obd", Phase.RUNNING, 38, false));
        desk.diagnose(car);
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-devices");
            assertTrue(window.shows("#diagnostics-hint"));
            window.click("#diagnostics-read");
            assertFalse(window.shows("#diagnostics-hint"));
            assertEquals("P0301", window.text("#diagnostics-codes .code"));
            window.click("#diagnostics-clear");
            assertTrue(window.shows("#diagnostics-question"));
            assertEquals(List.of("report"), car.asked);
            window.click("#diagnostics-clear-no");
            assertFalse(window.shows("#diagnostics-question"));
            window.click("#diagnostics-clear");
            window.click("#diagnostics-clear-yes");
            assertEquals(List.of("report", "clear"), car.asked);
            window.click("#diagnostics-check");
            assertTrue(window.shows("#diagnostics-health"));
        }
    }

    @Test
    void withoutAnAdapterNothingCanBeAsked() {
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-devices");
            Node read = window.find("#diagnostics-read");
            assertTrue(Toolkit.call(read::isDisabled));
            assertEquals(
                    "No OBD-II adapter is in use. Connect one, or simulate a car.",
                    window.text("#diagnostics-hint"));
        }
    }

    @Test
    void theBytesOnTheWireAreListed() {
        Transcript wire = new Transcript(desk.clock, 1000);
        desk.transcript("gps", wire);
        desk.collect(FakeDesk.state("gps", Phase.RUNNING, 10, false));
        wire.sent("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-devices");
            desk.clock.advance(Duration.ofSeconds(1));
            window.beat();
            ListView<?> lines = (ListView<?>) window.find("#wire-lines");
            assertEquals(1, Toolkit.call(() -> lines.getItems().size()));
        }
    }

    @Test
    void theLanItemLeadsToTheLinkThePinAndTheGuests() {
        desk.sharing.withGuests();
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#lan");
            assertFalse(window.shows("#share-code"), "a link to this computer helps no phone");
            window.click("#share-on");
            assertTrue(window.shows("#share-code"));
            assertTrue(content(window, "#share-link").startsWith("http://192.168.178.20:8000/"));
            assertFalse(window.shows("#share-pin"));
            window.click("#share-show-pin");
            assertEquals("483920", content(window, "#share-pin"));
            window.click("#revoke-p1");
            assertFalse(window.shows("#revoke-p1"));
            window.click("#share-stop");
            assertFalse(window.shows("#share-code"));
        }
    }

    @Test
    void thePinDoesNotStayOnAPageThatWasLeft() {
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-share");
            window.click("#share-show-pin");
            window.click("#nav-live");
            window.click("#nav-share");
            assertFalse(window.shows("#share-pin"));
        }
    }

    private static String content(TestWindow window, String selector) {
        Node field = window.find(selector);
        return Toolkit.call(() -> ((TextInputControl) field).getText());
    }
}
