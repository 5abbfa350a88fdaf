package io.cartelem.app.chart;

import io.cartelem.app.fx.Theme;

import javafx.scene.paint.Color;

import java.util.List;

/// The colours of everything that is drawn rather than styled.
///
/// @param series told apart by people who see few colours too: they differ in lightness
public record Palette(
        Color background,
        Color grid,
        Color text,
        Color dim,
        Color cursor,
        Color crosshair,
        List<Color> series) {

    private static final Palette DARK =
            new Palette(
                    Color.web("#151b23"),
                    Color.web("#2a333e"),
                    Color.web("#f2f6fa"),
                    Color.web("#9aa7b5"),
                    Color.web("#ff6b62"),
                    Color.web("#f2f6fa"),
                    List.of(
                            Color.web("#4da3ff"),
                            Color.web("#ffb84d"),
                            Color.web("#5fe08f"),
                            Color.web("#ff86b3"),
                            Color.web("#c8a6ff"),
                            Color.web("#5ee0e0")));
    private static final Palette SUNLIGHT =
            new Palette(
                    Color.web("#ffffff"),
                    Color.web("#c3c9d0"),
                    Color.web("#000000"),
                    Color.web("#39424c"),
                    Color.web("#c40012"),
                    Color.web("#000000"),
                    List.of(
                            Color.web("#0043c4"),
                            Color.web("#b34700"),
                            Color.web("#00661f"),
                            Color.web("#b0006d"),
                            Color.web("#5b2a9e"),
                            Color.web("#006a75")));

    public static Palette of(Theme theme) {
        return switch (theme) {
            case DARK -> DARK;
            case SUNLIGHT -> SUNLIGHT;
        };
    }

    public Color series(int slot) {
        return series.get(slot % series.size());
    }
}
