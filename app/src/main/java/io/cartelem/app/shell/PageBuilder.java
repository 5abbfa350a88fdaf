package io.cartelem.app.shell;

import io.cartelem.app.alert.AlertsBar;
import io.cartelem.app.alert.RulesView;
import io.cartelem.app.devices.DevicesView;
import io.cartelem.app.driver.DriveStrip;
import io.cartelem.app.driver.DriverModel;
import io.cartelem.app.driver.DriverView;
import io.cartelem.app.lap.LapExport;
import io.cartelem.app.lap.LapsView;
import io.cartelem.app.live.LiveModel;
import io.cartelem.app.live.LiveView;
import io.cartelem.app.replay.ReplayView;
import io.cartelem.app.sessions.SessionsView;
import io.cartelem.app.settings.SettingsTabs;
import io.cartelem.app.settings.SettingsView;
import io.cartelem.app.share.SharingView;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Builds each page when it is first shown, and connects it to the pulse. What only draws is left
/// out while its page is not seen. FX thread.
final class PageBuilder {
    private final Models models;
    private final Runnable importFile;

    PageBuilder(Models models, Runnable importFile) {
        this.models = models;
        this.importFile = importFile;
    }

    Node build(Page page) {
        return switch (page) {
            case LIVE -> live();
            case REPLAY -> replay();
            case SESSIONS ->
                    new SessionsView(
                            models.sessions, models.presentation, models.exports, importFile);
            case DEVICES -> devices();
            case SETTINGS ->
                    new SettingsTabs(
                            new SettingsView(models.settings, models.presentation),
                            new RulesView(models.rules, models.presentation),
                            models.presentation);
            case SHARE -> new SharingView(models.sharing, models.presentation);
            case LAPS -> laps();
        };
    }

    /// What a driver reads at a glance, over everything else.
    Node driver() {
        DriverModel model = new DriverModel(models.drive, models.presentation, models.memory);
        DriverView view =
                new DriverView(
                        model,
                        models.presentation,
                        new AlertsBar(models.alerts, models.presentation),
                        () -> models.shell.drivingProperty().set(false));
        models.pulse.attach(
                snapshot -> {
                    if (view.getScene() != null) {
                        model.update(snapshot);
                    }
                });
        return view;
    }

    private Node live() {
        LiveModel model = models.live;
        LiveView view =
                new LiveView(
                        model, models.presentation, models.memory, models.shell.themeProperty());
        models.pulse.attach(
                snapshot -> {
                    model.update(snapshot);
                    if (view.getScene() != null) {
                        view.refresh(snapshot);
                    }
                });
        DriveStrip strip =
                new DriveStrip(
                        models.drive,
                        models.presentation,
                        () -> models.shell.drivingProperty().set(true));
        VBox.setVgrow(view, Priority.ALWAYS);
        // where the window is low or its text large, charts that cannot be read are no help
        ScrollPane scroll = new ScrollPane(new VBox(strip, view));
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("live-scroll");
        return scroll;
    }

    private Node laps() {
        LapExport export =
                new LapExport(
                        models.laps,
                        models.presentation,
                        models.background,
                        models.notices,
                        models.files,
                        models.desk.dataFolder());
        LapsView view =
                new LapsView(
                        models.laps, models.presentation, models.shell.themeProperty(), export);
        models.pulse.attach(
                snapshot -> {
                    if (view.getScene() != null) {
                        models.laps.update(snapshot);
                        view.refresh();
                    }
                });
        return view;
    }

    private Node replay() {
        ReplayView view =
                new ReplayView(
                        models.replay, models.exports, models.memory, models.shell.themeProperty());
        models.pulse.attach(
                snapshot -> {
                    if (view.getScene() != null) {
                        models.replay.update(snapshot);
                        view.refresh(snapshot);
                    }
                });
        return view;
    }

    private Node devices() {
        DevicesView view =
                new DevicesView(
                        models.devices,
                        models.sensors,
                        models.diagnostics,
                        models.wire,
                        models.presentation,
                        models.shell::connectDevices,
                        models.shell::simulate);
        models.pulse.attach(models.devices::update);
        models.pulse.attach(models.diagnostics::update);
        models.pulse.attach(
                snapshot -> {
                    if (view.getScene() != null) {
                        models.sensors.update(snapshot);
                        models.wire.update(snapshot);
                    }
                });
        return view;
    }
}
