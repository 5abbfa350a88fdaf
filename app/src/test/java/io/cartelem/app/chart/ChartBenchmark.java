package io.cartelem.app.chart;

import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.model.Channel;

import javafx.scene.Scene;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.GridPane;
import javafx.stage.Stage;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;

/// Milliseconds and bytes a frame, drawing and rendering together, beside the toolkit's LineChart
/// in the same run: `ChartBenchmark [frames]`. Frames are rendered by snapshot on the FX thread.
public final class ChartBenchmark {
    private static final long STEP_NS = 20_000_000L;
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;

    private ChartBenchmark() {}

    public static void main(String[] args) {
        System.setProperty("headless.geometry", WIDTH + "x" + HEIGHT);
        int frames = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        var out = new StringBuilder();
        try {
            double live = live(out, frames);
            double line = lineChart(out, Math.max(5, frames / 6));
            zoom(out, frames);
            out.append(String.format("LineChart takes %.1f times as long%n", line / live));
        } finally {
            System.out.print(out);
            Toolkit.run(io.cartelem.app.fx.FxThread::exit);
        }
    }

    private static double live(StringBuilder out, int frames) {
        Noise feed = new Noise(24, 3_000);
        TimelineModel timeline = new TimelineModel(60_000_000_000L);
        Pane pane = new Pane(feed, timeline, 6, 4);
        return measure(
                out,
                "6 charts x 4 channels x 60 s at 50 Hz, noisy",
                frames,
                pane.stage,
                frame -> {
                    feed.append();
                    timeline.advance(feed.lastNs());
                    pane.refresh(frame);
                });
    }

    private static void zoom(StringBuilder out, int frames) {
        Noise feed = new Noise(4, 1_000_000);
        TimelineModel timeline = new TimelineModel(feed.lastNs());
        timeline.limit(0, feed.lastNs(), feed.lastNs());
        timeline.fit();
        Pane pane = new Pane(feed, timeline, 1, 4);
        measure(
                out,
                "1 chart x 4 channels x 1,000,000, zooming",
                frames,
                pane.stage,
                frame -> {
                    timeline.zoom(frame % 40 < 20 ? 0.8 : 1.25, feed.lastNs() / 3);
                    pane.refresh(frame);
                });
    }

    private static double lineChart(StringBuilder out, int frames) {
        Random random = new Random(1);
        List<XYChart.Series<Number, Number>> all = new ArrayList<>();
        Stage stage =
                Toolkit.call(
                        () -> {
                            GridPane grid = new GridPane();
                            for (int c = 0; c < 6; c++) {
                                LineChart<Number, Number> chart =
                                        new LineChart<>(
                                                new NumberAxis(0, 3_000, 500),
                                                new NumberAxis(-60, 60, 20));
                                chart.setAnimated(false);
                                chart.setCreateSymbols(false);
                                chart.setPrefSize(WIDTH / 2.0, HEIGHT / 3.0);
                                for (int s = 0; s < 4; s++) {
                                    XYChart.Series<Number, Number> series = new XYChart.Series<>();
                                    List<XYChart.Data<Number, Number>> data = new ArrayList<>();
                                    for (int i = 0; i < 3_000; i++) {
                                        data.add(new XYChart.Data<>(i, random.nextGaussian() * 15));
                                    }
                                    series.getData().setAll(data);
                                    chart.getData().add(series);
                                    all.add(series);
                                }
                                grid.add(chart, c % 2, c / 2);
                            }
                            Stage shown = new Stage();
                            shown.setScene(new Scene(grid, WIDTH, HEIGHT));
                            shown.show();
                            return shown;
                        });
        return measure(
                out,
                "LineChart, the same numbers",
                frames,
                stage,
                frame ->
                        all.forEach(
                                s ->
                                        s.getData()
                                                .get(frame % 3_000)
                                                .setYValue(random.nextGaussian() * 15)));
    }

    private static double measure(
            StringBuilder out, String what, int frames, Stage stage, IntConsumer frame) {
        double[] perFrame = new double[frames];
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[1];
        WritableImage image = new WritableImage(WIDTH, HEIGHT);
        for (int i = -frames / 2; i < frames; i++) {
            int at = i;
            Toolkit.run(
                    () -> {
                        long allocated = threads.getCurrentThreadAllocatedBytes();
                        long begin = System.nanoTime();
                        frame.accept(frames + at);
                        long spent = threads.getCurrentThreadAllocatedBytes() - allocated;
                        stage.getScene().snapshot(image);
                        if (at >= 0) {
                            bytes[0] += spent;
                            perFrame[at] = (System.nanoTime() - begin) / 1e6;
                        }
                    });
        }
        Toolkit.run(stage::close);
        java.util.Arrays.sort(perFrame);
        out.append(
                String.format(
                        "%-48s p50 %6.1f ms  p95 %6.1f ms  %8.0f bytes/frame%n",
                        what,
                        perFrame[frames / 2],
                        perFrame[frames * 95 / 100],
                        (double) bytes[0] / frames));
        return perFrame[frames / 2];
    }

    /// Charts in a window of their own.
    private static final class Pane {
        private final List<StripChart> charts = new ArrayList<>();
        private final Stage stage;

        Pane(Feed feed, TimelineModel timeline, int rows, int channels) {
            Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
            stage =
                    Toolkit.call(
                            () -> {
                                GridPane grid = new GridPane();
                                for (int c = 0; c < rows; c++) {
                                    List<String> ids = new ArrayList<>();
                                    for (int i = 0; i < channels; i++) {
                                        ids.add("noise.c" + (c * channels + i));
                                    }
                                    StripChart chart =
                                            new StripChart(
                                                    new StripChartModel(presentation, feed, ids),
                                                    timeline);
                                    chart.setPrefSize(
                                            rows == 1 ? WIDTH : WIDTH / 2.0,
                                            rows == 1 ? HEIGHT : HEIGHT / 3.0);
                                    charts.add(chart);
                                    grid.add(chart, c % 2, c / 2);
                                }
                                Stage shown = new Stage();
                                shown.setScene(new Scene(grid, WIDTH, HEIGHT));
                                shown.show();
                                return shown;
                            });
        }

        void refresh(int frame) {
            charts.forEach(c -> c.refresh(Theme.DARK, frame * 16_000_000L));
        }
    }

    /// Noise in as many channels as asked for.
    private static final class Noise implements Feed {
        private final Map<String, SeriesData> series = new HashMap<>();
        private final Random random = new Random(3);
        private long next;

        Noise(int channels, int samples) {
            for (int c = 0; c < channels; c++) {
                Channel channel = Channel.number("noise", "c" + c, "u", 1);
                series.put(channel.id(), new SeriesData(channel, new Pyramid(1 << 20)));
            }
            for (int i = 0; i < samples; i++) {
                append();
            }
        }

        void append() {
            next += STEP_NS;
            series.values().forEach(s -> s.pyramid().add(next, random.nextGaussian() * 15));
        }

        long lastNs() {
            return next;
        }

        @Override
        public List<Channel> channels() {
            return series.values().stream().map(SeriesData::channel).toList();
        }

        @Override
        public Optional<SeriesData> series(String channelId) {
            return Optional.ofNullable(series.get(channelId));
        }
    }
}
