package io.cartelem.app.journey;

import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.station.Await;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Hands and eyes before the window: clicks and types as the system would deliver it, reads what is
/// on the screen, and waits for what takes its time. Used on the test's thread.
final class Person {
    /// Long enough for a machine with one busy core; a passing test never waits for it.
    static final Duration PATIENCE = Duration.ofMinutes(3);

    static {
        System.setProperty("testfx.robot.write_sleep", "0");
    }

    private static final int MOST_TABS = 80;

    private final FxRobot robot = new FxRobot();
    private final Hand hand = new Hand(this, robot);
    private final Stage stage;

    Person(Stage stage) {
        this.stage = stage;
        robot.targetWindow(stage);
    }

    /// Clicks the middle of a control once it can be seen and used.
    void click(String selector) {
        clickAt(selector, 0.5);
    }

    /// Clicks at a part of a control's width, 0 at its left edge and 1 at its right.
    void clickAt(String selector, double part) {
        hand.click(selector, () -> find(selector), part);
    }

    /// Clicks the first control of a kind that shows exactly this text, for example a table's cell.
    void clickText(String kind, String text) {
        hand.click(kind + " \"" + text + "\"", () -> findText(kind, text), 0.5);
    }

    /// Drags from one place of a control to another, both as parts of its width and height, in
    /// steps as a hand does.
    void drag(String selector, double fromX, double fromY, double toX, double toY) {
        hand.drag(
                selector,
                () -> find(selector),
                new Point2D(fromX, fromY),
                grabbed -> Hand.place(grabbed, toX, toY));
    }

    /// Drags the first control of a kind that shows this text onto another control.
    void dragOnto(String kind, String text, String target) {
        hand.drag(
                kind + " \"" + text + "\"",
                () -> findText(kind, text),
                new Point2D(0.3, 0.5),
                grabbed -> Hand.place(reach(target, () -> find(target)), 0.5, 0.5));
    }

    /// Clicks twice at a part of a control's width and height.
    void doubleClick(String selector, double x, double y) {
        hand.doubleClick(selector, () -> find(selector), x, y);
    }

    /// Turns the wheel in the middle of a control's height.
    ///
    /// @param clicks how far, down below 0 and up above
    void wheel(String selector, double x, int clicks) {
        hand.wheel(selector, () -> find(selector), x, clicks);
    }

    /// Clicks a place of the screen once it has stopped moving, for what is drawn and is no
    /// control.
    void clickPlace(Callable<Point2D> place) {
        Point2D[] last = {Point2D.ZERO};
        until(
                "the place to rest",
                () -> {
                    Point2D now =
                            fx(
                                    () -> {
                                        stage.getScene().getRoot().applyCss();
                                        stage.getScene().getRoot().layout();
                                        return place.call();
                                    });
                    boolean rests = now.equals(last[0]);
                    last[0] = now;
                    settle();
                    return rests;
                });
        hand.clickThere(last[0]);
    }

    /// Opens one menu after the other and clicks the last, as `menu-file`, `menu-import`.
    ///
    /// An open menu shuts when something else in the window takes the focus; whoever waits for one
    /// of its items opens it again.
    void menu(String... ids) {
        click("#" + ids[0]);
        for (int i = 1; i < ids.length; i++) {
            String item = "#" + ids[i];
            List<String> way = List.of(ids).subList(0, i);
            until(
                    item + " in an open menu",
                    () -> {
                        boolean there = fx(() -> usable(find(item)));
                        if (!there && !fx(Person::menuIsOpen)) {
                            way.forEach(id -> click("#" + id));
                        }
                        return there;
                    });
            click(item);
        }
    }

    private static boolean menuIsOpen() {
        return Window.getWindows().stream()
                .anyMatch(window -> window instanceof ContextMenu && window.isShowing());
    }

    /// What an item of a menu says, whether or not it can be chosen.
    String menuText(String menu, String item) {
        return fx(
                () ->
                        ((MenuBar) stage.getScene().lookup("#menus"))
                                .getMenus().stream()
                                        .filter(m -> menu.equals(m.getId()))
                                        .flatMap(m -> m.getItems().stream())
                                        .filter(i -> item.equals(i.getId()))
                                        .map(MenuItem::getText)
                                        .findFirst()
                                        .orElse(""));
    }

    /// Presses keys together and lets them go.
    void press(KeyCode... chord) {
        robot.push(chord);
        settle();
    }

    /// Presses Tab until a control has the focus.
    void tabTo(String selector) {
        Node wanted = node(Node.class, selector);
        // what is disabled is passed over
        until(selector + " to be usable", () -> fx(() -> usable(wanted)));
        for (int i = 0; i < MOST_TABS; i++) {
            if (fx(wanted::isFocused)) {
                return;
            }
            press(KeyCode.TAB);
        }
        throw new AssertionError("Tab does not lead to " + selector);
    }

    /// Types into whatever has the focus.
    void type(String text) {
        robot.write(text);
        settle();
    }

    /// Replaces what a field holds.
    void fill(String field, String text) {
        click(field);
        press(KeyCode.CONTROL, KeyCode.A);
        if (text.isEmpty()) {
            press(KeyCode.DELETE);
        } else {
            type(text);
        }
        until(field + " to hold " + text, () -> reads(field).equals(text));
    }

    /// Whether it is on the screen now.
    boolean sees(String selector) {
        return fx(() -> shown(find(selector)));
    }

    /// What a label, button or field says now; empty if it is not on the screen.
    String reads(String selector) {
        return fx(
                () -> {
                    Node node = find(selector);
                    return switch (node) {
                        case Labeled label when shown(node) -> label.getText();
                        case TextInputControl field when shown(node) -> field.getText();
                        case null, default -> "";
                    };
                });
    }

    /// The texts of all controls of a kind, from the first to the last.
    List<String> readsAll(String selector) {
        return fx(
                () ->
                        all(selector)
                                .map(node -> ((Labeled) node).getText())
                                .filter(text -> text != null && !text.isEmpty())
                                .toList());
    }

    /// Every text on the screen, for failures and for sentences whose place does not matter.
    String readsEverything() {
        return fx(
                () ->
                        String.join(
                                "\n",
                                roots().stream()
                                        .flatMap(root -> root.lookupAll(".label").stream())
                                        .filter(Person::shown)
                                        .map(node -> ((Labeled) node).getText())
                                        .toList()));
    }

    void awaits(String selector) {
        until(selector + " to be seen", () -> sees(selector));
    }

    void awaitsGone(String selector) {
        until(selector + " to be gone", () -> !sees(selector));
    }

    void awaitsText(String selector, String part) {
        until(selector + " to say " + part, () -> reads(selector).contains(part));
    }

    /// Waits until a sentence can be read anywhere in the window.
    void awaitsReading(String part) {
        until("the window to say " + part, () -> readsEverything().contains(part));
    }

    /// Waits until a condition, asked on the test's thread, holds.
    void until(String what, BooleanSupplier condition) {
        try {
            Await.until(what, PATIENCE, condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the window says:\n" + readsEverything());
        }
    }

    /// Asks the window something.
    <T> T fx(Callable<T> question) {
        return Toolkit.call(question);
    }

    /// The node itself, for questions that have no words on the screen.
    <T extends Node> T node(Class<T> type, String selector) {
        awaits(selector);
        return fx(() -> type.cast(find(selector)));
    }

    /// Where a control is, once it can be seen and used and has stopped moving.
    Bounds reach(String what, Supplier<@Nullable Node> node) {
        Bounds[] last = new Bounds[1];
        until(
                what + " to be usable",
                () -> {
                    Bounds now = fx(() -> usableBounds(node.get()));
                    boolean rests = now != null && now.equals(last[0]);
                    last[0] = now;
                    return rests;
                });
        return last[0];
    }

    private static @Nullable Bounds usableBounds(@Nullable Node node) {
        if (!usable(node)) {
            return null;
        }
        node.getScene().getRoot().applyCss();
        node.getScene().getRoot().layout();
        scrollTo(node);
        return node.localToScreen(node.getBoundsInLocal());
    }

    /// Lets the window hear what was done: the system hands events over in one turn of its thread,
    /// and what they cause comes in the next.
    void settle() {
        for (int turn = 0; turn < 2; turn++) {
            Toolkit.run(() -> {});
        }
    }

    private static boolean usable(@Nullable Node node) {
        return node != null && shown(node) && !node.isDisabled();
    }

    private static boolean shown(@Nullable Node node) {
        if (node == null || node.getScene() == null) {
            return false;
        }
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        Window window = node.getScene().getWindow();
        return window != null && window.isShowing();
    }

    /// What a person does with the wheel until a control can be seen.
    private static void scrollTo(@Nullable Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n instanceof ScrollPane pane && pane.getContent() != null && node != null) {
                Bounds inside =
                        pane.getContent().sceneToLocal(node.localToScene(node.getBoundsInLocal()));
                double room =
                        pane.getContent().getBoundsInLocal().getHeight()
                                - pane.getViewportBounds().getHeight();
                if (room > 0) {
                    double wanted = inside.getCenterY() - pane.getViewportBounds().getHeight() / 2;
                    pane.setVvalue(Math.clamp(wanted / room, 0, 1) * pane.getVmax());
                }
            }
        }
    }

    private @Nullable Node find(String selector) {
        return all(selector).findFirst().orElse(null);
    }

    private @Nullable Node findText(String kind, String text) {
        return all(kind)
                .filter(node -> node instanceof Labeled label && text.equals(label.getText()))
                .findFirst()
                .orElse(null);
    }

    private Stream<Node> all(String selector) {
        return roots().stream()
                .flatMap(root -> root.lookupAll(selector).stream())
                .filter(Person::shown);
    }

    /// The window's own content, and that of menus and lists that are open above it.
    private List<Node> roots() {
        return Window.getWindows().stream()
                .filter(w -> w.equals(stage) || !(w instanceof Stage))
                .map(Window::getScene)
                .filter(scene -> scene != null)
                .<Node>map(Scene::getRoot)
                .toList();
    }
}
