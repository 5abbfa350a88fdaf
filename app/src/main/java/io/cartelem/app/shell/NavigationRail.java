package io.cartelem.app.shell;

import io.cartelem.app.text.Presentation;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.Collection;

/// The pages at the left edge.
final class NavigationRail extends VBox {

    NavigationRail(ShellModel shell, Presentation presentation, Collection<Page> pages) {
        getStyleClass().add("rail");
        ToggleGroup group = new ToggleGroup();
        for (Page page : pages) {
            ToggleButton button = new ToggleButton(presentation.text(page.key()));
            button.setId("nav-" + page.name().toLowerCase(java.util.Locale.ROOT));
            button.getStyleClass().add("rail-button");
            FontIcon icon = new FontIcon(page.icon());
            icon.getStyleClass().add("rail-icon");
            button.setGraphic(icon);
            button.setContentDisplay(ContentDisplay.TOP);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setToggleGroup(group);
            button.setTooltip(
                    new Tooltip(presentation.text(page.key()) + " (Ctrl+" + page.digit() + ")"));
            button.setSelected(shell.pageProperty().get() == page);
            button.setOnAction(
                    e -> {
                        button.setSelected(true);
                        shell.choosingProperty().set(false);
                        shell.pageProperty().set(page);
                    });
            shell.pageProperty().addListener((p, old, now) -> button.setSelected(now == page));
            getChildren().add(button);
        }
    }
}
