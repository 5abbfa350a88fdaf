package io.cartelem.app.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.shell.TestWindow;
import io.cartelem.app.station.Await;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.alert.AlertLog;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

@Timeout(300)
class AlertsBarTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private final FakeDesk desk = new FakeDesk();
    @TempDir private Path folder;

    private void coolant(double celsius) {
        for (int i = 0; i < 4; i++) {
            desk.clock.advance(Duration.ofSeconds(1));
            desk.publish(SampleBatch.of(Drive.COOLANT, desk.clock.monoNs(), celsius));
        }
    }

    @Test
    void anAlertStaysUntilItsCauseIsGoneAndAPersonTookNote() {
        AlertBook book = new AlertBook(folder.resolve(AlertBook.FILE));
        try (AlertEngine engine = new AlertEngine(book, desk.bus, desk.clock, AlertLog.NONE)) {
            desk.watch(engine);
            try (TestWindow window = new TestWindow(desk)) {
                assertFalse(window.shows("#alerts"));
                coolant(118);
                Await.until("an alert", PATIENCE, () -> !engine.open().isEmpty());
                window.beat();
                assertTrue(window.shows("#alerts"));
                long id = engine.open().getFirst().id();
                window.click("#alert-ack-" + id);
                assertEquals("this computer", engine.open().getFirst().acknowledgedBy());
                assertFalse(window.shows("#alert-ack-" + id));
                assertTrue(window.shows("#alerts"), "the cause lasts");
                coolant(90);
                Await.until("its end", PATIENCE, () -> engine.open().isEmpty());
                desk.clock.advance(Duration.ofSeconds(1));
                window.beat();
                assertFalse(window.shows("#alerts"));
            }
        }
    }
}
