package io.cartelem.app.shell;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Dialogs;
import io.cartelem.app.fx.FirstFrame;
import io.cartelem.app.fx.Pulse;
import io.cartelem.app.fx.SystemLook;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.lap.LapsModel;
import io.cartelem.app.live.LiveModel;
import io.cartelem.app.map.MapTiles;
import io.cartelem.app.map.TileChain;
import io.cartelem.app.map.TileStore;
import io.cartelem.app.replay.ReplayModel;
import io.cartelem.app.sessions.SessionsModel;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;

import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.stage.Stage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the window together: models, views, and the pulse that feeds them. FX thread.
public final class Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);

    private final Desk desk;
    private final Stage stage;
    private final Models models;
    private final MainWindow window;

    /// What must be known before the first frame.
    ///
    /// @param language as in the settings, `system` or a language tag
    /// @param look the theme as in the settings
    /// @param undecided whether to begin with the first choice
    /// @param memory what the window remembers
    public record Start(
            String language, Units units, String look, boolean undecided, Memory memory) {

        /// Reads it from the settings; may wait for a disk.
        public static Start of(Desk desk, Background background) {
            return new Start(
                    desk.settings().value("LANGUAGE"),
                    Units.of(desk.settings().value("UNITS")),
                    desk.settings().value("THEME"),
                    desk.undecided(),
                    new Memory(
                            desk.dataFolder().resolve("window.properties"), background.workers()));
        }
    }

    public Desktop(Desk desk, Start start, Stage stage, Background background, Dialogs dialogs) {
        this.desk = desk;
        this.stage = stage;
        Theme.loadFonts();
        Presentation presentation = new Presentation(Texts.of(start.language()), start.units());
        SystemLook look = SystemLook.ofPlatform();
        models =
                new Models(
                        desk,
                        start,
                        look.themeProperty(),
                        background,
                        dialogs,
                        presentation,
                        stage::close);
        WindowActions actions = new WindowActions(models, new StageFrame());
        PageBuilder pages = new PageBuilder(models, actions::importFile);
        window = new MainWindow(models, pages, actions);
        models.settings.onChange(this::settingChanged);
        stage.setTitle(presentation.text("window.title"));
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        stage.setScene(window.scene());
        stage.setFullScreenExitHint("");
        // Esc leaves the full screen by itself
        models.shell.drivingProperty().addListener((p, old, on) -> stage.setFullScreen(on));
        stage.fullScreenProperty()
                .addListener((p, old, on) -> models.shell.drivingProperty().set(on && driving()));
        stage.setOnCloseRequest(
                e -> {
                    e.consume();
                    models.leave.ask();
                });
        stage.setOnHidden(
                e -> {
                    models.pulse.stop();
                    look.close();
                });
        openTiles();
        background.run(
                () -> desk.settings().value("ALERT_SOUND"),
                value -> models.sound.on(Boolean.parseBoolean(value)),
                models.notices::trouble);
        background.run(
                () -> desk.store().status().location(),
                location -> LOG.info("the window shows {}", location),
                failure -> LOG.warn("the store is not ready", failure));
    }

    /// Shows the window and lets it live. The server, which takes both cores for a moment, starts
    /// when the window stands.
    public void show() {
        stage.show();
        models.pulse.start();
        FirstFrame.await(stage, this::serve);
    }

    /// Lets the server start; [#show] does it by itself.
    void serve() {
        models.sharing.open();
    }

    public Scene scene() {
        return window.scene();
    }

    /// The pulse, so that tests can beat it by hand.
    public Pulse<Snapshot> pulse() {
        return models.pulse;
    }

    public ShellModel shell() {
        return models.shell;
    }

    /// What the window says at its lower edge at this moment.
    public ObservableList<Notices.Notice> notices() {
        return models.notices.items();
    }

    public RecordingModel recording() {
        return models.recording;
    }

    SheetModel sheet() {
        return models.sheet;
    }

    PaperModel paper() {
        return models.paper;
    }

    LeaveModel leave() {
        return models.leave;
    }

    public LiveModel liveModel() {
        return models.live;
    }

    public ReplayModel replayModel() {
        return models.replay;
    }

    public LapsModel lapsModel() {
        return models.laps;
    }

    public SessionsModel sessionsModel() {
        return models.sessions;
    }

    /// Lets a setting that was changed take effect where the window can do that.
    private void settingChanged(String key, String value) {
        switch (key) {
            case "UNITS" -> models.presentation.unitsProperty().set(Units.of(value));
            case "THEME" -> models.shell.look(value);
            case "ALERT_SOUND" -> models.sound.on(Boolean.parseBoolean(value));
            case "TILES_MBTILES", "TILES_URL" -> openTiles();
            default -> LOG.debug("{} takes effect in the station", key);
        }
    }

    private boolean driving() {
        return models.shell.drivingProperty().get();
    }

    private void openTiles() {
        models.background.run(
                this::tiles,
                MapTiles::use,
                failure -> {
                    MapTiles.use(TileChain.NONE);
                    models.notices.trouble(failure);
                });
    }

    private TileStore tiles() {
        return TileChain.of(
                desk.settings().value("TILES_MBTILES"),
                desk.dataFolder().resolve("tiles"),
                desk.settings().value("TILES_URL"));
    }

    private final class StageFrame implements WindowActions.Frame {
        @Override
        public void fullScreen() {
            stage.setFullScreen(!stage.isFullScreen());
        }

        @Override
        public void showShortcuts() {
            window.showShortcuts();
        }

        @Override
        public void showAbout(String version) {
            window.showAbout(version);
        }
    }
}
