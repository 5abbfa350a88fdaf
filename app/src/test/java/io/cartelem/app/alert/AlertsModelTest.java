package io.cartelem.app.alert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.station.Await;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.alert.AlertLog;
import io.cartelem.core.alert.AlertRule;
import io.cartelem.core.alert.Severity;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The coolant is critically hot, and nothing else is watched.
@Timeout(300)
class AlertsModelTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path folder;
    private final FakeDesk desk = new FakeDesk();
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private final List<byte[]> heard = new ArrayList<>();
    private final AlertSound sound = new AlertSound(Runnable::run, heard::add);
    private final AlertsModel model =
            new AlertsModel(
                    desk,
                    new Background(Runnable::run, Runnable::run),
                    new Notices(text -> text),
                    new Presentation(Texts.of("en"), Units.METRIC),
                    sound,
                    (session, timeNs) -> {});
    private AlertEngine engine;

    @BeforeEach
    void overheat() {
        AlertBook book = new AlertBook(folder.resolve(AlertBook.FILE));
        List<String> others =
                book.all().stream()
                        .map(AlertRule::id)
                        .filter(id -> !id.equals("coolant-hot"))
                        .toList();
        others.forEach(book::remove);
        engine = new AlertEngine(book, desk.bus, desk.clock, AlertLog.NONE);
        desk.watch(engine);
        sound.on(true);
        coolant(118);
        Await.until("an alert", PATIENCE, () -> !engine.open().isEmpty());
        assertEquals(Severity.CRITICAL, engine.open().getFirst().rule().severity());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void coolant(double celsius) {
        for (int i = 0; i < 4; i++) {
            desk.clock.advance(Duration.ofSeconds(1));
            desk.publish(SampleBatch.of(Drive.COOLANT, desk.clock.monoNs(), celsius));
        }
    }

    /// Lets the window look ten times a second for so long.
    private void look(double seconds) {
        for (int i = 0; i < seconds * 10; i++) {
            desk.clock.advance(Duration.ofMillis(100));
            model.update(taker.get());
        }
    }

    @Test
    void whatIsCriticalIsHeardAgainEveryFiveSecondsUntilSomebodyTakesNote() {
        look(4);
        assertEquals(1, heard.size());
        look(9);
        assertEquals(3, heard.size());
        assertArrayEquals(Tones.of(Severity.CRITICAL), heard.getLast());
        model.acknowledge(model.open().getFirst());
        look(30);
        assertEquals(3, heard.size());
    }

    @Test
    void itIsHeardNoMoreWhenItsCauseIsGone() {
        look(1);
        coolant(90);
        Await.until("its end", PATIENCE, () -> !engine.open().getFirst().isActive());
        look(30);
        assertEquals(1, heard.size(), "it is still shown, for nobody took note");
        assertEquals(1, model.open().size());
    }

    @Test
    void withoutSoundItIsSilentAndHeardAsSoonAsSoundIsOn() {
        sound.on(false);
        look(30);
        assertEquals(0, heard.size());
        sound.on(true);
        look(6);
        assertFalse(heard.isEmpty());
    }
}
