package io.cartelem.app.shell;

import io.cartelem.app.desk.Memory;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.Dialogs;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.station.Await;
import io.cartelem.app.station.Station;
import io.cartelem.app.station.StationDesk;
import io.cartelem.app.text.Units;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.SimulatedBus;
import io.cartelem.core.sim.can.BusSchedule;
import io.cartelem.core.sim.can.CandumpDevice;

import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.stage.Stage;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Renders the Devices page with a radio, a CAN bus, sensors and calculated channels, and the
/// editor of sensors with its preview, in both themes without a display: `RadioGallery [folder]
/// [language]`. Takes a minute.
public final class RadioGallery {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SENSORS =
            """
            [brakes]
            link = "tcp-server://127.0.0.1:0"
            channels = ["disc °C", "pressure bar", "lambda"]

            [calc]
            force = { expression = "brakes.pressure * 12.5", unit = "N" }
            """;

    private RadioGallery() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("headless.geometry", "1920x1080");
        Path folder =
                Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target/gallery"));
        String language = args.length > 1 ? args[1] : "en";
        Path data = Files.createTempDirectory("gallery");
        Clock clock = new ScaledClock(3, Instant.parse("2026-06-06T08:12:00Z"));
        Files.writeString(data.resolve("sensors.toml"), SENSORS);
        Files.writeString(
                data.resolve("car.dbc"),
                "BO_ 256 Engine: 4 X\n SG_ OIL_TEMP : 7|16@0+ (0.25,0) [0|0] \"°C\" X\n");
        try (SimulatedBus bus =
                        SimulatedBus.overTcp(
                                new CandumpDevice("can0", RadioGallery::traffic, clock));
                Station station =
                        Station.open(
                                new ConfigLoader()
                                        .settingsFile(
                                                Map.of(
                                                        "PORT", "0",
                                                        "OBD_PORT", "sim",
                                                        "GPS_PORT", "sim",
                                                        "MESHTASTIC_PORT", "sim",
                                                        "CAN_PORT", bus.address(),
                                                        "CAN_DBC", "car.dbc"))
                                        .load()
                                        .configuration(),
                                data,
                                clock,
                                "0.1.0")) {
            station.connectDevices();
            try (Socket board = call(station)) {
                StationDesk desk = new StationDesk(station, false, List.of(), data, "0.1.0");
                Thread talk = Thread.ofVirtual().start(() -> talk(board, clock));
                until("the radio", () -> code(station, "meshtastic").equals("sending"));
                for (Theme theme : Theme.values()) {
                    shoot(desk, clock, language, theme, folder);
                }
                talk.interrupt();
            }
        }
        Toolkit.run(FxThread::exit);
    }

    private static BusSchedule traffic() {
        return new BusSchedule(
                List.of(
                        new BusSchedule.Sender(
                                0x100,
                                false,
                                Duration.ofMillis(10),
                                number -> new byte[] {1, (byte) (number / 50), 0, 0})));
    }

    private static Socket call(Station station) throws IOException {
        until("the board's port", () -> !address(station).endsWith(":0"));
        String at = address(station);
        return new Socket(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(at.substring(at.lastIndexOf(':') + 1)));
    }

    private static String address(Station station) {
        return station.collectors().states().stream()
                .filter(s -> s.source().equals("brakes"))
                .findFirst()
                .orElseThrow()
                .address();
    }

    private static String code(Station station, String source) {
        return station.collectors().states().stream()
                .filter(s -> s.source().equals(source))
                .findFirst()
                .orElseThrow()
                .code();
    }

    private static void talk(Socket board, Clock clock) {
        try {
            OutputStream out = board.getOutputStream();
            for (int i = 0; ; i++) {
                String line = "%d.%d,%d,0.98\r\n".formatted(180 + i % 40, i % 10, 20 + i % 15);
                out.write(line.getBytes(StandardCharsets.US_ASCII));
                clock.pause(Duration.ofMillis(100));
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void shoot(
            StationDesk desk, Clock clock, String language, Theme theme, Path folder)
            throws IOException {
        Stage stage = Toolkit.call(Stage::new);
        Memory memory = new Memory(Path.of("target", "nowhere", "window.properties"), task -> {});
        Desktop desktop =
                Toolkit.call(
                        () -> {
                            Desktop made =
                                    new Desktop(
                                            desk,
                                            new Desktop.Start(
                                                    language,
                                                    Units.METRIC,
                                                    theme.word(),
                                                    false,
                                                    memory),
                                            stage,
                                            Background.onVirtualThreads(),
                                            Dialogs.ofSystem(() -> stage));
                            stage.setWidth(1280);
                            stage.setHeight(800);
                            made.show();
                            made.shell().choosingProperty().set(false);
                            made.shell().pageProperty().set(Page.DEVICES);
                            return made;
                        });
        settle(clock, 12);
        write(desktop, folder, "radio-" + theme.word());
        scroll(desktop, 0.45);
        settle(clock, 2);
        write(desktop, folder, "devices-below-" + theme.word());
        Toolkit.run(() -> ((ButtonBase) desktop.scene().lookup("#sensor-edit-brakes")).fire());
        settle(clock, 3);
        scroll(desktop, 0.72);
        settle(clock, 6);
        write(desktop, folder, "sensor-live-" + theme.word());
        Toolkit.run(() -> ((ButtonBase) desktop.scene().lookup("#sensor-cancel")).fire());
        Toolkit.run(
                () ->
                        ((MenuButton) desktop.scene().lookup("#sensor-add"))
                                .getItems()
                                .get(2)
                                .fire());
        settle(clock, 2);
        write(desktop, folder, "sensor-new-" + theme.word());
        Toolkit.run(stage::close);
    }

    private static void settle(Clock clock, int seconds) {
        long end = clock.monoNs() + seconds * 1_000_000_000L;
        until(seconds + " s", () -> clock.monoNs() >= end);
    }

    private static void scroll(Desktop desktop, double share) {
        Toolkit.run(
                () -> {
                    for (var node : desktop.scene().getRoot().lookupAll(".scroll-pane")) {
                        if (node instanceof ScrollPane pane && pane.getHeight() > 400) {
                            pane.setVvalue(share * pane.getVmax());
                        }
                    }
                });
    }

    private static void write(Desktop desktop, Path folder, String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".png"))) {
            Png.write(Toolkit.call(() -> desktop.scene().snapshot(null)), out);
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        Await.until(what, PATIENCE, condition);
    }
}
