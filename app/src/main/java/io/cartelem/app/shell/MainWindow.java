package io.cartelem.app.shell;

import io.cartelem.app.alert.AlertsBar;
import io.cartelem.app.alert.AlertsModel;
import io.cartelem.app.desk.Jobs;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.share.SharingModel;
import io.cartelem.app.text.Presentation;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The window's content: menus and recording bar above, navigation at the left, the page, notices
/// below. A page is built when it is first shown.
final class MainWindow {
    private static final String[] SHORTCUTS = {
        "F5", "M", "Ctrl+1 … 7", "Ctrl+O", "Ctrl+T", "F11", "F1", "Ctrl+Q"
    };

    private final Presentation presentation;
    private final Map<Page, Supplier<Node>> builders;
    private final Map<Page, Node> built = new EnumMap<>(Page.class);
    private final BorderPane frame = new BorderPane();
    private final StackPane root = new StackPane(frame);
    private final Node firstStart;
    private final ShellModel shell;
    private final Scene scene;

    MainWindow(
            ShellModel shell,
            RecordingModel recording,
            SharingModel sharing,
            Notices notices,
            Jobs jobs,
            AlertsModel alerts,
            Presentation presentation,
            Map<Page, Supplier<Node>> builders,
            Menus.Actions actions) {
        this.shell = shell;
        this.presentation = presentation;
        this.builders = builders;
        firstStart = new FirstStartView(shell, presentation, actions::openDatabase);
        frame.setTop(
                new VBox(
                        new Menus(presentation).build(actions, builders.keySet()),
                        new RecordingBar(recording, sharing, shell, presentation)));
        frame.setLeft(new NavigationRail(shell, presentation, builders.keySet()));
        frame.setBottom(
                new VBox(
                        new AlertsBar(alerts, presentation),
                        new NoticesView(notices, jobs, presentation)));
        root.getStyleClass().add("window");
        scene = new Scene(root, 1280, 800);
        shell.themeProperty().get().apply(scene);
        shell.themeProperty().addListener((p, old, theme) -> theme.apply(scene));
        shell.pageProperty().addListener((p, old, page) -> showPage());
        shell.choosingProperty().addListener((p, old, choosing) -> showPage());
        keepTypedLetters();
        showPage();
    }

    Scene scene() {
        return scene;
    }

    Theme theme() {
        return shell.themeProperty().get();
    }

    /// The list of shortcuts.
    void showShortcuts() {
        List<String[]> rows = new ArrayList<>();
        for (String shortcut : SHORTCUTS) {
            String key = "shortcut." + shortcut.replaceAll("[^A-Za-z0-9]+", "_");
            rows.add(new String[] {shortcut, presentation.text(key)});
        }
        showInfo(presentation.text("menu.shortcuts"), rows);
    }

    /// What this is, and whose work it stands on.
    void showAbout(String version) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"", presentation.text("about.text", version)});
        for (String part : presentation.text("about.parts").split("\\|")) {
            String[] nameAndLicence = part.split(":", 2);
            rows.add(new String[] {nameAndLicence[0].strip(), nameAndLicence[1].strip()});
        }
        for (ThirdParty library : ThirdParty.all()) {
            rows.add(new String[] {library.name(), library.licences()});
        }
        showInfo(presentation.text("menu.about"), rows);
    }

    private void showInfo(String title, List<String[]> rows) {
        Node[] shown = new Node[1];
        shown[0] =
                new InfoPane(
                        title,
                        rows,
                        presentation.text("close"),
                        () -> root.getChildren().remove(shown[0]));
        root.getChildren().add(shown[0]);
    }

    private void showPage() {
        if (shell.choosingProperty().get()) {
            frame.setCenter(firstStart);
            return;
        }
        Page page = shell.pageProperty().get();
        Supplier<Node> builder = builders.get(page);
        if (builder != null) {
            frame.setCenter(built.computeIfAbsent(page, p -> builder.get()));
        }
    }

    /// A letter typed into a text field is a letter, not a shortcut.
    private void keepTypedLetters() {
        scene.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    boolean plainLetter =
                            event.getCode() == KeyCode.M
                                    && !event.isShortcutDown()
                                    && !event.isAltDown();
                    if (plainLetter && scene.getFocusOwner() instanceof TextInputControl field) {
                        event.consume();
                        field.replaceSelection(event.isShiftDown() ? "M" : "m");
                    }
                });
    }
}
