package io.cartelem.app.shell;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.AnsweredDialogs;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.text.Units;

import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.stage.Stage;

/// A whole window on a [FakeDesk], for tests: work is done at once, frames come when asked for.
public final class TestWindow implements AutoCloseable {
    public final FakeDesk desk;
    public final AnsweredDialogs dialogs = new AnsweredDialogs();
    public final Stage stage;
    public final Desktop desktop;

    public TestWindow(FakeDesk desk) {
        this(desk, false);
    }

    public TestWindow(FakeDesk desk, boolean undecided) {
        this(desk, undecided, "en");
    }

    /// @param undecided whether it begins with the first choice
    /// @param language a language tag
    public TestWindow(FakeDesk desk, boolean undecided, String language) {
        this.desk = desk;
        stage = Toolkit.call(Stage::new);
        desktop =
                Toolkit.call(
                        () -> {
                            Desktop made =
                                    new Desktop(
                                            desk,
                                            new Desktop.Start(
                                                    language,
                                                    Units.METRIC,
                                                    "dark",
                                                    undecided,
                                                    desk.memory()),
                                            stage,
                                            new Background(Runnable::run, FxThread.INSTANCE),
                                            dialogs.dialogs());
                            stage.setWidth(1280);
                            stage.setHeight(800);
                            stage.show();
                            made.serve();
                            return made;
                        });
        beat();
    }

    /// One frame.
    public void beat() {
        Toolkit.run(
                () -> {
                    desktop.pulse().beat();
                    desktop.scene().getRoot().applyCss();
                    desktop.scene().getRoot().layout();
                });
    }

    public Node find(String selector) {
        return Toolkit.call(
                () -> {
                    Node node = desktop.scene().getRoot().lookup(selector);
                    if (node == null) {
                        throw new AssertionError("the window has no " + selector);
                    }
                    return node;
                });
    }

    /// Whether a node that matches is on the screen.
    public boolean shows(String selector) {
        return Toolkit.call(
                () -> {
                    Node node = desktop.scene().getRoot().lookup(selector);
                    for (Node n = node; n != null; n = n.getParent()) {
                        if (!n.isVisible()) {
                            return false;
                        }
                    }
                    return node != null;
                });
    }

    public String text(String selector) {
        Node node = find(selector);
        return Toolkit.call(() -> ((Labeled) node).getText());
    }

    public void click(String selector) {
        Node node = find(selector);
        Toolkit.run(() -> ((ButtonBase) node).fire());
        beat();
    }

    /// Chooses a menu item by its id, for example `menu-simulate`.
    public void menu(String id) {
        MenuBar bar = (MenuBar) find("#menus");
        Toolkit.run(
                () -> {
                    MenuItem item =
                            bar.getMenus().stream()
                                    .flatMap(m -> m.getItems().stream())
                                    .filter(i -> id.equals(i.getId()))
                                    .findFirst()
                                    .orElseThrow(() -> new AssertionError("no menu item " + id));
                    item.fire();
                });
        beat();
    }

    @Override
    public void close() {
        Toolkit.run(stage::close);
    }
}
