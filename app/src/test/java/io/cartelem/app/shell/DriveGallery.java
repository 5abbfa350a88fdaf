package io.cartelem.app.shell;

import io.cartelem.app.desk.Memory;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Dialogs;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.station.Await;
import io.cartelem.app.station.Station;
import io.cartelem.app.station.StationDesk;
import io.cartelem.app.text.Units;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.sim.ScaledClock;

import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Records drives of the simulated car and renders every page on them, in both themes and two
/// sizes, without a display: `DriveGallery [folder] [language] [text size] [picture,picture…]`.
/// Takes some minutes.
public final class DriveGallery {
    private static final int[][] SIZES = {{1280, 800}, {1920, 1080}};
    private static final double SPEED_UP = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long SECOND = 1_000_000_000L;

    private final Path folder;
    private final String language;
    private final String textSize;
    private final Set<Picture> pictures;
    private final Station station;
    private final StationDesk desk;

    private DriveGallery(
            Path folder, String language, String textSize, Set<Picture> pictures, Path data) {
        this.folder = folder;
        this.language = language;
        this.textSize = textSize;
        this.pictures = pictures;
        station =
                Station.open(
                        new ConfigLoader().settingsFile(Map.of("PORT", "0")).load().configuration(),
                        data,
                        new ScaledClock(SPEED_UP, Instant.parse("2026-06-06T08:12:00Z")),
                        "0.1.0");
        desk = new StationDesk(station, true, List.of(), data, "0.1.0");
    }

    public static void main(String[] args) throws IOException {
        System.setProperty("headless.geometry", "1920x1080");
        Path folder = Path.of(args.length > 0 ? args[0] : "target/gallery");
        Files.createDirectories(folder);
        DriveGallery gallery =
                new DriveGallery(
                        folder,
                        args.length > 1 ? args[1] : "en",
                        args.length > 2 ? args[2] : "1",
                        args.length > 3 ? Picture.named(args[3]) : EnumSet.allOf(Picture.class),
                        Files.createTempDirectory("gallery"));
        try (Station open = gallery.station) {
            open.simulate();
            gallery.drive();
            for (Theme theme : Theme.values()) {
                for (int[] size : SIZES) {
                    gallery.shoot(theme, size[0], size[1]);
                }
            }
        }
        Toolkit.run(io.cartelem.app.fx.FxThread::exit);
    }

    private void drive() {
        until(
                "both devices to speak",
                () ->
                        station.live().latest("obd.RPM").isPresent()
                                && station.live().latest("gps.latitude").isPresent());
        record(new SessionDraft("Shakedown", "Twizy", "Ana", "Rheinring", "Dry, 14 °C"), 30);
        record(new SessionDraft("Track day, run 1", "MX-5", "Ana", "Nordschleife", ""), 45);
        record(new SessionDraft("Track day, run 2", "MX-5", "Jonas", "Nordschleife", ""), 120);
        station.recorder().start(SessionDraft.named("Track day, run 3"));
        await(80);
    }

    private void record(SessionDraft draft, int seconds) {
        station.recorder().start(draft);
        await(seconds / 3);
        station.recorder().mark("Lap 1");
        await(seconds - seconds / 3);
        station.recorder().stop();
    }

    private void await(int seconds) {
        long end = station.clock().monoNs() + seconds * SECOND;
        until(seconds + " s of driving", () -> station.clock().monoNs() >= end);
    }

    private void shoot(Theme theme, int width, int height) throws IOException {
        for (Picture picture : pictures) {
            Stage stage = Toolkit.call(Stage::new);
            Desktop desktop =
                    Toolkit.call(
                            () -> {
                                Memory memory =
                                        new Memory(
                                                Path.of("target", "nowhere", "window.properties"),
                                                task -> {});
                                memory.put("text.size", textSize);
                                Desktop made =
                                        new Desktop(
                                                desk,
                                                new Desktop.Start(
                                                        language,
                                                        Units.METRIC,
                                                        theme.word(),
                                                        picture == Picture.FIRST_START,
                                                        memory),
                                                stage,
                                                Background.onVirtualThreads(),
                                                Dialogs.ofSystem(() -> stage));
                                stage.setWidth(width);
                                stage.setHeight(height);
                                made.show();
                                return made;
                            });
            until("the bar to know", () -> fx(desktop.recording().recordingProperty()::get));
            arrange(picture, desktop);
            await(3);
            WritableImage image = Toolkit.call(() -> desktop.scene().snapshot(null));
            String name =
                    picture.name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + "-"
                            + theme.word()
                            + "-"
                            + width
                            + ".png";
            try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                Png.write(image, out);
            }
            Toolkit.run(stage::close);
        }
    }

    private enum Picture {
        FIRST_START,
        LIVE,
        REPLAY,
        SESSIONS,
        DEVICES,
        DIAGNOSTICS,
        WIRE,
        SETTINGS,
        SHARE,
        NEW_SESSION,
        LEAVING;

        static Set<Picture> named(String names) {
            return Arrays.stream(names.toUpperCase(Locale.ROOT).replace('-', '_').split(","))
                    .map(Picture::valueOf)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Picture.class)));
        }
    }

    private void arrange(Picture picture, Desktop desktop) {
        switch (picture) {
            case FIRST_START, LIVE -> {
                // as it opens
            }
            case REPLAY -> replay(desktop);
            case SESSIONS -> {
                go(desktop, Page.SESSIONS);
                until("the table", () -> fx(() -> desktop.sessionsModel().rows().size() == 4));
                Toolkit.run(
                        () ->
                                ((TableView<?>) desktop.scene().lookup("#sessions"))
                                        .getSelectionModel()
                                        .select(1));
            }
            case DEVICES -> go(desktop, Page.DEVICES);
            case DIAGNOSTICS -> {
                go(desktop, Page.DEVICES);
                read(desktop);
                scroll(desktop, 0.3);
            }
            case WIRE -> {
                go(desktop, Page.DEVICES);
                await(5);
                scroll(desktop, 1);
            }
            case SETTINGS -> go(desktop, Page.SETTINGS);
            case SHARE -> {
                go(desktop, Page.SHARE);
                until("the server", () -> station.server().isPresent());
                await(20);
                press(desktop, "#share-on");
                press(desktop, "#share-show-pin");
            }
            case NEW_SESSION -> Toolkit.run(desktop.sheet()::openNew);
            case LEAVING -> Toolkit.run(desktop.leave()::ask);
        }
    }

    private void replay(Desktop desktop) {
        long id =
                station.store().sessions(SessionQuery.newest(5)).sessions().stream()
                        .filter(s -> s.name().endsWith("run 2"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        go(desktop, Page.REPLAY);
        Toolkit.run(() -> desktop.replayModel().open(id));
        until("the replay", () -> fx(() -> desktop.replayModel().player().lengthNs() > 0));
        Toolkit.run(
                () -> {
                    desktop.replayModel().player().seek(70 * SECOND);
                    desktop.replayModel().player().range(40 * SECOND, 95 * SECOND);
                });
    }

    private void read(Desktop desktop) {
        await(5);
        press(desktop, "#diagnostics-read");
        until(
                "the car's answer",
                () -> fx(() -> desktop.scene().lookup("#diagnostics-codes") != null));
    }

    private static void go(Desktop desktop, Page page) {
        Toolkit.run(
                () -> {
                    desktop.shell().choosingProperty().set(false);
                    desktop.shell().pageProperty().set(page);
                    desktop.scene().getRoot().applyCss();
                    desktop.scene().getRoot().layout();
                });
    }

    private static void press(Desktop desktop, String button) {
        Toolkit.run(() -> ((ButtonBase) desktop.scene().lookup(button)).fire());
    }

    private static void scroll(Desktop desktop, double part) {
        Toolkit.run(() -> ((ScrollPane) desktop.scene().lookup(".page-scroll")).setVvalue(part));
    }

    private static boolean fx(java.util.concurrent.Callable<Boolean> question) {
        return Toolkit.call(question);
    }

    private static void until(String what, BooleanSupplier condition) {
        Await.until(what, PATIENCE, condition);
    }
}
