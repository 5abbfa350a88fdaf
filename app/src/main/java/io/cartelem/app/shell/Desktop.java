package io.cartelem.app.shell;

import io.cartelem.app.alert.AlertsModel;
import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Jobs;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.devices.DevicesModel;
import io.cartelem.app.devices.DevicesView;
import io.cartelem.app.devices.DiagnosticsModel;
import io.cartelem.app.devices.WireModel;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.fx.Pulse;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.lap.LapsModel;
import io.cartelem.app.lap.LapsView;
import io.cartelem.app.live.LiveModel;
import io.cartelem.app.live.LiveView;
import io.cartelem.app.map.MapTiles;
import io.cartelem.app.map.TileChain;
import io.cartelem.app.map.TileStore;
import io.cartelem.app.replay.ReplayModel;
import io.cartelem.app.replay.ReplayView;
import io.cartelem.app.sessions.SessionsModel;
import io.cartelem.app.sessions.SessionsView;
import io.cartelem.app.settings.SettingsModel;
import io.cartelem.app.settings.SettingsView;
import io.cartelem.app.share.SharingModel;
import io.cartelem.app.share.SharingView;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Puts the window together: models, views, and the pulse that feeds them. FX thread.
public final class Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);

    private final Desk desk;
    private final Stage stage;
    private final FileChoice files;
    private final Presentation presentation;
    private final Notices notices = new Notices();
    private final Memory memory;
    private final Pulse<Snapshot> pulse;
    private final ShellModel shell;
    private final RecordingModel recording;
    private final Jobs jobs;
    private final SessionsModel sessions;
    private final ReplayModel replay;
    private final SettingsModel settings;
    private final LapsModel laps;
    private final SharingModel sharing;
    private final Background background;
    private final MainWindow window;

    /// What must be known before the first frame.
    ///
    /// @param language as in the settings, `system` or a language tag
    /// @param undecided whether to begin with the first choice
    /// @param memory what the window remembers
    public record Start(
            String language, Units units, Theme theme, boolean undecided, Memory memory) {

        /// Reads it from the settings; may wait for a disk.
        public static Start of(Desk desk, Background background) {
            return new Start(
                    desk.settings().value("LANGUAGE"),
                    Units.of(desk.settings().value("UNITS")),
                    Theme.of(desk.settings().value("THEME")),
                    desk.undecided(),
                    new Memory(
                            desk.dataFolder().resolve("window.properties"), background.workers()));
        }
    }

    public Desktop(Desk desk, Start start, Stage stage, Background background, FileChoice files) {
        this.desk = desk;
        this.stage = stage;
        this.files = files;
        this.background = background;
        this.memory = start.memory();
        Theme.loadFonts();
        presentation = new Presentation(Texts.of(start.language()), start.units());
        SnapshotTaker taker = new SnapshotTaker(desk, background.workers());
        pulse = new Pulse<>(taker);
        shell =
                new ShellModel(
                        desk, background, notices, presentation, start.theme(), start.undecided());
        recording = new RecordingModel(desk, background, notices, presentation, taker);
        jobs = new Jobs(background, notices);
        sessions =
                new SessionsModel(
                        desk, background, notices, jobs, presentation, this::replaySession);
        replay = new ReplayModel(desk, background, notices, presentation, memory);
        settings = new SettingsModel(desk, background, notices, presentation, this::settingChanged);
        AlertsModel alerts = new AlertsModel(desk, background, notices);
        laps = new LapsModel(desk, background, notices, presentation);
        sharing = new SharingModel(desk, background, notices, presentation);
        shell.pageProperty().addListener((p, old, page) -> entered(page));
        recording.recordingProperty().addListener((p, old, on) -> sessions.refresh());
        window =
                new MainWindow(
                        shell,
                        recording,
                        sharing,
                        notices,
                        jobs,
                        alerts,
                        presentation,
                        pages(),
                        new WindowActions());
        pulse.attach(shell::update);
        pulse.attach(recording::update);
        pulse.attach(sharing::update);
        pulse.attach(alerts::update);
        pulse.attach(notices::update);
        pulse.attach(snapshot -> jobs.update());
        stage.setTitle(presentation.text("window.title"));
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        stage.setScene(window.scene());
        stage.setFullScreenExitHint("");
        stage.setOnHidden(e -> pulse.stop());
        openTiles();
        sharing.open();
        background.run(
                () -> desk.store().status().location(),
                location -> LOG.info("the window shows {}", location),
                failure -> LOG.warn("the store is not ready", failure));
    }

    /// Shows the window and lets it live.
    public void show() {
        stage.show();
        pulse.start();
    }

    public Scene scene() {
        return window.scene();
    }

    /// The pulse, so that tests can beat it by hand.
    public Pulse<Snapshot> pulse() {
        return pulse;
    }

    public ShellModel shell() {
        return shell;
    }

    public RecordingModel recording() {
        return recording;
    }

    public ReplayModel replayModel() {
        return replay;
    }

    public SessionsModel sessionsModel() {
        return sessions;
    }

    private Map<Page, Supplier<Node>> pages() {
        Map<Page, Supplier<Node>> pages = new EnumMap<>(Page.class);
        pages.put(Page.LIVE, this::live);
        pages.put(Page.REPLAY, this::replay);
        pages.put(Page.SESSIONS, this::sessions);
        pages.put(Page.DEVICES, this::devices);
        pages.put(Page.SETTINGS, this::settings);
        pages.put(Page.SHARE, this::share);
        if (desk.laps().isPresent()) {
            pages.put(Page.LAPS, this::laps);
        }
        return pages;
    }

    private Node replay() {
        ReplayView view = new ReplayView(replay, sessions, files, shell.themeProperty());
        pulse.attach(
                snapshot -> {
                    if (view.getScene() != null) {
                        replay.update(snapshot);
                        view.refresh(snapshot);
                    }
                });
        return view;
    }

    private Node sessions() {
        return new SessionsView(sessions, presentation, files);
    }

    private Node devices() {
        DevicesModel model = new DevicesModel(desk, background, notices, presentation);
        DiagnosticsModel diagnostics = new DiagnosticsModel(desk, background, presentation);
        WireModel wire = new WireModel(desk, background, notices);
        DevicesView view =
                new DevicesView(
                        model,
                        diagnostics,
                        wire,
                        presentation,
                        shell::connectDevices,
                        shell::simulate);
        pulse.attach(model::update);
        pulse.attach(diagnostics::update);
        pulse.attach(
                snapshot -> {
                    if (view.getScene() != null) {
                        wire.update(snapshot);
                    }
                });
        return view;
    }

    private Node laps() {
        LapsView view = new LapsView(laps, presentation);
        pulse.attach(
                snapshot -> {
                    if (view.getScene() != null) {
                        laps.update(snapshot);
                    }
                });
        return view;
    }

    private Node share() {
        return new SharingView(sharing, presentation);
    }

    private Node settings() {
        return new SettingsView(settings, presentation);
    }

    /// Lets a setting that was changed take effect where the window can do that.
    private void settingChanged(String key, String value) {
        switch (key) {
            case "UNITS" -> presentation.unitsProperty().set(Units.of(value));
            case "THEME" -> shell.themeProperty().set(Theme.of(value));
            case "TILES_MBTILES", "TILES_URL" -> openTiles();
            default -> LOG.debug("{} takes effect in the station", key);
        }
    }

    private void openTiles() {
        background.run(
                this::tiles,
                MapTiles::use,
                failure -> {
                    MapTiles.use(TileChain.NONE);
                    notices.trouble(failure);
                });
    }

    /// What a page shows may have changed while another was shown.
    private void entered(Page page) {
        switch (page) {
            case SESSIONS -> sessions.refresh();
            case REPLAY -> replay.refreshChoices();
            case SETTINGS -> settings.refresh();
            case LAPS -> laps.refresh();
            case LIVE, DEVICES, SHARE -> {
                // these follow the pulse
            }
        }
    }

    private void replaySession(long id) {
        shell.choosingProperty().set(false);
        shell.pageProperty().set(Page.REPLAY);
        replay.open(id);
    }

    private TileStore tiles() {
        return TileChain.of(
                desk.settings().value("TILES_MBTILES"),
                desk.dataFolder().resolve("tiles"),
                desk.settings().value("TILES_URL"));
    }

    private Node live() {
        LiveModel model = new LiveModel(presentation, memory);
        LiveView view = new LiveView(model, presentation, memory, shell.themeProperty());
        pulse.attach(
                snapshot -> {
                    model.update(snapshot);
                    if (view.getScene() != null) {
                        view.refresh(snapshot);
                    }
                });
        return view;
    }

    private final class WindowActions implements Menus.Actions {
        @Override
        public void openDatabase() {
            Path folder = desk.dataFolder();
            files.open(
                            presentation.text("menu.open_database"),
                            folder,
                            List.of(
                                    new FileChoice.Kind(
                                            presentation.text("file.database"), "*.db", "*.sqlite"),
                                    new FileChoice.Kind(presentation.text("file.any"), "*.*")))
                    .ifPresent(shell::openRecording);
        }

        @Override
        public void importFile() {
            go(Page.SESSIONS);
            files.open(
                            presentation.text("menu.import"),
                            desk.dataFolder(),
                            List.of(new FileChoice.Kind(presentation.text("file.any"), "*.*")))
                    .ifPresent(sessions::importFile);
        }

        @Override
        public void toggleRecording() {
            recording.toggle();
        }

        @Override
        public void mark() {
            recording.mark();
        }

        @Override
        public void go(Page page) {
            shell.choosingProperty().set(false);
            shell.pageProperty().set(page);
        }

        @Override
        public void switchTheme() {
            shell.switchTheme();
        }

        @Override
        public void fullScreen() {
            stage.setFullScreen(!stage.isFullScreen());
        }

        @Override
        public void connectDevices() {
            shell.connectDevices();
        }

        @Override
        public void simulate() {
            shell.simulate();
        }

        @Override
        public void openLogs() {
            notices.done(presentation.text("notice.logs", desk.logFolder()));
        }

        @Override
        public void collectSupport() {
            files.save(
                            presentation.text("menu.support"),
                            desk.dataFolder(),
                            "cartelem-support.zip",
                            List.of(new FileChoice.Kind("ZIP", "*.zip")))
                    .ifPresent(
                            zip ->
                                    background.run(
                                            () -> {
                                                desk.collectSupport(zip);
                                                return zip;
                                            },
                                            made ->
                                                    notices.done(
                                                            presentation.text(
                                                                    "notice.support", made)),
                                            notices::trouble));
        }

        @Override
        public void shortcuts() {
            window.showShortcuts();
        }

        @Override
        public void about() {
            window.showAbout(desk.version());
        }

        @Override
        public void exit() {
            stage.close();
        }
    }
}
