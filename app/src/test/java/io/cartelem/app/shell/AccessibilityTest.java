package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every control of every page is named for a screen reader, reached by Tab, and large enough for a
/// cold finger. The pages are walked through once as usual, and once with larger text in German,
/// whose words are longer; each test asserts on what those walks found.
@Timeout(300)
class AccessibilityTest {
    /// In pixels at the usual text size.
    private static final double SMALLEST_TARGET = 40;

    private static final int MOST_STEPS = 300;

    private static final Set<String> NAMELESS = new TreeSet<>();
    private static final Set<String> SMALL = new TreeSet<>();
    private static final Set<String> UNREACHED = new TreeSet<>();
    private static final Set<String> CUT = new TreeSet<>();
    private static final Set<String> OUTSIDE = new TreeSet<>();

    @BeforeAll
    static void walk(@TempDir Path usual, @TempDir Path larger) {
        new ControlWalk(usual, "1", "en").walk(AccessibilityTest::judge);
        new ControlWalk(larger, "1.3", "de").walk(AccessibilityTest::judgeLarger);
    }

    private static void judge(String place, List<Node> controls) {
        find(NAMELESS, place, controls.stream().filter(node -> name(node).isBlank()));
        find(SMALL, place, controls.stream().filter(AccessibilityTest::isSmall));
        Set<Node> reached = tabThrough(controls.getFirst().getScene());
        find(
                UNREACHED,
                place,
                controls.stream()
                        .filter(node -> !node.isDisabled() && !reached.contains(node))
                        .filter(node -> !isOneOfAGroup(node)));
    }

    private static void judgeLarger(String place, List<Node> controls) {
        find(CUT, place, controls.stream().filter(AccessibilityTest::isCut));
        Scene scene = controls.getFirst().getScene();
        find(
                OUTSIDE,
                place,
                Stream.of("#menus", "#alerts")
                        .map(scene::lookup)
                        .filter(node -> node != null && node.isVisible() && sticksOut(node)));
    }

    private static void find(Set<String> findings, String place, Stream<Node> nodes) {
        nodes.forEach(node -> findings.add(place + ": " + words(node)));
    }

    @Test
    void everyControlHasAName() {
        assertEquals(Set.of(), NAMELESS);
    }

    @Test
    void everyTargetIsLargeEnough() {
        assertEquals(Set.of(), SMALL);
    }

    @Test
    void everyControlIsReachedByTab() {
        assertEquals(Set.of(), UNREACHED);
    }

    @Test
    void noButtonIsCutInGermanWhereTheSystemHasLargerText() {
        assertEquals(Set.of(), CUT);
    }

    @Test
    void menusAndAlertsStayInTheWindowWhereTheSystemHasLargerText() {
        assertEquals(Set.of(), OUTSIDE);
    }

    private static boolean sticksOut(Node node) {
        Bounds there = node.localToScene(node.getLayoutBounds());
        return there.getMinX() < -1
                || there.getMinY() < -1
                || there.getMaxX() > node.getScene().getWidth() + 1
                || there.getMaxY() > node.getScene().getHeight() + 1;
    }

    /// Whether less is painted than it says.
    private static boolean isCut(Node node) {
        return node instanceof ButtonBase button
                && button.getText() != null
                && !button.getText().isEmpty()
                && button.lookup(".text") instanceof Text painted
                && !painted.getText().equals(button.getText());
    }

    private static boolean isSmall(Node node) {
        boolean target =
                node instanceof ButtonBase
                        || node instanceof ComboBoxBase<?>
                        || node instanceof TextInputControl;
        return target
                && Math.min(node.getLayoutBounds().getHeight(), node.getLayoutBounds().getWidth())
                        < SMALLEST_TARGET;
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
        return node.getClass().getSimpleName()
                + id
                + node.getStyleClass()
                + " "
                + Math.round(node.getLayoutBounds().getWidth())
                + "×"
                + Math.round(node.getLayoutBounds().getHeight());
    }

    private static Stream<Node> all(Node node) {
        List<Node> found = new ArrayList<>();
        collect(node, found);
        return found.stream();
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
        }
    }
}
