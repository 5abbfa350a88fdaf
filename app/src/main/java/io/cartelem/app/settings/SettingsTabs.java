package io.cartelem.app.settings;

import io.cartelem.app.text.Presentation;

import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/// The settings page: the settings themselves, and the rules that raise alerts.
public final class SettingsTabs extends BorderPane {

    public SettingsTabs(Node settings, Node rules, Presentation presentation) {
        ToggleGroup group = new ToggleGroup();
        HBox tabs =
                new HBox(
                        tab("tab-settings", presentation.text("page.settings"), settings, group),
                        tab("tab-rules", presentation.text("rules.title"), rules, group));
        tabs.getStyleClass().addAll("segments", "settings-tabs");
        setTop(tabs);
        setCenter(settings);
        group.getToggles().getFirst().setSelected(true);
    }

    private ToggleButton tab(String id, String title, Node content, ToggleGroup group) {
        ToggleButton button = new ToggleButton(title);
        button.setId(id);
        button.getStyleClass().add("segment");
        button.setToggleGroup(group);
        button.setOnAction(
                e -> {
                    button.setSelected(true);
                    setCenter(content);
                });
        return button;
    }
}
