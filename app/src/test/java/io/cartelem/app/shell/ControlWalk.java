package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeCar;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.PortReport;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.station.Await;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.alert.AlertLog;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Walks through everything the window can show, with everything on it that can be there, and hands
/// the controls of each place to whoever judges them. One window serves the whole walk, for to
/// build one takes longer than to look at it.
final class ControlWalk {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SECONDS = 300;
    private static final int FEWEST_CONTROLS = 3;

    /// What is undone by the visits after it is not undone here.
    private static final List<Visit> VISITS =
            List.of(
                    new Visit("live", "#channel-list", w -> w.click("#nav-live")),
                    new Visit("channel list", "#channels", w -> w.click("#channel-list")),
                    new Visit("replay", "#scrubber", ControlWalk::replay),
                    new Visit("markers", "#mark-list", w -> w.click("#show-marks")),
                    new Visit("sessions", "#session-debrief", ControlWalk::sessions),
                    new Visit("debrief", "#debrief-title", w -> w.click("#session-debrief")),
                    new Visit("devices", "#diagnostics-codes", ControlWalk::devices),
                    new Visit("sensors editor", "#sensor-description", ControlWalk::sensors),
                    new Visit("settings", "#setting-UNITS", w -> w.click("#nav-settings")),
                    new Visit("alert rules", "#rule-add", w -> w.click("#tab-rules")),
                    new Visit("alert rules editor", "#rule-wrong-name", ControlWalk::rule),
                    new Visit("share", "#share-show-pin", ControlWalk::share),
                    new Visit("laps", "#lap-compare", ControlWalk::laps),
                    new Visit("lap comparison", "#compare-swap", w -> w.click("#lap-compare")),
                    new Visit("driver view", "#driver-choose", w -> drive(w, true)),
                    new Visit("new session", "#sheet", ControlWalk::newSession),
                    new Visit("leaving", "#leave", w -> w.menu("menu-exit")));

    private final FakeDesk desk = new FakeDesk();
    private final Path folder;
    private final String language;

    /// A place, and how to come to it from the one before.
    ///
    /// @param sign is seen there, so that the way is known to have led there
    private record Visit(String place, String sign, Consumer<TestWindow> open) {}

    /// @param folder for tracks and rules
    /// @param textSize as a person chooses it
    /// @param language a language tag
    ControlWalk(Path folder, String textSize, String language) {
        this.folder = folder;
        this.language = language;
        desk.memory().put("text.size", textSize);
    }

    /// Shows every place once.
    ///
    /// @param judge is given the place and its controls, on the FX thread
    void walk(BiConsumer<String, List<Node>> judge) {
        desk.collect(
                FakeDesk.state("gps", Phase.RUNNING, 10, true),
                FakeDesk.state("obd", Phase.RUNNING, 38, true));
        desk.found(new PortReport("/dev/ttyUSB0", "CP2102", "obd", "ELM327 v1.5", false));
        desk.diagnose(new FakeCar());
        desk.settings.with("UNITS", "metric", "metric", "imperial").with("GPS_PORT", "auto");
        desk.sharing.withGuests();
        desk.timeLaps(new CourseBook(folder.resolve(CourseBook.FILE)));
        AlertBook rules = new AlertBook(folder.resolve(AlertBook.FILE));
        try (AlertEngine engine = new AlertEngine(rules, desk.bus, desk.clock, AlertLog.NONE)) {
            desk.watch(engine);
            record();
            try (TestWindow window = new TestWindow(desk, true, language)) {
                look("first start", window, judge);
            }
            try (TestWindow window = new TestWindow(desk, false, language)) {
                overheat(engine, window);
                for (Visit visit : VISITS) {
                    visit.open().accept(window);
                    window.beat();
                    assertTrue(window.shows(visit.sign()), visit.place());
                    look(visit.place(), window, judge);
                }
            }
        }
    }

    /// Some laps of a track that has a name.
    private void record() {
        desk.recorder().start(SessionDraft.named("Lap"));
        long start = desk.clock.monoNs();
        desk.clock.advance(Duration.ofSeconds(SECONDS));
        desk.publish(Drive.between(start, 0, SECONDS));
        desk.recorder().mark("Lap 1");
        desk.recorder().mark("Coolant hot: 118 °C, above 110 °C");
        desk.recorder().stop();
        LapService laps = desk.laps().orElseThrow();
        laps.courses().put(laps.laps(1).course().withName("Ring").withId("ring"));
    }

    private void overheat(AlertEngine engine, TestWindow window) {
        for (int i = 0; i < 4; i++) {
            desk.clock.advance(Duration.ofSeconds(1));
            desk.publish(SampleBatch.of(Drive.COOLANT, desk.clock.monoNs(), 118));
        }
        Await.until("an alert", PATIENCE, () -> !engine.open().isEmpty());
        window.beat();
        assertTrue(window.shows("#alerts"));
    }

    private static void look(
            String place, TestWindow window, BiConsumer<String, List<Node>> judge) {
        Toolkit.run(
                () -> {
                    List<Node> controls = new ArrayList<>();
                    collect(window.desktop.scene().getRoot(), controls);
                    assertTrue(
                            controls.size() >= FEWEST_CONTROLS, place + " has " + controls.size());
                    judge.accept(place, controls);
                });
    }

    /// What takes the focus or clicks, as far as it is seen. The menus have a way of their own.
    private static void collect(Node node, List<Node> into) {
        if (!node.isVisible() || node instanceof MenuBar) {
            return;
        }
        if (node.isFocusTraversable()) {
            into.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
        }
    }

    private static void replay(TestWindow window) {
        window.click("#nav-replay");
        Toolkit.run(() -> window.desktop.replayModel().open(1));
    }

    private static void sessions(TestWindow window) {
        window.click("#nav-sessions");
        TableView<?> table = (TableView<?>) window.find("#sessions");
        Toolkit.run(() -> table.getSelectionModel().select(0));
    }

    private static void devices(TestWindow window) {
        window.click("#debrief-close");
        window.click("#nav-devices");
        window.click("#devices-search");
        window.click("#diagnostics-read");
        window.click("#diagnostics-clear");
    }

    private static void sensors(TestWindow window) {
        MenuButton add = (MenuButton) window.find("#sensor-add");
        Toolkit.run(() -> add.getItems().getFirst().fire());
    }

    /// With a sentence at every field that is wrong.
    private static void rule(TestWindow window) {
        window.click("#rule-add");
        window.click("#rule-save");
    }

    private static void share(TestWindow window) {
        window.click("#nav-share");
        window.click("#share-on");
        window.click("#share-show-pin");
    }

    private static void laps(TestWindow window) {
        window.click("#nav-laps");
        TableView<?> table = (TableView<?>) window.find("#laps");
        Toolkit.run(() -> table.getSelectionModel().select(0));
    }

    private static void drive(TestWindow window, boolean on) {
        Toolkit.run(() -> window.desktop.shell().drivingProperty().set(on));
        window.beat();
    }

    private static void newSession(TestWindow window) {
        drive(window, false);
        window.click("#nav-live");
        window.menu("menu-start_stop");
        window.menu("menu-new_session");
    }
}
