package io.cartelem.app.lap;

import io.cartelem.app.chart.Palette;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.lap.Comparison.LossRow;
import io.cartelem.app.lap.Comparison.Panel;
import io.cartelem.app.lap.LapRow.Cell;
import io.cartelem.app.lap.LapRow.Rank;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;

import javafx.geometry.VPos;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

import java.util.ArrayList;
import java.util.List;

/// Draws the table of laps and comparisons for files, all of it and not only what the window has
/// room for. FX thread.
final class LapPictures {
    private static final double WIDTH = 1_600;
    private static final double SCALE = 2;
    private static final double MARGIN = 24;
    private static final double HEADING = 70;
    private static final double ROW = 30;
    private static final double CHART = 190;
    private static final double LEGEND = 26;

    /// Pictures have an end; of more laps the table in the CSV tells.
    private static final int MOST_ROWS = 200;

    private static final Font TITLE = Font.font("Inter", FontWeight.BOLD, 22);
    private static final Font PLAIN = Font.font("Inter", FontWeight.NORMAL, 14);
    private static final Font BOLD = Font.font("Inter", FontWeight.BOLD, 14);
    private static final Font DIGITS = Font.font("JetBrains Mono", FontWeight.NORMAL, 14);
    private static final Font BEST = Font.font("JetBrains Mono", FontWeight.BOLD, 14);

    private LapPictures() {}

    /// The table of laps.
    static WritableImage table(
            Presentation presentation,
            String title,
            String details,
            int sectors,
            List<LapRow> rows,
            Theme theme) {
        List<LapRow> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
        double height = MARGIN + HEADING + (shown.size() + 1) * ROW + MARGIN;
        Palette palette = Palette.of(theme);
        Canvas canvas = canvas(height, palette);
        GraphicsContext g = canvas.getGraphicsContext2D();
        heading(g, title, details, palette);
        double y = MARGIN + HEADING;
        List<String> head = new ArrayList<>();
        head.add(presentation.text("laps.number"));
        head.add(presentation.text("laps.time"));
        head.add(presentation.text("laps.uncertainty"));
        for (int i = 1; i <= sectors && sectors > 1; i++) {
            head.add(presentation.text("laps.sector", i));
        }
        head.add(presentation.text("laps.top_speed"));
        head.add(presentation.text("laps.badge"));
        double column = Math.min(130, (WIDTH - 2 * MARGIN - 420) / head.size());
        write(g, head, "", y, column, palette, PLAIN, true);
        for (LapRow row : shown) {
            y += ROW;
            g.setStroke(palette.grid());
            g.strokeLine(MARGIN, y, WIDTH - MARGIN, y);
            List<String> cells = new ArrayList<>();
            cells.add(row.number());
            cells.add(row.time());
            cells.add(row.uncertainty());
            for (int i = 0; i < sectors && sectors > 1; i++) {
                Cell cell = i < row.sectors().size() ? row.sectors().get(i) : null;
                cells.add(cell == null ? Format.DASH : (cell.best() ? "● " : "") + cell.text());
            }
            cells.add(row.topSpeed());
            cells.add(row.badge());
            boolean doubtful = row.rank() == Rank.DOUBTFUL;
            Font font = row.best() ? BEST : DIGITS;
            write(g, cells, row.why(), y, column, palette, font, doubtful);
        }
        return snapshot(canvas, palette);
    }

    private static void write(
            GraphicsContext g,
            List<String> cells,
            String last,
            double y,
            double column,
            Palette palette,
            Font font,
            boolean dim) {
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(dim ? palette.dim() : palette.text());
        g.setFont(font);
        double x = MARGIN;
        for (String cell : cells) {
            g.fillText(cell, x, y + ROW / 2, column - 8);
            x += column;
        }
        g.setFont(PLAIN);
        g.fillText(last, x, y + ROW / 2, Math.max(40, WIDTH - MARGIN - x));
    }

    /// Two laps over distance, and the largest losses in words.
    static WritableImage comparison(
            Presentation presentation, Comparison shown, double from, double to, Theme theme) {
        double charts = shown.panels().size() * (LEGEND + CHART);
        double words = LEGEND + Math.max(1, shown.losses().size()) * ROW;
        double height = MARGIN + HEADING + charts + DistancePainter.AXIS + words + MARGIN;
        Palette palette = Palette.of(theme);
        Canvas canvas = canvas(height, palette);
        GraphicsContext g = canvas.getGraphicsContext2D();
        heading(g, shown.title(), presentation.text("compare.details", from, to), palette);
        double y = MARGIN + HEADING;
        for (Panel panel : shown.panels()) {
            boolean last = panel.equals(shown.panels().getLast());
            double own = CHART + (last ? DistancePainter.AXIS : 0);
            legend(g, presentation, panel, y, palette);
            g.save();
            g.translate(MARGIN, y + LEGEND);
            DistancePainter.paint(
                    g,
                    new DistancePainter.Frame(shown, panel, from, to, last, palette),
                    WIDTH - 2 * MARGIN,
                    own);
            g.restore();
            y += LEGEND + own;
        }
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(palette.text());
        g.setFont(BOLD);
        g.fillText(presentation.text("compare.losses"), MARGIN, y + LEGEND / 2);
        y += LEGEND;
        g.setFont(PLAIN);
        if (shown.losses().isEmpty()) {
            g.fillText(presentation.text("compare.no_losses"), MARGIN, y + ROW / 2);
        }
        for (LossRow loss : shown.losses()) {
            g.fillText(loss.rank() + "   " + loss.sentence(), MARGIN, y + ROW / 2);
            y += ROW;
        }
        return snapshot(canvas, palette);
    }

    private static void legend(
            GraphicsContext g, Presentation presentation, Panel panel, double y, Palette palette) {
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        g.setFont(BOLD);
        g.setFill(palette.text());
        String unit = panel.unit().isEmpty() ? "" : " [" + panel.unit() + "]";
        g.fillText(panel.title() + unit, MARGIN + DistancePainter.LEFT, y + LEGEND / 2, 400);
        if (!panel.isGap()) {
            g.setFont(PLAIN);
            double x = MARGIN + DistancePainter.LEFT + 420;
            g.setFill(DistancePainter.lap(palette));
            g.fillText("■ " + presentation.text("compare.lap"), x, y + LEGEND / 2);
            g.setFill(DistancePainter.reference(palette));
            g.fillText("■ " + presentation.text("compare.reference"), x + 140, y + LEGEND / 2);
        }
    }

    private static Canvas canvas(double height, Palette palette) {
        Canvas canvas = new Canvas(WIDTH * SCALE, Math.ceil(height * SCALE));
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.scale(SCALE, SCALE);
        g.setFill(palette.background());
        g.fillRect(0, 0, WIDTH, height);
        return canvas;
    }

    private static void heading(GraphicsContext g, String title, String details, Palette palette) {
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.TOP);
        g.setFill(palette.text());
        g.setFont(TITLE);
        g.fillText(title, MARGIN, MARGIN, WIDTH - 2 * MARGIN);
        g.setFill(palette.dim());
        g.setFont(PLAIN);
        g.fillText(details, MARGIN, MARGIN + 33, WIDTH - 2 * MARGIN);
    }

    private static WritableImage snapshot(Canvas canvas, Palette palette) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(palette.background());
        return canvas.snapshot(parameters, null);
    }
}
