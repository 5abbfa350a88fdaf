package io.cartelem.app.chart;

import io.cartelem.app.fx.Theme;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// One channel in the legend: colour, name, value.
final class LegendEntry extends HBox {
    /// The text size at which the style was drawn.
    private static final double USUAL = 14;

    private final Region colour = new Region();
    private final Label name = new Label();
    private final Label value = new Label();
    private int slot = -1;
    private Theme theme = Theme.DARK;

    LegendEntry() {
        getStyleClass().add("legend-entry");
        colour.getStyleClass().add("legend-colour");
        name.getStyleClass().add("legend-name");
        value.getStyleClass().add("legend-value");
        name.setMinWidth(USE_PREF_SIZE);
        value.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(colour, name, value);
    }

    /// How much larger than usual its text is.
    double textScale() {
        return name.getFont().getSize() / USUAL;
    }

    void show(String label, String text, int newSlot, Theme newTheme) {
        name.setText(label);
        value.setText(text);
        if (slot != newSlot || theme != newTheme) {
            slot = newSlot;
            theme = newTheme;
            String web = Palette.of(theme).series(slot).toString().replace("0x", "#");
            colour.setStyle("-fx-background-color: " + web);
        }
    }
}
