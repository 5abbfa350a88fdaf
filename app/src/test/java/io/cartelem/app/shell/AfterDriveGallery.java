package io.cartelem.app.shell;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Dialogs;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.station.Await;
import io.cartelem.app.text.Units;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.obd.diag.TroubleCodes;

import javafx.scene.control.ButtonBase;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Renders the debrief, the alerts, their rules and the markers of a session in both themes and two
/// sizes, without a display: `AfterDriveGallery [folder] [language] [text size]`.
public final class AfterDriveGallery {
    private static final int[][] SIZES = {{1280, 800}, {1920, 1080}};

    private enum Picture {
        DEBRIEF,
        DEBRIEF_OFFER,
        ALERTS,
        RULES,
        RULE_FORM,
        MARKERS
    }

    private AfterDriveGallery() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("headless.geometry", "1920x1080");
        Path folder = Path.of(args.length > 0 ? args[0] : "target/gallery");
        String language = args.length > 1 ? args[1] : "en";
        String textSize = args.length > 2 ? args[2] : "1";
        Files.createDirectories(folder);
        for (Theme theme : Theme.values()) {
            for (int[] size : SIZES) {
                for (Picture picture : Picture.values()) {
                    shoot(picture, folder, language, textSize, theme, size);
                }
            }
        }
        Toolkit.run(FxThread::exit);
    }

    private static void shoot(
            Picture picture, Path folder, String language, String textSize, Theme theme, int[] size)
            throws IOException {
        Path data = Files.createTempDirectory("gallery");
        FakeDesk desk = new FakeDesk();
        desk.memory().put("text.size", textSize);
        desk.timeLaps(new CourseBook(data.resolve(CourseBook.FILE)));
        try (AlertEngine engine =
                new AlertEngine(
                        new AlertBook(data.resolve(AlertBook.FILE)),
                        desk.bus,
                        desk.clock,
                        (monoNs, text) ->
                                desk.recorder()
                                        .markAt(monoNs, text)
                                        .map(
                                                s ->
                                                        new io.cartelem.core.alert.Alert.Spot(
                                                                s.sessionId(), s.timeNs())))) {
            desk.watch(engine);
            Stage stage = Toolkit.call(Stage::new);
            Desktop desktop = Toolkit.call(() -> window(desk, stage, language, theme, size));
            beat(desktop);
            drive(desk, engine, picture == Picture.ALERTS, desktop);
            switch (picture) {
                case DEBRIEF_OFFER, ALERTS -> {
                    // as it is
                }
                case RULES, RULE_FORM -> {
                    press(desktop, "#nav-settings");
                    press(desktop, "#tab-rules");
                    if (picture == Picture.RULE_FORM) {
                        press(desktop, "#rule-add");
                        press(desktop, "#rule-save");
                    }
                }
                case MARKERS -> {
                    press(desktop, "#nav-replay");
                    Toolkit.run(() -> desktop.replayModel().open(2));
                    press(desktop, "#show-marks");
                    press(desktop, "#mark-next");
                }
                case DEBRIEF ->
                        Toolkit.run(
                                () ->
                                        ((ButtonBase) desktop.scene().lookup("#debrief-open"))
                                                .fire());
            }
            for (int i = 0; i < 4; i++) {
                beat(desktop);
            }
            WritableImage image = Toolkit.call(() -> desktop.scene().snapshot(null));
            String name =
                    picture.name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + "-"
                            + theme.word()
                            + "-"
                            + size[0]
                            + ".png";
            try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                Png.write(image, out);
            }
            Toolkit.run(stage::close);
        }
    }

    private static Desktop window(
            FakeDesk desk, Stage stage, String language, Theme theme, int[] size) {
        Desktop made =
                new Desktop(
                        desk,
                        new Desktop.Start(
                                language, Units.METRIC, theme.word(), false, desk.memory()),
                        stage,
                        new Background(Runnable::run, FxThread.INSTANCE),
                        Dialogs.ofSystem(() -> stage));
        stage.setWidth(size[0]);
        stage.setHeight(size[1]);
        stage.show();
        return made;
    }

    private static void press(Desktop desktop, String button) {
        Toolkit.run(() -> ((ButtonBase) desktop.scene().lookup(button)).fire());
        beat(desktop);
    }

    /// The same drive, but each lap is a little slower than the one before, at another place.
    private static SampleBatch slower(SampleBatch drive, long start) {
        SampleBatch.Builder slower = SampleBatch.builder(drive.size());
        for (int i = 0; i < drive.size(); i++) {
            double s = (drive.timeNs(i) - start) / 1e9;
            int lap = (int) (s / 92);
            double lost = 0;
            for (int k = 0; k <= lap; k++) {
                double in = Math.clamp((s - 92.0 * k - 30 - 9 * k) / 8, 0, 1);
                lost += in * (0.3 + 0.25 * k);
            }
            slower.add(drive.channel(i), drive.timeNs(i) + Math.round(lost * 1e9), drive.value(i));
        }
        return slower.build();
    }

    private static void beat(Desktop desktop) {
        Toolkit.run(
                () -> {
                    desktop.pulse().beat();
                    desktop.scene().getRoot().applyCss();
                    desktop.scene().getRoot().layout();
                });
    }

    /// Two sessions of some laps, in the second of which the car complains.
    private static void drive(
            FakeDesk desk, AlertEngine engine, boolean stillDriving, Desktop desktop) {
        desk.simulate();
        record(desk, "Track day, run 1", 400, false);
        LapService laps = desk.laps().orElseThrow();
        Course found = laps.laps(1).course();
        laps.courses().put(found.withName("Nordschleife").withId("nordschleife"));
        desk.recorder()
                .start(new SessionDraft("Track day, run 2", "MX-5", "Ana", "Nordschleife", null));
        beat(desktop);
        desk.recorder().mark("Out of the pits, tyres cold, rain above the forest");
        record(desk, "", 600, true);
        heat(desk, 118);
        Await.until("an alert", Duration.ofMinutes(1), () -> !engine.open().isEmpty());
        if (stillDriving) {
            beat(desktop);
            return;
        }
        engine.acknowledge(engine.open().getFirst().id(), "this computer");
        heat(desk, 90);
        Await.until("its end", Duration.ofMinutes(1), () -> engine.open().isEmpty());
        beat(desktop);
        desk.recorder().stop();
        desk.clock.advance(Duration.ofSeconds(1));
        beat(desktop);
        beat(desktop);
    }

    private static void record(FakeDesk desk, String name, int seconds, boolean running) {
        if (!running) {
            desk.recorder().start(new SessionDraft(name, "MX-5", "Ana", "Nordschleife", null));
        }
        long start = desk.clock.monoNs();
        desk.publish(
                SampleBatch.builder(1)
                        .add(TroubleCodes.CHANNEL, start, running ? "P0301 P0420" : "P0301")
                        .build());
        SampleBatch drive = Drive.between(start, 0, seconds);
        desk.publish(running ? slower(drive, start) : drive);
        desk.clock.advance(Duration.ofSeconds(seconds));
        if (!running) {
            desk.recorder().stop();
        }
    }

    private static void heat(FakeDesk desk, double celsius) {
        for (int i = 0; i < 5; i++) {
            long start = desk.clock.monoNs();
            desk.publish(Drive.between(start - 1_000_000_000L, 1.1, 2));
            desk.clock.advance(Duration.ofSeconds(1));
            desk.publish(SampleBatch.of(Drive.COOLANT, desk.clock.monoNs(), celsius));
        }
    }
}
