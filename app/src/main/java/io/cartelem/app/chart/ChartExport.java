package io.cartelem.app.chart;

import io.cartelem.app.chart.ChartPictures.Caption;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Printing;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;

import javafx.scene.image.WritableImage;

import java.nio.file.Path;
import java.util.List;

/// Saves charts as a picture and prints them. FX thread; files are written in the background.
public final class ChartExport {
    private static final double WIDTH = 1600;
    private static final double HEIGHT = 1000;
    private static final double PAPER_WIDTH = 1120;
    private static final double PAPER_HEIGHT = 790;

    private final Presentation presentation;
    private final Background background;
    private final Notices notices;
    private final FileChoice files;
    private final Printing printing;

    public ChartExport(
            Presentation presentation,
            Background background,
            Notices notices,
            FileChoice files,
            Printing printing) {
        this.presentation = presentation;
        this.background = background;
        this.notices = notices;
        this.files = files;
        this.printing = printing;
    }

    /// Asks for a file and writes the charts into it as PNG, in the colours of the window.
    ///
    /// @param folder where to begin looking
    public void save(ChartsModel charts, Caption caption, Theme theme, Path folder) {
        String kind = presentation.text("chart.png");
        files.save(
                        presentation.text("menu.chart_png"),
                        folder,
                        caption.title().replaceAll("[^\\p{L}\\p{N} _-]", "_") + ".png",
                        List.of(new FileChoice.Kind(kind, "*.png")))
                .ifPresent(
                        file -> {
                            WritableImage picture =
                                    ChartPictures.draw(charts, caption, theme, WIDTH, HEIGHT, 2);
                            background.perform(
                                    () -> Png.save(picture, file),
                                    () ->
                                            notices.done(
                                                    presentation.text(
                                                            "chart.saved", file.getFileName())),
                                    notices::trouble);
                        });
    }

    /// Prints the charts on one page, dark on white. Says so where there is no printer.
    public void print(ChartsModel charts, Caption caption) {
        WritableImage picture =
                ChartPictures.draw(charts, caption, Theme.SUNLIGHT, PAPER_WIDTH, PAPER_HEIGHT, 3);
        switch (printing.print(picture, caption.title())) {
            case PRINTED -> notices.done(presentation.text("print.done"));
            case CANCELLED -> {
                // the person knows
            }
            case NO_PRINTER -> notices.trouble(presentation.text("print.none"));
            case FAILED -> notices.trouble(presentation.text("print.failed"));
        }
    }
}
