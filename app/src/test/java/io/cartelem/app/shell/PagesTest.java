package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.PortReport;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.replay.ReplayModel;
import io.cartelem.app.sessions.SessionRow;
import io.cartelem.app.sessions.SessionsModel;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.text.Text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@Timeout(300)
class PagesTest {
    private final FakeDesk desk = new FakeDesk();

    @Test
    void aDeletedSessionIsBackAfterUndo() {
        record("Morning", 5);
        record("Evening", 5);
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-sessions");
            SessionsModel sessions = window.desktop.sessionsModel();
            assertEquals(List.of("Evening", "Morning"), names(sessions));
            Toolkit.run(() -> sessions.delete(List.of(sessions.rows().getFirst())));
            assertEquals(List.of("Morning"), names(sessions));
            window.beat();
            window.click("#notices .button");
            assertEquals(2, names(sessions).size());
        }
    }

    @Test
    void searchingFindsByEveryDetailAndSaysWhenNothingMatches() {
        record("Morning", 5);
        long id = record("Evening", 5);
        desk.store.edit(id, new SessionDraft("Evening", "MX-5", "Ana", null, "wet"));
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-sessions");
            SessionsModel sessions = window.desktop.sessionsModel();
            Toolkit.run(() -> sessions.searchProperty().set("wet"));
            assertEquals(List.of("Evening"), names(sessions));
            Toolkit.run(() -> sessions.searchProperty().set("lorry"));
            assertEquals(List.of(), names(sessions));
            assertTrue(sessions.hintProperty().get().contains("lorry"));
        }
    }

    @Test
    void theReplayFollowsItsPosition() {
        long id = record("Lap", 120);
        desk.store.mark(id, 33_000_000_000L, "here");
        try (TestWindow window = new TestWindow(desk)) {
            ReplayModel replay = window.desktop.replayModel();
            window.click("#nav-replay");
            assertTrue(window.shows("#replay-hint"), "an empty replay says what to do");
            Toolkit.run(() -> replay.open(id));
            window.beat();
            assertFalse(window.shows("#replay-hint"));
            assertEquals("Lap", replay.sessionProperty().get().name());
            assertEquals(1, replay.marks().markers().size());
            assertTrue(replay.map().track().size() > 1000);
            Toolkit.run(() -> replay.player().seek(70_000_000_000L));
            desk.clock.advance(Duration.ofSeconds(1));
            window.beat();
            String speed = value(replay, "gps.speed_kph");
            assertTrue(speed.endsWith("km/h"), speed);
            assertEquals("01:10.000 / 01:59.900", window.text("#position"));
            Toolkit.run(() -> replay.step(1));
            assertEquals(70_100_000_000L, replay.player().positionProperty().get());
        }
    }

    @Test
    void theStatisticsAreThoseOfTheRange() {
        long id = record("Lap", 120);
        try (TestWindow window = new TestWindow(desk)) {
            ReplayModel replay = window.desktop.replayModel();
            window.click("#nav-replay");
            Toolkit.run(() -> replay.open(id));
            assertEquals("1\u202f200", count(replay));
            Toolkit.run(() -> replay.player().range(10_000_000_000L, 20_000_000_000L));
            assertEquals("100", count(replay));
            assertEquals(10_000_000_000L, replay.selection().orElseThrow().fromNs());
            Toolkit.run(() -> replay.player().clearRange());
            assertEquals("1\u202f200", count(replay));
        }
    }

    @Test
    void aWrongSettingIsToldBesideItAndKeptWhenRight() {
        desk.settings.with("UNITS", "metric", "metric", "imperial").with("GPS_PORT", "auto");
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-settings");
            TextField field = (TextField) window.find("#setting-GPS_PORT");
            Toolkit.run(
                    () -> {
                        field.setText("/dev/ttyACM0");
                        field.getOnAction().handle(null);
                    });
            assertEquals("/dev/ttyACM0", desk.settings.value("GPS_PORT"));
        }
    }

    @Test
    void aFoundPortIsAssignedWithOneClick() {
        desk.collect(FakeDesk.state("obd", Phase.WAITING, 0, false));
        desk.found(new PortReport("/dev/ttyUSB0", "CP2102", "obd", "ELM327 v1.5", false));
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-devices");
            assertTrue(window.shows("#device-obd"));
            window.click("#devices-search");
            window.click("#assign-obd");
            assertEquals("/dev/ttyUSB0", desk.settings.value("OBD_PORT"));
            assertEquals(List.of(), desk.calls, "the other devices go on");
        }
    }

    @Test
    void aPortThatIsAssignedWhileACarIsSimulatedEndsTheSimulation() {
        desk.collect(FakeDesk.state("obd", Phase.RUNNING, 38, true));
        desk.found(new PortReport("/dev/ttyUSB0", "CP2102", "obd", "ELM327 v1.5", false));
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-devices");
            window.click("#devices-search");
            window.click("#assign-obd");
            assertEquals(List.of("connect"), desk.calls);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.3"})
    void everyNumberOfTheReplayIsReadWhole(String textSize) {
        long id = record("Lap", 60);
        desk.memory().put("text.size", textSize);
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-replay");
            Toolkit.run(() -> window.desktop.replayModel().open(id));
            window.beat();
            window.beat();
            Node table = window.find("#values");
            Toolkit.run(
                    () -> {
                        Set<Node> texts = new HashSet<>(table.lookupAll(".number-cell"));
                        assertTrue(texts.size() > 10, texts.size() + " cells");
                        table.lookupAll(".number-column")
                                .forEach(column -> texts.addAll(column.lookupAll(".label")));
                        assertEquals(
                                List.of(),
                                texts.stream()
                                        .filter(PagesTest::isCut)
                                        .map(node -> ((Labeled) node).getText())
                                        .toList());
                    });
        }
    }

    /// Whether less is painted than it says.
    private static boolean isCut(Node node) {
        String said = ((Labeled) node).getText();
        return said != null
                && !said.isEmpty()
                && node.lookup(".text") instanceof Text painted
                && !painted.getText().equals(said);
    }

    private long record(String name, int seconds) {
        long id = desk.recorder().start(SessionDraft.named(name)).id();
        long start = desk.clock.monoNs();
        desk.clock.advance(Duration.ofSeconds(seconds));
        desk.publish(Drive.between(start, 0, seconds));
        desk.recorder().stop();
        desk.clock.advance(Duration.ofMinutes(5));
        return id;
    }

    private static List<String> names(SessionsModel sessions) {
        return Toolkit.call(() -> sessions.rows().stream().map(SessionRow::name).toList());
    }

    private static String value(ReplayModel replay, String id) {
        return Toolkit.call(
                () ->
                        replay.rows().stream()
                                .filter(r -> r.channel().id().equals(id))
                                .findFirst()
                                .orElseThrow()
                                .valueProperty()
                                .get());
    }

    private static String count(ReplayModel replay) {
        return Toolkit.call(
                () ->
                        replay.rows().stream()
                                .filter(r -> r.channel().id().equals("gps.speed_kph"))
                                .findFirst()
                                .orElseThrow()
                                .count());
    }
}
