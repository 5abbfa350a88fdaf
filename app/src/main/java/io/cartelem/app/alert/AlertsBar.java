package io.cartelem.app.alert;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.alert.Alert;
import io.cartelem.core.alert.Severity;

import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
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
    private static final PseudoClass NOTED = PseudoClass.getPseudoClass("noted");

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
        Label text = new Label(model.words(alert));
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(new FontIcon(icon(alert.rule().severity())), text);
        row.getStyleClass().addAll("notice", "alert", style(alert.rule().severity()));
        row.pseudoClassStateChanged(NOTED, alert.acknowledged() != null);
        if (alert.spot() != null) {
            Button show = new Button(presentation.text("alert.show"));
            show.setId("alert-show-" + alert.id());
            show.setMinWidth(Region.USE_PREF_SIZE);
            show.setGraphic(new FontIcon("mdmz-play_circle_outline"));
            show.setAccessibleText(presentation.text("alert.show") + ": " + model.words(alert));
            show.setOnAction(e -> model.show(alert));
            row.getChildren().add(show);
        }
        if (alert.acknowledged() == null) {
            Button note = new Button(presentation.text("alert.acknowledge"));
            note.setId("alert-ack-" + alert.id());
            note.setMinWidth(Region.USE_PREF_SIZE);
            note.setAccessibleText(
                    presentation.text("alert.acknowledge") + ": " + model.words(alert));
            note.setOnAction(e -> model.acknowledge(alert));
            row.getChildren().add(note);
        }
        return row;
    }

    private static String icon(Severity severity) {
        return switch (severity) {
            case INFO -> "mdal-info";
            case WARNING -> "mdmz-warning";
            case CRITICAL -> "mdal-error";
        };
    }

    private static String style(Severity severity) {
        return "alert-" + severity.word();
    }
}
