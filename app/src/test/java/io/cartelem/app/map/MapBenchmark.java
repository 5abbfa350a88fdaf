package io.cartelem.app.map;

import io.cartelem.app.chart.Feed;
import io.cartelem.app.chart.Pyramid;
import io.cartelem.app.chart.SeriesData;
import io.cartelem.app.chart.TimelineModel;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.FxThread;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.model.Channel;
import io.cartelem.core.port.TrackPoint;

import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Milliseconds a frame of the map while it moves, with a track of 50,000 points coloured by speed
/// and without any track, in the same run: `MapBenchmark [frames]`. Frames are rendered by snapshot
/// on the FX thread.
public final class MapBenchmark {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 900;
    private static final int POINTS = 50_000;

    private MapBenchmark() {}

    public static void main(String[] args) {
        System.setProperty("headless.geometry", WIDTH + "x" + HEIGHT);
        int frames = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        StringBuilder out = new StringBuilder();
        try {
            Shown bare = new Shown(List.of());
            Shown full = new Shown(track());
            double[] bareMs = new double[frames];
            double[] fullMs = new double[frames];
            // by turns, so that whatever else the machine does meets both
            for (int i = -frames / 3; i < frames; i++) {
                double without = bare.frame(i);
                double with = full.frame(i);
                if (i >= 0) {
                    bareMs[i] = without;
                    fullMs[i] = with;
                }
            }
            double bareP50 = line(out, "map alone", bareMs);
            double fullP50 = line(out, "map with 50,000 points", fullMs);
            out.append(String.format("the track adds %.1f ms (p50)%n", fullP50 - bareP50));
        } finally {
            System.out.print(out);
            Toolkit.run(FxThread::exit);
        }
    }

    private static double line(StringBuilder out, String what, double[] ms) {
        Arrays.sort(ms);
        double p50 = ms[ms.length / 2];
        out.append(
                String.format(
                        "%-28s p50 %6.1f ms  p95 %6.1f ms%n", what, p50, ms[ms.length * 95 / 100]));
        return p50;
    }

    /// Fifty laps of a thousand points, each a little beside the others.
    private static List<TrackPoint> track() {
        List<TrackPoint> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            double phase = i * 2 * Math.PI / 1000;
            double r = 1 + 0.35 * Math.sin(3 * phase) + i * 1e-6;
            points.add(
                    new TrackPoint(
                            i * 100_000_000L,
                            50.3356 + 0.012 * r * Math.sin(phase),
                            6.9475 + 0.02 * r * Math.cos(phase),
                            100 + 60 * Math.sin(7 * phase)));
        }
        return points;
    }

    /// A map in a window of its own.
    private static final class Shown {
        private final Stage stage;
        private final TrackMapView view;
        private final WritableImage image = new WritableImage(WIDTH, HEIGHT);

        Shown(List<TrackPoint> track) {
            Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
            MapModel model =
                    new MapModel(
                            presentation,
                            new Speed(track),
                            new TimelineModel(1),
                            new FakeDesk().memory());
            model.followingProperty().set(false);
            model.show(track);
            view =
                    Toolkit.call(
                            () ->
                                    new TrackMapView(
                                            model,
                                            presentation,
                                            new SimpleObjectProperty<>(Theme.DARK)));
            stage =
                    Toolkit.call(
                            () -> {
                                Stage shown = new Stage();
                                shown.setScene(new Scene(view, WIDTH, HEIGHT));
                                shown.show();
                                return shown;
                            });
            Toolkit.run(
                    () -> {
                        view.layout();
                        model.update();
                        view.refresh();
                        view.fit();
                    });
        }

        /// Moves by a few pixels and draws.
        double frame(int i) {
            return Toolkit.call(
                    () -> {
                        long begin = System.nanoTime();
                        view.move(50.3356 + i % 20 * 1e-4, 6.9475 + i % 30 * 1e-4);
                        view.refresh();
                        view.applyCss();
                        view.layout();
                        stage.getScene().snapshot(image);
                        return (System.nanoTime() - begin) / 1e6;
                    });
        }
    }

    /// The speed of the track's points.
    private static final class Speed implements Feed {
        private final Optional<SeriesData> speed;

        Speed(List<TrackPoint> track) {
            Pyramid pyramid = new Pyramid(POINTS);
            track.forEach(p -> pyramid.add(p.timeNs(), p.speedKph()));
            Channel channel = Channel.number("gps", "speed_kph", "km/h", 1);
            speed =
                    track.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new SeriesData(channel, pyramid));
        }

        @Override
        public List<Channel> channels() {
            return List.of();
        }

        @Override
        public Optional<SeriesData> series(String channelId) {
            return channelId.equals("gps.speed_kph") ? speed : Optional.empty();
        }
    }
}
