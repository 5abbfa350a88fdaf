package io.cartelem.app.journey;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.AnsweredDialogs;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.shell.Desktop;
import io.cartelem.app.station.Await;
import io.cartelem.app.station.Station;
import io.cartelem.app.station.StationDesk;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.config.SettingsFile;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.ScaledClock;

import javafx.scene.image.Image;
import javafx.stage.Stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The application as it runs for a user: a real station on a folder, its window, and what the
/// system's file dialogs answer.
final class App implements AutoCloseable {
    private final Station station;
    private final Desktop desktop;
    private final Stage stage;
    private final Person person;
    private final Gate gate = new Gate();
    private final Set<Thread> work = ConcurrentHashMap.newKeySet();
    private final AnsweredDialogs dialogs = new AnsweredDialogs();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    private App(Path folder, Clock clock) {
        Toolkit.start();
        ConfigLoader.Result settings = settings(folder);
        Configuration config = settings.configuration();
        station = Station.open(config, folder, clock, "test");
        boolean decided = config.isSet(Keys.OBD_PORT) || config.isSet(Keys.GPS_PORT);
        Desk desk =
                gate.before(
                        new StationDesk(station, !decided, settings.problems(), folder, "test"));
        Background background = new Background(this::work, FxThread.INSTANCE);
        Desktop.Start start = Desktop.Start.of(desk, background);
        // a slow machine takes longer to click a notice than a person does
        start.memory().put("notice.seconds", "86400");
        stage = Toolkit.call(Stage::new);
        desktop =
                Toolkit.call(
                        () -> {
                            Desktop made =
                                    new Desktop(desk, start, stage, background, dialogs.dialogs());
                            stage.setWidth(1280);
                            stage.setHeight(800);
                            made.notices()
                                    .addListener(
                                            (javafx.collections.ListChangeListener<Notices.Notice>)
                                                    this::hear);
                            made.show();
                            return made;
                        });
        person = new Person(stage);
    }

    /// Opens the application on what `folder` holds, at real speed.
    static App open(Path folder) {
        return open(folder, 1);
    }

    /// @param speed how many times as fast as real time the car drives and the clock goes
    static App open(Path folder, double speed) {
        return new App(
                folder,
                speed == 1
                        ? Clock.system()
                        : new ScaledClock(speed, Instant.parse("2026-06-01T08:00:00Z")));
    }

    /// Writes settings as a person would have done before; the web pages take any free port.
    static void configure(Path folder, Map<String, String> values) {
        Map<String, String> all = new TreeMap<>(values);
        all.putIfAbsent("PORT", "0");
        try {
            SettingsFile.write(folder.resolve(SettingsFile.NAME), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The settings in a file, none if there is no file.
    static Map<String, String> read(Path file) {
        try {
            return SettingsFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Holds exports and imports in their midst.
    Gate gate() {
        return gate;
    }

    Person person() {
        return person;
    }

    Bar bar() {
        return new Bar(person);
    }

    Replay replay() {
        return new Replay(this);
    }

    /// What was shown in the system's file manager.
    List<Path> revealed() {
        return List.copyOf(dialogs.revealed);
    }

    Sessions sessions() {
        return new Sessions(this);
    }

    /// The large speed on the live page.
    String speedShown() {
        return person.reads("#card-gps .main-value");
    }

    Station station() {
        return station;
    }

    Desktop desktop() {
        return desktop;
    }

    Stage stage() {
        return stage;
    }

    /// What the next file dialog answers.
    void willChoose(Path file) {
        dialogs.chosen.add(file);
    }

    /// The names that were proposed for files to be written.
    List<String> proposed() {
        return List.copyOf(dialogs.proposed);
    }

    /// What went to the printer.
    List<Image> printed() {
        return List.copyOf(dialogs.printed);
    }

    /// Waits until the window has said something at its lower edge, whether or not it still stands
    /// there.
    void awaitTold(String part) {
        person.until(
                "the window to say " + part + "; it said " + told,
                () -> told.stream().anyMatch(t -> t.contains(part)));
    }

    List<String> told() {
        return List.copyOf(told);
    }

    /// Ends when nothing of it runs any more: what the window had still to write would be missed by
    /// the next one, or come into a folder that is being deleted.
    @Override
    public void close() {
        Toolkit.run(stage::close);
        station.close();
        Await.until(
                "the window's work to end",
                Person.PATIENCE,
                () -> {
                    // what has ended may have asked for more
                    Toolkit.run(() -> {});
                    return work.isEmpty();
                });
    }

    private void work(Runnable task) {
        Thread thread =
                Thread.ofVirtual()
                        .name("window-work")
                        .unstarted(
                                () -> {
                                    try {
                                        task.run();
                                    } finally {
                                        work.remove(Thread.currentThread());
                                    }
                                });
        work.add(thread);
        thread.start();
    }

    private void hear(javafx.collections.ListChangeListener.Change<? extends Notices.Notice> c) {
        while (c.next()) {
            c.getAddedSubList().forEach(notice -> told.add(notice.text()));
        }
    }

    private static ConfigLoader.Result settings(Path folder) {
        return new ConfigLoader().settingsFile(read(folder.resolve(SettingsFile.NAME))).load();
    }
}
