package io.cartelem.app.shell;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeCar;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.PortReport;
import io.cartelem.app.desk.Setting;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.text.Units;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.Transcript;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/// Renders every view in both themes and two sizes, without a display, for looking at:
/// `SnapshotGallery [folder] [language]`.
public final class SnapshotGallery {
    private static final int[][] SIZES = {{1280, 800}, {1920, 1080}};

    private SnapshotGallery() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("headless.geometry", "1920x1080");
        Path folder = Path.of(args.length > 0 ? args[0] : "target/gallery");
        String language = args.length > 1 ? args[1] : "en";
        Files.createDirectories(folder);
        for (Theme theme : Theme.values()) {
            for (int[] size : SIZES) {
                shoot(folder, language, theme, size[0], size[1]);
            }
        }
        Toolkit.run(FxThreadEnd::now);
    }

    private static void shoot(Path folder, String language, Theme theme, int width, int height)
            throws IOException {
        for (Scenario scenario : Scenario.values()) {
            FakeDesk desk = new FakeDesk();
            Stage stage = Toolkit.call(Stage::new);
            Desktop desktop =
                    Toolkit.call(
                            () -> {
                                Desktop made =
                                        new Desktop(
                                                desk,
                                                new Desktop.Start(
                                                        language,
                                                        Units.METRIC,
                                                        theme,
                                                        scenario == Scenario.FIRST_START,
                                                        desk.memory()),
                                                stage,
                                                new Background(
                                                        Runnable::run,
                                                        io.cartelem.app.fx.FxThread.INSTANCE),
                                                FileChoice.ofSystem(() -> stage));
                                stage.setWidth(width);
                                stage.setHeight(height);
                                stage.show();
                                return made;
                            });
            scenario.arrange(desk, desktop);
            WritableImage picture =
                    Toolkit.call(
                            () -> {
                                desktop.pulse().beat();
                                desktop.scene().getRoot().applyCss();
                                desktop.scene().getRoot().layout();
                                for (int i = 0; i < 3; i++) {
                                    desktop.pulse().beat();
                                    desktop.scene().getRoot().applyCss();
                                    desktop.scene().getRoot().layout();
                                }
                                return desktop.scene().snapshot(null);
                            });
            String name =
                    scenario.name().toLowerCase(java.util.Locale.ROOT)
                            + "-"
                            + theme.word()
                            + "-"
                            + width
                            + ".png";
            try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                Png.write(picture, out);
            }
            Toolkit.run(stage::close);
        }
    }

    /// What the pictures show.
    private enum Scenario {
        FIRST_START {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                // nothing is collected yet
            }
        },
        LIVE {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                desk.collect(
                        FakeDesk.state("gps", Phase.RUNNING, 10, true),
                        FakeDesk.state("obd", Phase.RUNNING, 38, true));
                drive(desk);
            }
        },
        SESSIONS {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                history(desk);
                Toolkit.run(() -> desktop.shell().pageProperty().set(Page.SESSIONS));
            }
        },
        REPLAY {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                long id = history(desk);
                Toolkit.run(
                        () -> {
                            desktop.shell().pageProperty().set(Page.REPLAY);
                            desktop.replayModel().open(id);
                            desktop.replayModel().player().seek(70_000_000_000L);
                            desktop.replayModel().player().range(40_000_000_000L, 95_000_000_000L);
                        });
            }
        },
        DEVICES {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                desk.collect(
                        FakeDesk.state("gps", Phase.RUNNING, 10, false),
                        FakeDesk.state("obd", Phase.WAITING, 0, false));
                desk.found(
                        new PortReport(
                                "/dev/ttyUSB0",
                                "CP2102 USB to UART Bridge",
                                "obd",
                                "ELM327 v1.5 at 38400 baud",
                                false),
                        new PortReport(
                                "/dev/ttyACM0",
                                "u-blox GNSS receiver",
                                null,
                                "Permission denied: add yourself to the group dialout.",
                                true));
                Toolkit.run(() -> desktop.shell().pageProperty().set(Page.DEVICES));
                Toolkit.run(
                        () -> {
                            desktop.scene().getRoot().applyCss();
                            desktop.scene().getRoot().layout();
                            ((javafx.scene.control.Button)
                                            desktop.scene().lookup("#devices-search"))
                                    .fire();
                        });
            }
        },
        DIAGNOSTICS {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                desk.collect(
                        FakeDesk.state("gps", Phase.RUNNING, 10, false),
                        FakeDesk.state("obd", Phase.RUNNING, 38, false));
                desk.diagnose(new FakeCar());
                desk.transcript("gps", wire(desk));
                show(desktop, Page.DEVICES);
                fire(desktop, "#diagnostics-check");
                fire(desktop, "#diagnostics-read");
                fire(desktop, "#diagnostics-clear");
                scroll(desktop, 0.32);
            }
        },
        WIRE {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                desk.collect(
                        FakeDesk.state("obd", Phase.RUNNING, 38, false),
                        FakeDesk.state("gps", Phase.RUNNING, 10, false));
                desk.diagnose(new FakeCar());
                desk.transcript("obd", wire(desk));
                show(desktop, Page.DEVICES);
                fire(desktop, "#diagnostics-read");
                scroll(desktop, 1);
            }
        },
        SHARE {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                desk.sharing.withGuests().streams = 2;
                show(desktop, Page.SHARE);
                fire(desktop, "#share-on");
                Toolkit.run(
                        () ->
                                ((javafx.scene.control.ToggleButton)
                                                desktop.scene().lookup("#share-show-pin"))
                                        .fire());
            }
        },
        SETTINGS {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                desk.settings
                        .with("GPS_PORT", "auto")
                        .with("OBD_PORT", "/dev/ttyUSB0")
                        .with("OBD_RATE_HZ", "5")
                        .with("UNITS", "metric", "metric", "imperial")
                        .with("THEME", "dark", "dark", "sunlight")
                        .with("TILES_URL", "off")
                        .with(
                                new Setting(
                                        "PORT",
                                        "80x",
                                        "8000",
                                        "environment",
                                        true,
                                        true,
                                        java.util.List.of(),
                                        false,
                                        "PORT must be a number from 1 to 65535, not '80x'."));
                Toolkit.run(() -> desktop.shell().pageProperty().set(Page.SETTINGS));
            }
        },
        TROUBLE {
            @Override
            void arrange(FakeDesk desk, Desktop desktop) {
                desk.collect(
                        FakeDesk.state("gps", Phase.RETRYING, 0, false),
                        FakeDesk.state("obd", Phase.WAITING, 0, false));
                desk.publish(
                        io.cartelem.core.model.SampleBatch.of(
                                Drive.GPS_SPEED, desk.clock.monoNs() - 4_000_000_000L, 81.3));
                desk.publish(
                        io.cartelem.core.model.SampleBatch.of(
                                Drive.ALTITUDE, desk.clock.monoNs() - 60_000_000_000L, 81.3));
                desk.drop(1234);
                Toolkit.run(() -> desktop.recording().mark());
            }
        };

        abstract void arrange(FakeDesk desk, Desktop desktop);

        static void show(Desktop desktop, Page page) {
            Toolkit.run(
                    () -> {
                        desktop.shell().pageProperty().set(page);
                        desktop.pulse().beat();
                        desktop.scene().getRoot().applyCss();
                        desktop.scene().getRoot().layout();
                    });
        }

        static void fire(Desktop desktop, String button) {
            Toolkit.run(
                    () -> {
                        desktop.pulse().beat();
                        ((javafx.scene.control.Button) desktop.scene().lookup(button)).fire();
                        desktop.scene().getRoot().applyCss();
                        desktop.scene().getRoot().layout();
                    });
        }

        static void scroll(Desktop desktop, double to) {
            Toolkit.run(
                    () -> {
                        desktop.pulse().beat();
                        desktop.scene().getRoot().applyCss();
                        desktop.scene().getRoot().layout();
                        ((javafx.scene.control.ScrollPane) desktop.scene().lookup(".page-scroll"))
                                .setVvalue(to);
                    });
        }

        /// What a talk with an adapter looks like, and a receiver that speaks two languages.
        static Transcript wire(FakeDesk desk) {
            Transcript wire = new Transcript(desk.clock, 4096);
            String[][] talk = {
                {"ATZ\r", "\r\rELM327 v1.5\r\r>"},
                {"ATE0\r", "ATE0\rOK\r\r>"},
                {"ATSP0\r", "OK\r\r>"},
                {"010C0D05111\r", "00A\r0: 41 0C 1A F8 0D 32\r1: 05 7B 11 40\r\r>"},
                {"010C0D05111\r", "00A\r0: 41 0C 1B 04 0D 33\r1: 05 7B 11 41\r\r>"},
            };
            for (String[] turn : talk) {
                wire.sent(turn[0].getBytes(StandardCharsets.US_ASCII));
                desk.clock.advance(Duration.ofMillis(31));
                byte[] answer = turn[1].getBytes(StandardCharsets.US_ASCII);
                wire.received(answer, 0, answer.length);
                desk.clock.advance(Duration.ofMillis(12));
            }
            wire.note("not understood: the answer has 7 instead of 8 digits");
            byte[] ubx = new byte[44];
            new Random(7).nextBytes(ubx);
            wire.received(ubx, 0, ubx.length);
            return wire;
        }

        /// A few recorded sessions; answers the newest one's id.
        static long history(FakeDesk desk) {
            String[][] runs = {
                {"Shakedown", "Twizy", "Ana", "Rheinring"},
                {"Track day, run 1", "MX-5", "Ana", "Nordschleife"},
                {"Track day, run 2", "MX-5", "Jonas", "Nordschleife"},
                {"Way home", "MX-5", "Jonas", ""},
            };
            long id = 0;
            for (int i = 0; i < runs.length; i++) {
                String[] r = runs[i];
                desk.collect(FakeDesk.state("gps", Phase.RUNNING, 10, i == 0));
                id =
                        desk.recorder()
                                .start(new SessionDraft(r[0], r[1], r[2], r[3], "Dry, 14 °C"))
                                .id();
                long start = desk.clock.monoNs();
                desk.clock.advance(Duration.ofSeconds(150 + 20 * i));
                desk.publish(Drive.between(start, 0, 150 + 20 * i));
                desk.store.mark(id, 33_000_000_000L, "Marker 1");
                desk.store.mark(id, 120_000_000_000L, "Marker 2");
                desk.recorder().stop();
                desk.clock.advance(Duration.ofMinutes(47));
            }
            desk.collect(FakeDesk.state("gps", Phase.RETRYING, 0, false));
            return id;
        }

        static void drive(FakeDesk desk) {
            desk.recorder().start(SessionDraft.named("Track day, run 3"));
            long start = desk.clock.monoNs();
            desk.clock.advance(Duration.ofSeconds(154));
            desk.publish(Drive.between(start, 0, 154));
        }
    }

    private static final class FxThreadEnd {
        static void now() {
            io.cartelem.app.fx.FxThread.exit();
        }
    }
}
