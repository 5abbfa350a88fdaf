package io.cartelem.app.shell;

import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.sessions.ExportItem;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.port.Exporter;

import javafx.beans.property.ReadOnlyStringProperty;

import java.nio.file.Path;
import java.util.List;

/// What the menus do. FX thread.
final class WindowActions implements Menus.Actions {
    private final Models models;
    private final Presentation presentation;
    private final Frame frame;

    /// What the window itself can do.
    interface Frame {
        void fullScreen();

        void showShortcuts();

        void showAbout(String version);
    }

    WindowActions(Models models, Frame frame) {
        this.models = models;
        this.presentation = models.presentation;
        this.frame = frame;
    }

    @Override
    public void newSession() {
        models.sheet.openNew();
    }

    @Override
    public void editDetails() {
        models.current().ifPresentOrElse(models.sheet::openEdit, this::askForSession);
    }

    @Override
    public void debrief() {
        if (!models.debriefCurrent()) {
            askForSession();
        }
    }

    @Override
    public void openDatabase() {
        Path folder = models.desk.dataFolder();
        models.files
                .open(
                        presentation.text("menu.open_database"),
                        folder,
                        List.of(
                                new FileChoice.Kind(
                                        presentation.text("file.database"), "*.db", "*.sqlite"),
                                new FileChoice.Kind(presentation.text("file.any"), "*.*")))
                .ifPresent(models.shell::openRecording);
    }

    @Override
    public void importFile() {
        go(Page.SESSIONS);
        models.files
                .open(
                        presentation.text("menu.import"),
                        models.desk.dataFolder(),
                        List.of(
                                new FileChoice.Kind(
                                        presentation.text("file.importable"),
                                        "*.csv",
                                        "*.vbo",
                                        "*.nmea",
                                        "*.log",
                                        "*.txt",
                                        "*.parquet"),
                                new FileChoice.Kind(presentation.text("file.any"), "*.*")))
                .ifPresent(models.transfers::importFile);
    }

    @Override
    public void export(Exporter exporter) {
        List<ExportItem> items = models.toExport();
        if (items.isEmpty()) {
            askForSession();
        } else {
            models.exports.ask(items, exporter);
        }
    }

    @Override
    public void saveCharts() {
        models.paper.save();
    }

    @Override
    public void printCharts() {
        models.paper.print();
    }

    @Override
    public ReadOnlyStringProperty noCharts() {
        return models.paper.hindranceProperty();
    }

    @Override
    public void toggleRecording() {
        models.recording.toggle();
    }

    @Override
    public void mark() {
        models.recording.mark();
    }

    @Override
    public void go(Page page) {
        models.go(page);
    }

    @Override
    public void switchTheme() {
        models.shell.switchTheme();
    }

    @Override
    public void resizeText(int direction) {
        models.shell.resizeText(direction);
    }

    @Override
    public void fullScreen() {
        frame.fullScreen();
    }

    @Override
    public void connectDevices() {
        models.shell.connectDevices();
    }

    @Override
    public void simulate() {
        models.shell.simulate();
    }

    @Override
    public void searchPorts() {
        go(Page.DEVICES);
        models.devices.search();
    }

    @Override
    public void openLogs() {
        Path folder = models.desk.logFolder();
        models.notices.done(
                presentation.text("notice.logs", folder),
                presentation.text("sessions.reveal"),
                () -> models.reveal(folder));
    }

    @Override
    public void collectSupport() {
        models.files
                .save(
                        presentation.text("menu.support"),
                        models.desk.dataFolder(),
                        "cartelem-support.zip",
                        List.of(new FileChoice.Kind("ZIP", "*.zip")))
                .ifPresent(
                        zip ->
                                models.background.run(
                                        () -> {
                                            models.desk.collectSupport(zip);
                                            return zip;
                                        },
                                        made ->
                                                models.notices.done(
                                                        presentation.text("notice.support", made),
                                                        presentation.text("sessions.reveal"),
                                                        () -> models.reveal(made)),
                                        models.notices::trouble));
    }

    @Override
    public void shortcuts() {
        frame.showShortcuts();
    }

    @Override
    public void about() {
        frame.showAbout(models.desk.version());
    }

    @Override
    public void exit() {
        models.leave.ask();
    }

    private void askForSession() {
        go(Page.SESSIONS);
        models.notices.done(presentation.text("notice.choose_session"));
    }
}
