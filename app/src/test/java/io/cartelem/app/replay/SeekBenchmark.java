package io.cartelem.app.replay;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Jobs;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.sessions.ExportChoice;
import io.cartelem.app.sessions.Transfers;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;
import io.cartelem.persistence.sqlite.SqliteOptions;
import io.cartelem.persistence.sqlite.SqliteStore;

import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// From a seek to the frame that shows it in values, charts and map, in a real SQLite session of
/// ten million samples: `SeekBenchmark [seeks] [samples]`. Half of the seeks are made with the
/// whole session in the charts, half with 30 seconds, where the store is asked for every sample of
/// them.
public final class SeekBenchmark {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;
    private static final int CHANNELS = 40;
    private static final long STEP_NS = 20_000_000L;
    private static final long CLOSE_NS = 30_000_000_000L;

    private SeekBenchmark() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("headless.geometry", WIDTH + "x" + HEIGHT);
        int seeks = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        long samples = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000L;
        Path folder = Files.createTempDirectory("cartelem-seek");
        StringBuilder out = new StringBuilder();
        try (SqliteStore store =
                SqliteStore.open(
                        folder.resolve("seek.db"), SqliteOptions.defaults(), Clock.system())) {
            long begin = System.nanoTime();
            long id = record(store, samples);
            out.append(
                    String.format(
                            "%,d samples written in %.1f s%n",
                            store.session(id).orElseThrow().samples(),
                            (System.nanoTime() - begin) / 1e9));
            Shown shown = new Shown(store);
            shown.open(id, out);
            shown.measure(out, "whole session shown", seeks, 0);
            shown.measure(out, "30 s shown", seeks, CLOSE_NS);
        } finally {
            System.out.print(out);
            Toolkit.run(FxThread::exit);
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static long record(SessionStore store, long samples) {
        List<Channel> channels = new ArrayList<>();
        channels.add(Channel.number("gps", "latitude", "°", 6));
        channels.add(Channel.number("gps", "longitude", "°", 6));
        channels.add(Channel.number("gps", "speed_kph", "km/h", 1));
        for (String name :
                List.of(
                        "SPEED",
                        "RPM",
                        "THROTTLE_POS",
                        "ENGINE_LOAD",
                        "COOLANT_TEMP",
                        "INTAKE_TEMP")) {
            channels.add(Channel.number("obd", name, "u", 1));
        }
        while (channels.size() < CHANNELS) {
            channels.add(Channel.number("obd", "EXTRA_" + channels.size(), "u", 2));
        }
        Instant start = Instant.parse("2026-11-23T12:00:00Z");
        long id = store.create(SessionDraft.named("seek"), SessionOrigin.SIMULATED, start).id();
        store.begin(id, start, ClockAnchor.Trust.SYSTEM, SessionOrigin.SIMULATED);
        Random random = new Random(5);
        double[] values = new double[CHANNELS];
        long rounds = samples / CHANNELS;
        for (long from = 0; from < rounds; from += 500) {
            long to = Math.min(rounds, from + 500);
            SampleBatch.Builder batch = SampleBatch.builder((int) (to - from) * CHANNELS);
            for (long i = from; i < to; i++) {
                double phase = i * STEP_NS / 90e9 * 2 * Math.PI;
                for (int c = 0; c < CHANNELS; c++) {
                    values[c] = Math.rint((values[c] + random.nextGaussian()) * 100) / 100;
                    double value =
                            switch (c) {
                                case 0 -> 50.3 + 0.01 * Math.sin(phase);
                                case 1 -> 6.9 + 0.02 * Math.cos(phase);
                                default -> values[c];
                            };
                    batch.add(channels.get(c), i * STEP_NS, value);
                }
            }
            store.append(id, batch.build()).join();
        }
        store.finish(id, start.plusNanos(rounds * STEP_NS));
        return id;
    }

    /// The replay in a window of its own, with the application's own background threads.
    private static final class Shown {
        private final FakeDesk desk = new FakeDesk();
        private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
        private final WritableImage image = new WritableImage(WIDTH, HEIGHT);
        private final Random random = new Random(9);
        private final ReplayModel model;
        private final ReplayView view;
        private final Stage stage;
        private long drawnNs;

        Shown(SessionStore store) {
            desk.use(store);
            Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
            Background background = Background.onVirtualThreads();
            Notices notices = new Notices(UnaryOperator.identity());
            model = new ReplayModel(desk, background, notices, presentation, desk.memory());
            ExportChoice exports =
                    new ExportChoice(
                            new Transfers(
                                    desk,
                                    new Jobs(background, notices),
                                    notices,
                                    presentation,
                                    file -> {},
                                    id -> {},
                                    () -> {}),
                            FileChoice.ofSystem(() -> null),
                            presentation);
            view =
                    Toolkit.call(
                            () ->
                                    new ReplayView(
                                            model,
                                            exports,
                                            desk.memory(),
                                            new SimpleObjectProperty<>(Theme.DARK)));
            stage =
                    Toolkit.call(
                            () -> {
                                Stage shown = new Stage();
                                shown.setScene(new Scene(view, WIDTH, HEIGHT));
                                Theme.DARK.apply(shown.getScene());
                                shown.show();
                                return shown;
                            });
        }

        void open(long id, StringBuilder out) {
            long begin = System.nanoTime();
            Toolkit.run(() -> model.open(id));
            untilSettled();
            out.append(String.format("opened in %.0f ms%n", (System.nanoTime() - begin) / 1e6));
        }

        void measure(StringBuilder out, String what, int seeks, long spanNs) {
            double[] ms = new double[seeks];
            int[] frames = new int[1];
            drawnNs = 0;
            for (int i = -seeks / 5; i < seeks; i++) {
                long length = model.player().lengthNs();
                long at = (long) (random.nextDouble() * length);
                if (i == -seeks / 5 && spanNs > 0) {
                    Toolkit.run(() -> model.charts().timeline().stay(0, spanNs));
                    untilSettled();
                }
                long begin = System.nanoTime();
                Toolkit.run(() -> model.player().seek(at));
                int needed = untilSettled();
                if (i >= 0) {
                    ms[i] = (System.nanoTime() - begin) / 1e6;
                    frames[0] += needed;
                }
            }
            Arrays.sort(ms);
            out.append(
                    String.format(
                            "%-22s p50 %6.1f ms  p99 %6.1f ms  most %6.1f ms  (%.1f frames,"
                                    + " %.1f ms of it drawing)%n",
                            what,
                            ms[seeks / 2],
                            ms[seeks * 99 / 100],
                            ms[seeks - 1],
                            (double) frames[0] / seeks,
                            drawnNs / 1e6 / (seeks + seeks / 5)));
        }

        /// Draws frame after frame until one shows everything of the position.
        private int untilSettled() {
            int frames = 0;
            boolean settled = false;
            while (!settled) {
                frames++;
                settled =
                        Toolkit.call(
                                () -> {
                                    long begin = System.nanoTime();
                                    boolean complete = frame();
                                    stage.getScene().snapshot(image);
                                    drawnNs += System.nanoTime() - begin;
                                    return complete;
                                });
            }
            return frames;
        }

        private boolean frame() {
            desk.clock.advance(java.time.Duration.ofMillis(16));
            var snapshot = taker.get();
            model.update(snapshot);
            boolean complete = model.settled();
            view.refresh(snapshot);
            view.applyCss();
            view.layout();
            return complete;
        }
    }
}
