package io.cartelem.app.shell;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.port.Exporter;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/// The menu bar. Every action of the window is here with its shortcut.
final class Menus {
    private final Presentation presentation;

    Menus(Presentation presentation) {
        this.presentation = presentation;
    }

    /// What the menus do.
    interface Actions {
        void newSession();

        /// Opens the details of the session that records, or is shown, or selected.
        void editDetails();

        /// Opens the debrief of that session.
        void debrief();

        void openDatabase();

        void importFile();

        void export(Exporter exporter);

        /// Saves the charts on the screen as a picture.
        void saveCharts();

        void printCharts();

        /// Why there are no charts to save or print, empty if there are.
        ReadOnlyStringProperty noCharts();

        void toggleRecording();

        void mark();

        void go(Page page);

        void switchTheme();

        /// Larger (1), smaller (−1), or as the system has it (0).
        void resizeText(int direction);

        void fullScreen();

        void connectDevices();

        void simulate();

        void searchPorts();

        void openLogs();

        void collectSupport();

        void shortcuts();

        void about();

        void exit();
    }

    MenuBar build(Actions actions, Collection<Page> pages, Collection<Exporter> exporters) {
        Menu export = menu("export");
        for (Exporter exporter : exporters) {
            MenuItem item = new MenuItem(presentation.texts().sentence(exporter.title()));
            item.setId("menu-export-" + exporter.id());
            item.setOnAction(e -> actions.export(exporter));
            export.getItems().add(item);
        }
        Menu view = menu("view");
        for (Page page : pages) {
            view.getItems()
                    .add(item(page.key(), "Shortcut+" + page.digit(), () -> actions.go(page)));
        }
        view.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        item("menu.theme", "Shortcut+T", actions::switchTheme),
                        item("menu.larger", "Shortcut+Plus", () -> actions.resizeText(1)),
                        item("menu.smaller", "Shortcut+Minus", () -> actions.resizeText(-1)),
                        item("menu.usual_size", "Shortcut+0", () -> actions.resizeText(0)),
                        new SeparatorMenuItem(),
                        item("menu.full_screen", "F11", actions::fullScreen));
        MenuBar bar =
                new MenuBar(
                        menu(
                                "file",
                                item("menu.new_session", "Shortcut+N", actions::newSession),
                                item("menu.open_database", "Shortcut+O", actions::openDatabase),
                                new SeparatorMenuItem(),
                                item("menu.import", "Shortcut+I", actions::importFile),
                                export,
                                new SeparatorMenuItem(),
                                unless(
                                        actions.noCharts(),
                                        item("menu.chart_png", "Shortcut+S", actions::saveCharts)),
                                unless(
                                        actions.noCharts(),
                                        item("menu.print", "Shortcut+P", actions::printCharts)),
                                new SeparatorMenuItem(),
                                item("menu.exit", "Shortcut+Q", actions::exit)),
                        menu(
                                "session",
                                item("menu.start_stop", "F5", actions::toggleRecording),
                                item("menu.mark", "M", actions::mark),
                                item("menu.edit_details", "Shortcut+E", actions::editDetails),
                                item("menu.debrief", "Shortcut+D", actions::debrief)),
                        view,
                        menu(
                                "devices",
                                item("menu.connect", null, actions::connectDevices),
                                item("menu.search", null, actions::searchPorts),
                                item("menu.simulate", null, actions::simulate)),
                        menu(
                                "help",
                                item("menu.shortcuts", "F1", actions::shortcuts),
                                item("menu.logs", null, actions::openLogs),
                                item("menu.support", null, actions::collectSupport),
                                item("menu.about", null, actions::about)));
        bar.setId("menus");
        return bar;
    }

    private Menu menu(String key, MenuItem... items) {
        Menu menu = new Menu(presentation.text("menu." + key));
        menu.setId("menu-" + key);
        menu.getItems().addAll(items);
        return menu;
    }

    /// Disables an item while there is a reason, and says it.
    private static MenuItem unless(ReadOnlyStringProperty reason, MenuItem item) {
        String name = item.getText();
        item.disableProperty().bind(reason.isNotEmpty());
        item.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> reason.get().isEmpty() ? name : name + "  – " + reason.get(),
                                reason));
        return item;
    }

    private MenuItem item(String key, @Nullable String shortcut, Runnable act) {
        MenuItem item = new MenuItem(presentation.text(key));
        item.setId(key.replace('.', '-'));
        if (shortcut != null) {
            item.setAccelerator(KeyCombination.valueOf(shortcut));
        }
        item.setOnAction(e -> act.run());
        return item;
    }
}
