package io.cartelem.app.fx;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.javafx.FontIcon;

/// Buttons as every page has them. FX thread.
public final class Buttons {
    private Buttons() {}

    /// A button with an icon before its words, never narrower than they are.
    ///
    /// @param icon Ikonli's name of it
    public static Button worded(String id, String icon, String words) {
        Button button = new Button(words);
        button.setId(id);
        button.setGraphic(new FontIcon(icon));
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// A square button with an icon alone; its words are the tooltip and for screen readers.
    ///
    /// @param icon Ikonli's name of it
    public static Button icon(String id, String icon, String words) {
        Button button = new Button();
        button.setId(id);
        button.setGraphic(new FontIcon(icon));
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        button.getStyleClass().add("icon-button");
        return button;
    }
}
