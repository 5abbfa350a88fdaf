package io.cartelem.app.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.alert.AlertLog;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A session of 100 s. Its alerts are of a rule that exists, and of one that does not any more.
class MarksModelTest {
    private static final long SECOND = 1_000_000_000L;

    private final FakeDesk desk = new FakeDesk();
    private final Presentation german = new Presentation(Texts.of("de"), Units.METRIC);
    private final Notices notices = new Notices(german.texts()::sentence);
    @TempDir private Path folder;
    private AlertEngine engine;
    private ReplayModel replay;
    private MarksModel marks;
    private long session;

    @BeforeEach
    void openASession() {
        AlertBook book = new AlertBook(folder.resolve(AlertBook.FILE));
        engine = new AlertEngine(book, desk.bus, desk.clock, AlertLog.NONE);
        desk.watch(engine);
        session =
                desk.store
                        .create(SessionDraft.named("run"), SessionOrigin.LIVE, Instant.EPOCH)
                        .id();
        Channel rpm = Channel.number("obd", "RPM", "rpm", 0);
        desk.store
                .append(
                        session,
                        SampleBatch.builder(2).add(rpm, 0, 800).add(rpm, 100 * SECOND, 900).build())
                .join();
        mark(70, "Pit");
        mark(40, "Coolant hot: acknowledged by this computer");
        mark(10, "Rain");
        mark(30, "Coolant hot: 118 °C, above 110 °C");
        mark(50, "Coolant hot: over after 20 s");
        mark(60, "Boost: 2.1 bar, above 2 bar");
        mark(20, "Oil hot: over after 3 s");
        replay =
                new ReplayModel(
                        desk,
                        new Background(Runnable::run, Runnable::run),
                        notices,
                        german,
                        desk.memory());
        replay.open(session);
        marks = replay.marks();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void mark(int seconds, String text) {
        desk.store.mark(session, seconds * SECOND, text);
    }

    private List<String> texts() {
        return marks.rows().stream().map(marks::words).toList();
    }

    private MarkRow row(String text) {
        return marks.rows().stream().filter(r -> r.text().equals(text)).findFirst().orElseThrow();
    }

    private long position() {
        return replay.player().positionProperty().get() / SECOND;
    }

    @Test
    void theMarkersOfAnAlertAreOneRowAndNothingIsLeftOut() {
        assertEquals(
                List.of(10L, 20L, 30L, 60L, 70L),
                marks.rows().stream().map(row -> row.timeNs() / SECOND).toList());
        MarkRow hot = marks.rows().get(2);
        assertEquals("Kühlmittel heiß: 118 °C, über 110 °C", marks.words(hot));
        assertEquals("Kritisch", marks.severity(hot).orElseThrow());
        assertEquals(
                "dauerte 00:20.000 · zur Kenntnis genommen von diesem Computer", marks.note(hot));
        MarkRow boost = marks.rows().get(3);
        assertTrue(marks.severity(boost).isEmpty(), "nobody knows its rule");
        assertTrue(marks.note(boost).startsWith("ein Ende wurde nicht"), marks.note(boost));
        assertEquals("", marks.note(row("Rain")));
    }

    @Test
    void goesFromOneToTheNextAndBack() {
        marks.previous();
        assertEquals(0, position());
        marks.next();
        assertEquals(10, position());
        marks.next();
        marks.next();
        assertEquals(30, position());
        assertEquals("Coolant hot: 118 °C, above 110 °C", marks.chosenProperty().get().text());
        marks.previous();
        assertEquals(20, position());
        marks.go(row("Pit"));
        marks.next();
        assertEquals(70, position());
    }

    @Test
    void whilePlayingTheMarkerJustPassedIsNotTheOneBefore() {
        replay.player().seek(30 * SECOND + SECOND / 2);
        replay.player().playingProperty().set(true);
        marks.previous();
        assertEquals(20, position());
    }

    @Test
    void aMarkerIsRenamedAndStaysChosen() {
        marks.go(row("Rain"));
        marks.rename(row("Rain"), "  Rain in turn 3 ");
        assertEquals("Rain in turn 3", marks.chosenProperty().get().text());
        assertEquals(10 * SECOND, row("Rain in turn 3").timeNs());
        assertEquals(7, desk.store.markers(session).size());
        assertEquals(7, marks.markers().size());
    }

    @Test
    void whatAnAlertSaidIsNotRewritten() {
        MarkRow hot = marks.rows().get(2);
        marks.rename(hot, "harmless");
        marks.rename(row("Rain"), "  ");
        assertEquals(5, marks.rows().size());
        assertTrue(texts().contains("Rain"));
        assertFalse(texts().contains("harmless"));
    }

    @Test
    void deletingAnAlertTakesAllItsMarkersAndIsTakenBackWhole() {
        MarkRow hot = marks.rows().get(2);
        marks.go(hot);
        marks.delete(hot);
        assertEquals(4, desk.store.markers(session).size());
        assertEquals(4, marks.rows().size());
        assertNull(marks.chosenProperty().get());
        Notices.Notice notice = notices.items().getLast();
        assertEquals("„Kühlmittel heiß: 118 °C, über 110 °C“ ist gelöscht.", notice.text());
        notice.act().run();
        assertEquals(
                hot.markers().stream().map(Marker::text).toList(),
                marks.rows().get(2).markers().stream().map(Marker::text).toList());
        assertEquals(marks.note(hot), marks.note(marks.rows().get(2)));
    }
}
