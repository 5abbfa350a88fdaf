package io.cartelem.app.shell;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.lap.RaceDrive;
import io.cartelem.app.station.Await;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.control.TableView;
import javafx.scene.image.WritableImage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Renders the pages on laps, in both themes and two sizes, without a display: `LapGallery [folder]
/// [language] [text size]`. Takes seconds, because the drive is made and not driven.
public final class LapGallery {
    private static final int[][] SIZES = {{1280, 800}, {1920, 1080}};
    private static final double INTO_LAST_LAP = 1_400;

    private final Path folder;
    private final String language;
    private final FakeDesk desk = new FakeDesk();
    private final RaceDrive drive = RaceDrive.fiveLaps();

    private LapGallery(Path folder, String language, String textSize) {
        this.folder = folder;
        this.language = language;
        desk.memory().put("text.size", textSize);
    }

    public static void main(String[] args) throws IOException {
        System.setProperty("headless.geometry", "1920x1080");
        Path folder = Path.of(args.length > 0 ? args[0] : "target/gallery");
        Files.createDirectories(folder);
        LapGallery gallery =
                new LapGallery(
                        folder, args.length > 1 ? args[1] : "en", args.length > 2 ? args[2] : "1");
        Path data = Files.createTempDirectory("laps");
        CourseBook book = new CourseBook(data.resolve(CourseBook.FILE));
        gallery.desk.timeLaps(book);
        book.put(gallery.drive.course());
        try (LiveLaps live = new LiveLaps(gallery.desk.bus, book)) {
            gallery.desk.timeDrive(live);
            gallery.go(live);
            for (Theme theme : Theme.values()) {
                for (int[] size : SIZES) {
                    gallery.shoot(theme, size);
                }
            }
        }
        Toolkit.run(io.cartelem.app.fx.FxThread::exit);
    }

    private void go(LiveLaps live) {
        desk.recorder().start(SessionDraft.named("Track day, run 1"));
        double until =
                drive.fixes().stream()
                        .filter(f -> f.seconds() > drive.seconds() - 60)
                        .findFirst()
                        .orElseThrow()
                        .seconds();
        desk.publish(drive.between(desk.clock.monoNs(), 0, until));
        desk.clock.advance(Duration.ofNanos(Math.round(until * 1e9)));
        desk.recorder().stop();
        Await.until(
                "the drive to be timed",
                Duration.ofSeconds(30),
                () -> live.state().now().number() == 5);
    }

    private void shoot(Theme theme, int[] size) throws IOException {
        try (TestWindow window = new TestWindow(desk, false, language)) {
            Toolkit.run(
                    () -> {
                        window.stage.setWidth(size[0]);
                        window.stage.setHeight(size[1]);
                        if (window.desktop.shell().themeProperty().get() != theme) {
                            window.desktop.shell().switchTheme();
                        }
                    });
            String end = "-" + theme.word() + "-" + size[0] + ".png";
            picture(window, "laps-live" + end);
            window.click("#nav-laps");
            TableView<?> table = (TableView<?>) window.find("#laps");
            Toolkit.run(() -> table.getSelectionModel().select(0));
            window.click("#line-split-1");
            picture(window, "laps-table" + end);
            window.click("#lap-compare");
            Toolkit.run(
                    () ->
                            window.desktop
                                    .lapsModel()
                                    .comparison()
                                    .crosshairProperty()
                                    .set(INTO_LAST_LAP));
            picture(window, "laps-compared" + end);
            Toolkit.run(() -> window.desktop.shell().drivingProperty().set(true));
            picture(window, "laps-driver" + end);
        }
    }

    private void picture(TestWindow window, String name) throws IOException {
        for (int i = 0; i < 4; i++) {
            desk.clock.advance(Duration.ofMillis(30));
            window.beat();
        }
        WritableImage image = Toolkit.call(() -> window.desktop.scene().snapshot(null));
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            Png.write(image, out);
        }
    }
}
