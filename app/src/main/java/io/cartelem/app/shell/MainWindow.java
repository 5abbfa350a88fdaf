package io.cartelem.app.shell;

import io.cartelem.app.alert.AlertsBar;
import io.cartelem.app.debrief.DebriefOffer;
import io.cartelem.app.debrief.DebriefView;
import io.cartelem.app.fx.TextSize;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The window's content: menus and recording bar above, navigation at the left, the page, notices
/// below. A page is built when it is first shown.
final class MainWindow {
    private static final String[] SHORTCUTS = {
        "F5",
        "M",
        "Ctrl+N",
        "Ctrl+E",
        "Ctrl+D",
        "Ctrl+1 … 7",
        "Ctrl+I",
        "Ctrl+O",
        "Ctrl+S",
        "Ctrl+P",
        "Ctrl+T",
        "Ctrl+Plus, Ctrl+Minus, Ctrl+0",
        "F11",
        "F12",
        "F1",
        "Ctrl+Q"
    };

    private final Presentation presentation;
    private final PageBuilder builder;
    private final Map<Page, Node> built = new EnumMap<>(Page.class);
    private final BorderPane frame = new BorderPane();
    private final BorderPane page = new BorderPane();
    private final StackPane root = new StackPane(frame);
    private final Node firstStart;
    private final ShellModel shell;
    private @Nullable Node driver;
    private final Scene scene;

    MainWindow(Models models, PageBuilder builder, Menus.Actions actions) {
        this.shell = models.shell;
        this.presentation = models.presentation;
        this.builder = builder;
        List<Page> pages = List.of(Page.values());
        firstStart = new FirstStartView(shell, presentation, actions::openDatabase);
        frame.setTop(
                new VBox(
                        new Menus(presentation).build(actions, pages, models.transfers.exporters()),
                        new RecordingBar(models.recording, models.sharing, shell, presentation),
                        new LeaveView(models.leave, presentation)));
        frame.setLeft(new NavigationRail(shell, presentation, pages));
        // over the page, not beside it: a page that is squeezed would be laid out anew
        SheetView sheet = new SheetView(models.sheet, models.recording, presentation);
        StackPane.setAlignment(sheet, Pos.CENTER_RIGHT);
        DebriefView debrief = new DebriefView(models.debrief, models.debriefExport, presentation);
        frame.setCenter(middle(page, debrief, sheet));
        frame.setBottom(
                new VBox(
                        new AlertsBar(models.alerts, presentation),
                        new DebriefOffer(models.debrief, presentation),
                        new NoticesView(models.notices, models.jobs, presentation)));
        root.getStyleClass().add("window");
        scene = new Scene(root, 1280, 800);
        shell.themeProperty().get().apply(scene);
        shell.themeProperty().addListener((p, old, theme) -> theme.apply(scene));
        TextSize.apply(scene, shell.textSizeProperty().get());
        shell.textSizeProperty()
                .addListener((p, old, now) -> TextSize.apply(scene, now.doubleValue()));
        shell.pageProperty().addListener((p, old, page) -> showPage());
        shell.choosingProperty().addListener((p, old, choosing) -> showPage());
        shell.drivingProperty().addListener((p, old, on) -> showDriver(on));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::leaveDriver);
        keepTypedLetters();
        showPage();
    }

    /// A page that wants more room than there is, for example with large text, is cut at its lower
    /// right and does not push menus, alerts or itself out of the window.
    private static StackPane middle(Region... layers) {
        StackPane middle = new StackPane(layers);
        middle.setMinSize(0, 0);
        for (Region layer : layers) {
            layer.setMinSize(0, 0);
        }
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(middle.widthProperty());
        clip.heightProperty().bind(middle.heightProperty());
        middle.setClip(clip);
        return middle;
    }

    private void show(Node content) {
        if (content instanceof Region region) {
            region.setMinSize(0, 0);
        }
        page.setCenter(content);
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

    /// While the driver's view is shown, no page draws under it.
    private void showDriver(boolean on) {
        Node shown = driver == null ? builder.driver() : driver;
        driver = shown;
        frame.setVisible(!on);
        if (on) {
            page.setCenter(null);
            root.getChildren().add(shown);
            shown.requestFocus();
        } else {
            root.getChildren().remove(shown);
            showPage();
        }
    }

    private void leaveDriver(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && shell.drivingProperty().get()) {
            shell.drivingProperty().set(false);
            event.consume();
        }
    }

    private void showPage() {
        if (shell.drivingProperty().get()) {
            return;
        }
        if (shell.choosingProperty().get()) {
            show(firstStart);
            return;
        }
        show(built.computeIfAbsent(shell.pageProperty().get(), builder::build));
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
