package io.cartelem.app.chart;

import io.cartelem.app.fx.Theme;

import javafx.geometry.VPos;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

import java.util.List;

/// Draws all charts of a view as one picture for paper or a file: heading, legends with units,
/// axes. What it shows is what the time axis shows at that moment. FX thread.
public final class ChartPictures {
    private static final double MARGIN = 24;
    private static final double HEADING = 62;
    private static final double LEGEND = 24;
    private static final double BETWEEN = 10;
    private static final Font TITLE = Font.font("Inter", FontWeight.BOLD, 22);
    private static final Font PLAIN = Font.font("Inter", FontWeight.NORMAL, 13);

    private ChartPictures() {}

    /// What is written above the charts.
    ///
    /// @param title what it is, for example the session's name
    /// @param details where, when, which stretch of time
    public record Caption(String title, String details) {}

    /// @param theme the colours; [Theme#SUNLIGHT] for paper
    /// @param width in units of length, at least 400
    /// @param height in the same, divided among the charts by their heights
    /// @param scale pixels for each unit; 2 is sharp on paper
    public static WritableImage draw(
            ChartsModel charts,
            Caption caption,
            Theme theme,
            double width,
            double height,
            double scale) {
        Palette palette = Palette.of(theme);
        Canvas canvas = new Canvas(Math.ceil(width * scale), Math.ceil(height * scale));
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.scale(scale, scale);
        g.setFill(palette.background());
        g.fillRect(0, 0, width, height);
        heading(g, caption, palette);
        List<StripChartModel> shown =
                charts.charts().stream().filter(c -> !c.channels().isEmpty()).toList();
        double all = shown.stream().mapToDouble(StripChartModel::height).sum();
        double room = height - MARGIN - HEADING - MARGIN - shown.size() * (LEGEND + BETWEEN);
        double y = MARGIN + HEADING;
        for (StripChartModel chart : shown) {
            double own = Math.max(40, Math.floor(room * chart.height() / all));
            g.save();
            g.translate(MARGIN, y);
            boolean last = chart.equals(shown.getLast());
            chart(g, charts.timeline(), chart, width - 2 * MARGIN, own, scale, last, palette);
            g.restore();
            y += LEGEND + own + BETWEEN;
        }
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(palette.background());
        return canvas.snapshot(parameters, null);
    }

    private static void heading(GraphicsContext g, Caption caption, Palette palette) {
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.TOP);
        g.setFill(palette.text());
        g.setFont(TITLE);
        g.fillText(caption.title(), MARGIN, MARGIN);
        g.setFill(palette.dim());
        g.setFont(PLAIN);
        g.fillText(caption.details(), MARGIN, MARGIN + 31);
    }

    private static void chart(
            GraphicsContext g,
            TimelineModel timeline,
            StripChartModel chart,
            double width,
            double height,
            double scale,
            boolean timeLabels,
            Palette palette) {
        List<StripChartModel.Line> lines = chart.lines();
        ChartPainter.Frame frame =
                new ChartPainter.Frame(
                        chart,
                        lines,
                        timeline,
                        timeline.from(),
                        timeline.to(),
                        timeLabels,
                        palette);
        double plotWidth = ChartPainter.plotWidth(width);
        double plotHeight = ChartPainter.plotHeight(height, frame);
        Raster raster =
                new Raster(
                        (int) Math.max(1, Math.round(plotWidth * scale)),
                        (int) Math.max(1, Math.ceil(plotHeight * scale)));
        new ChartPainter().paint(raster, frame, height, scale);
        raster.publish();
        legend(g, lines, palette);
        g.translate(0, LEGEND);
        g.drawImage(raster.image(), ChartPainter.LEFT, 0, plotWidth, plotHeight);
        AxisLabels.paint(g, frame, width, height, 1);
    }

    private static void legend(
            GraphicsContext g, List<StripChartModel.Line> lines, Palette palette) {
        g.setFont(PLAIN);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        double x = ChartPainter.LEFT;
        for (StripChartModel.Line line : lines) {
            String unit = line.measure().symbol();
            String words = line.label() + (unit.isEmpty() ? "" : " [" + unit + "]");
            g.setFill(palette.series(line.slot()));
            g.fillRect(x, LEGEND / 2 - 6, 12, 12);
            g.setFill(palette.text());
            g.fillText(words, x + 18, LEGEND / 2);
            Text measured = new Text(words);
            measured.setFont(PLAIN);
            x += 18 + measured.getLayoutBounds().getWidth() + 22;
        }
    }
}
