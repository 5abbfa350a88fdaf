package io.cartelem.app.debrief;

import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Printing;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;

import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// Saves a debrief as a picture and prints it. FX thread; files are written in the background.
public final class DebriefExport {
    private static final double PAPER_WIDTH = 1120;
    private static final double PAPER_HEIGHT = 790;

    private final Presentation presentation;
    private final Background background;
    private final Notices notices;
    private final FileChoice files;
    private final Printing printing;
    private final Supplier<Path> folder;
    private final ObservableValue<Theme> theme;

    /// @param folder where to begin looking
    /// @param theme of the window, in which it is saved; paper is always white
    public DebriefExport(
            Presentation presentation,
            Background background,
            Notices notices,
            FileChoice files,
            Printing printing,
            Supplier<Path> folder,
            ObservableValue<Theme> theme) {
        this.presentation = presentation;
        this.background = background;
        this.notices = notices;
        this.files = files;
        this.printing = printing;
        this.folder = folder;
        this.theme = theme;
    }

    /// Asks for a file and writes the page into it as PNG.
    void save(DebriefPage page) {
        String name = page.title().replaceAll("[^\\p{L}\\p{N} _-]", "_") + ".png";
        files.save(
                        presentation.text("debrief.png"),
                        folder.get(),
                        name,
                        List.of(new FileChoice.Kind(presentation.text("chart.png"), "*.png")))
                .ifPresent(
                        file -> {
                            WritableImage picture = draw(page, theme.getValue(), 2);
                            background.perform(
                                    () -> Png.save(picture, file),
                                    () ->
                                            notices.done(
                                                    presentation.text(
                                                            "debrief.saved", file.getFileName())),
                                    notices::trouble);
                        });
    }

    /// Prints the page. Says so where there is no printer.
    void print(DebriefPage page) {
        switch (printing.print(draw(page, Theme.SUNLIGHT, 3), page.title())) {
            case PRINTED -> notices.done(presentation.text("print.done"));
            case CANCELLED -> {
                // the person knows
            }
            case NO_PRINTER -> notices.trouble(presentation.text("print.none"));
            case FAILED -> notices.trouble(presentation.text("print.failed"));
        }
    }

    /// The page as a picture of a lying sheet of paper, longer if it says more than fits.
    ///
    /// @param scale pixels for each unit
    WritableImage draw(DebriefPage page, Theme colours, double scale) {
        StackPane root = new StackPane(new DebriefSheet(page, presentation, null));
        root.getStyleClass().addAll("window", "debrief-paper");
        root.setPrefWidth(PAPER_WIDTH);
        root.setMinHeight(PAPER_HEIGHT);
        Scene scene = new Scene(root);
        colours.dress(scene);
        root.applyCss();
        double height = Math.max(PAPER_HEIGHT, root.prefHeight(PAPER_WIDTH));
        root.resize(PAPER_WIDTH, height);
        root.layout();
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        parameters.setFill(colours == Theme.DARK ? Color.BLACK : Color.WHITE);
        return root.snapshot(parameters, null);
    }
}
