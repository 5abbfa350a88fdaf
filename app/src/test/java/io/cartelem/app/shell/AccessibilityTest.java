package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeCar;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.PortReport;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuBar;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Every control of every page is named for a screen reader, reached by Tab, and large enough for a
/// cold finger.
@Timeout(120)
class AccessibilityTest {
    /// In pixels at the usual text size.
    private static final double SMALLEST_TARGET = 40;

    private static final int MOST_STEPS = 300;

    private final FakeDesk desk = new FakeDesk();

    /// A page, and how to come to it with everything on it that can be there.
    private record Visit(String page, Consumer<TestWindow> open) {
        @Override
        public String toString() {
            return page;
        }
    }

    private static final List<Visit> VISITS =
            List.of(
                    new Visit("first start", window -> {}),
                    new Visit("live", window -> {}),
                    new Visit(
                            "replay",
                            window -> {
                                window.click("#nav-replay");
                                Toolkit.run(() -> window.desktop.replayModel().open(1));
                                window.click("#channel-list");
                            }),
                    new Visit(
                            "sessions",
                            window -> {
                                window.click("#nav-sessions");
                                TableView<?> table = (TableView<?>) window.find("#sessions");
                                Toolkit.run(() -> table.getSelectionModel().select(0));
                            }),
                    new Visit(
                            "devices",
                            window -> {
                                window.click("#nav-devices");
                                window.click("#devices-search");
                                window.click("#diagnostics-read");
                                window.click("#diagnostics-clear");
                            }),
                    new Visit("settings", window -> window.click("#nav-settings")),
                    new Visit(
                            "share",
                            window -> {
                                window.click("#nav-share");
                                window.click("#share-on");
                                window.click("#share-show-pin");
                            }),
                    new Visit("new session", window -> window.menu("menu-new_session")),
                    new Visit(
                            "leaving",
                            window -> {
                                window.menu("menu-start_stop");
                                window.menu("menu-exit");
                            }));

    @Test
    void everyControlHasAName() {
        Set<String> nameless = new TreeSet<>();
        everywhere(
                (visit, controls) ->
                        controls.stream()
                                .filter(node -> name(node).isBlank())
                                .forEach(node -> nameless.add(visit + ": " + words(node))));
        assertEquals(Set.of(), nameless);
    }

    @Test
    void everyTargetIsLargeEnough() {
        Set<String> small = new TreeSet<>();
        everywhere(
                (visit, controls) ->
                        controls.stream()
                                .filter(AccessibilityTest::isTarget)
                                .filter(
                                        node ->
                                                node.getLayoutBounds().getHeight() < SMALLEST_TARGET
                                                        || node.getLayoutBounds().getWidth()
                                                                < SMALLEST_TARGET)
                                .forEach(
                                        node ->
                                                small.add(
                                                        visit
                                                                + ": "
                                                                + words(node)
                                                                + " "
                                                                + Math.round(
                                                                        node.getLayoutBounds()
                                                                                .getWidth())
                                                                + "×"
                                                                + Math.round(
                                                                        node.getLayoutBounds()
                                                                                .getHeight()))));
        assertEquals(Set.of(), small);
    }

    @Test
    void everyControlIsReachedByTab() {
        Set<String> unreached = new TreeSet<>();
        everywhere(
                (visit, controls) -> {
                    Set<Node> reached = tabThrough(controls.getFirst().getScene());
                    controls.stream()
                            .filter(node -> !node.isDisabled() && !reached.contains(node))
                            .filter(node -> !isOneOfAGroup(node))
                            .forEach(node -> unreached.add(visit + ": " + words(node)));
                });
        assertEquals(Set.of(), unreached);
    }

    @Test
    void noButtonIsCutWhereTheSystemHasLargerText() {
        desk.memory().put("text.size", "1.3");
        Set<String> cut = new TreeSet<>();
        everywhere(
                (visit, controls) ->
                        controls.stream()
                                .filter(node -> node instanceof ButtonBase && isCut(node))
                                .forEach(node -> cut.add(visit + ": " + words(node))));
        assertEquals(Set.of(), cut);
    }

    /// Whether less is painted than it says.
    private static boolean isCut(Node node) {
        String said = ((Labeled) node).getText();
        return said != null
                && !said.isEmpty()
                && node.lookup(".text") instanceof Text painted
                && !painted.getText().equals(said);
    }

    private interface Look {
        void at(Visit visit, List<Node> controls);
    }

    private void everywhere(Look look) {
        prepare();
        for (Visit visit : VISITS) {
            try (TestWindow window = new TestWindow(desk, visit.page().equals("first start"))) {
                visit.open().accept(window);
                window.beat();
                List<Node> controls =
                        Toolkit.call(
                                () ->
                                        all(window.desktop.scene().getRoot())
                                                .filter(AccessibilityTest::isControl)
                                                .toList());
                assertTrue(controls.size() > 8, visit + " has " + controls.size());
                Toolkit.run(() -> look.at(visit, controls));
            }
        }
    }

    private void prepare() {
        desk.collect(
                FakeDesk.state("gps", Phase.RUNNING, 10, true),
                FakeDesk.state("obd", Phase.RUNNING, 38, true));
        desk.found(new PortReport("/dev/ttyUSB0", "CP2102", "obd", "ELM327 v1.5", false));
        desk.diagnose(new FakeCar());
        desk.settings.with("UNITS", "metric", "metric", "imperial").with("GPS_PORT", "auto");
        desk.sharing.withGuests();
        desk.recorder().start(SessionDraft.named("Lap"));
        long start = desk.clock.monoNs();
        desk.clock.advance(Duration.ofSeconds(60));
        desk.publish(Drive.between(start, 0, 60));
        desk.recorder().stop();
    }

    /// What takes the focus or clicks, as far as it is seen.
    private static boolean isControl(Node node) {
        if (!node.isFocusTraversable()) {
            return false;
        }
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTarget(Node node) {
        return node instanceof ButtonBase
                || node instanceof ComboBoxBase<?>
                || node instanceof TextInputControl;
    }

    /// Toggles of a group are reached by the arrow keys from the one that is on.
    private static boolean isOneOfAGroup(Node node) {
        return node instanceof ToggleButton toggle && toggle.getToggleGroup() != null;
    }

    private static Set<Node> tabThrough(Scene scene) {
        Set<Node> reached = new LinkedHashSet<>();
        for (int i = 0; i < MOST_STEPS; i++) {
            Node owner = scene.getFocusOwner();
            if (owner == null) {
                owner = scene.getRoot();
            } else if (!reached.add(owner)) {
                break;
            }
            if (!owner.requestFocusTraversal(TraversalDirection.NEXT)) {
                break;
            }
        }
        return reached;
    }

    private static String name(Node node) {
        String own = node.getAccessibleText();
        if (own != null && !own.isBlank()) {
            return own;
        }
        if (node instanceof Labeled labeled && !labeled.getText().isBlank()) {
            return labeled.getText();
        }
        return all(node.getScene().getRoot())
                .filter(other -> other instanceof Label label && node.equals(label.getLabelFor()))
                .map(other -> ((Label) other).getText())
                .findFirst()
                .orElse("");
    }

    private static String words(Node node) {
        String id = node.getId() == null ? "" : "#" + node.getId();
        return node.getClass().getSimpleName() + id + node.getStyleClass();
    }

    private static Stream<Node> all(Node node) {
        List<Node> found = new ArrayList<>();
        collect(node, found);
        return found.stream();
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent && !(node instanceof MenuBar)) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
        }
    }
}
