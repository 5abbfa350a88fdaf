package io.cartelem.app.shell;

import io.cartelem.app.text.Presentation;

import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

/// The choice at the first start: connect devices, simulate a car, or open a recording.
final class FirstStartView extends VBox {
    private final ShellModel shell;
    private final Presentation presentation;

    FirstStartView(ShellModel shell, Presentation presentation, Runnable open) {
        this.shell = shell;
        this.presentation = presentation;
        setId("first-start");
        getStyleClass().add("first-start");
        Label title = new Label(presentation.text("first.title"));
        title.getStyleClass().add("first-title");
        Label lead = new Label(presentation.text("first.lead"));
        lead.getStyleClass().add("first-lead");
        lead.setWrapText(true);
        HBox choices =
                new HBox(
                        choice("connect", "mdmz-usb", shell::connectDevices),
                        choice("simulate", "mdal-directions_car", shell::simulate),
                        choice("open", "mdal-folder_open", open));
        choices.getStyleClass().add("first-choices");
        getChildren().addAll(title, lead, choices);
    }

    private Button choice(String key, String icon, Runnable act) {
        Label title = new Label(presentation.text("first." + key));
        title.getStyleClass().add("choice-title");
        Label text = new Label(presentation.text("first." + key + ".text"));
        text.getStyleClass().add("choice-text");
        text.setWrapText(true);
        FontIcon picture = new FontIcon(icon);
        picture.getStyleClass().add("choice-icon");
        VBox content = new VBox(picture, title, text);
        content.getStyleClass().add("choice-content");
        Button button = new Button();
        button.setId("choose-" + key);
        button.getStyleClass().add("choice");
        button.setGraphic(content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setAccessibleText(
                presentation.text("first." + key)
                        + ". "
                        + presentation.text("first." + key + ".text"));
        button.setOnAction(e -> act.run());
        button.disableProperty().bind(shell.busyProperty());
        return button;
    }
}
