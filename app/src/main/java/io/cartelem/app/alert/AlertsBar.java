package io.cartelem.app.alert;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.alert.Alert;
import io.cartelem.core.alert.Severity;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

/// One line for each open alert, with a button that takes note of it.
public final class AlertsBar extends VBox {
    private final AlertsModel model;
    private final Presentation presentation;

    public AlertsBar(AlertsModel model, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        setId("alerts");
        getStyleClass().add("notices");
        model.open().addListener((ListChangeListener<Alert>) change -> show());
        show();
    }

    private void show() {
        getChildren().setAll(model.open().stream().map(this::row).toList());
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private Node row(Alert alert) {
        Label text =
                new Label(
                        alert.acknowledged() == null
                                ? alert.sentence()
                                : presentation.text("alert.noted", alert.sentence()));
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(new FontIcon("mdal-error_outline"), text);
        boolean trouble = alert.rule().severity() != Severity.INFO;
        row.getStyleClass().addAll("notice", trouble ? "notice-trouble" : "notice-done");
        if (alert.acknowledged() == null) {
            Button note = new Button(presentation.text("alert.acknowledge"));
            note.setId("alert-ack-" + alert.id());
            note.setMinWidth(Region.USE_PREF_SIZE);
            note.setAccessibleText(
                    presentation.text("alert.acknowledge") + ": " + alert.sentence());
            note.setOnAction(e -> model.acknowledge(alert));
            row.getChildren().add(note);
        }
        return row;
    }
}
