package io.cartelem.app.lap;

import io.cartelem.app.desk.Notices;
import io.cartelem.app.fx.Background;
import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.fx.Png;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.fx.WholeFile;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.session.LapCsv;
import io.cartelem.core.lap.session.SessionLaps;

import javafx.scene.image.WritableImage;

import org.jspecify.annotations.Nullable;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Writes what the laps page shows into files: the table of laps, or the comparison. FX thread;
/// files are written in the background.
public final class LapExport {
    private final LapsModel model;
    private final Presentation presentation;
    private final Background background;
    private final Notices notices;
    private final FileChoice files;
    private final Path folder;

    /// @param folder where to begin looking
    public LapExport(
            LapsModel model,
            Presentation presentation,
            Background background,
            Notices notices,
            FileChoice files,
            Path folder) {
        this.model = model;
        this.presentation = presentation;
        this.background = background;
        this.notices = notices;
        this.files = files;
        this.folder = folder;
    }

    /// The table of laps as CSV.
    void lapsCsv() {
        SessionLaps laps = model.shown().orElse(null);
        if (laps == null) {
            notices.trouble(presentation.text("laps.nothing_to_export"));
            return;
        }
        save(
                presentation.text("laps.csv"),
                presentation.text("laps.file", sessionName()),
                "csv",
                out -> {
                    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    LapCsv.laps(laps, text);
                    text.flush();
                });
    }

    /// The table of laps as a picture.
    void lapsPicture(Theme theme) {
        if (model.rows().isEmpty()) {
            notices.trouble(presentation.text("laps.nothing_to_export"));
            return;
        }
        WritableImage picture =
                LapPictures.table(
                        presentation,
                        sessionName(),
                        model.summaryProperty().get(),
                        model.sectorsProperty().get(),
                        model.rows(),
                        theme);
        save(
                presentation.text("laps.png"),
                presentation.text("laps.file", sessionName()),
                "png",
                out -> Png.write(picture, out));
    }

    /// The comparison as CSV.
    void comparisonCsv() {
        Comparison shown = compared();
        if (shown != null) {
            save(
                    presentation.text("compare.csv"),
                    shown.title(),
                    "csv",
                    out -> {
                        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                        LapCsv.comparison(shown.laps(), text);
                        text.flush();
                    });
        }
    }

    /// The comparison as a picture.
    void comparisonPicture(Theme theme) {
        Comparison shown = compared();
        if (shown != null) {
            ComparisonModel compared = model.comparison();
            WritableImage picture =
                    LapPictures.comparison(
                            presentation, shown, compared.from(), compared.to(), theme);
            save(
                    presentation.text("compare.png"),
                    shown.title(),
                    "png",
                    out -> Png.write(picture, out));
        }
    }

    private @Nullable Comparison compared() {
        Comparison shown = model.comparison().resultProperty().get();
        if (shown == null) {
            notices.trouble(presentation.text("compare.nothing_to_export"));
        }
        return shown;
    }

    private String sessionName() {
        SessionChoice session = model.sessionProperty().get();
        return session == null ? "" : session.name();
    }

    private void save(String title, String name, String ending, WholeFile.Content content) {
        String plain = name.replaceAll("[^\\p{L}\\p{N} _.-]", "_") + "." + ending;
        files.save(title, folder, plain, List.of(new FileChoice.Kind(title, "*." + ending)))
                .ifPresent(
                        file ->
                                background.perform(
                                        () -> WholeFile.write(file, content),
                                        () ->
                                                notices.done(
                                                        presentation.text(
                                                                "chart.saved", file.getFileName())),
                                        notices::trouble));
    }
}
