package io.cartelem.app.shell;

import io.cartelem.app.text.Presentation;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.javafx.FontIcon;

/// The question before the window closes, in a line under the recording bar.
final class LeaveView extends HBox {

    LeaveView(LeaveModel model, Presentation presentation) {
        setId("leave");
        getStyleClass().add("leave");
        Label text = new Label();
        text.setId("leave-question");
        text.setWrapText(true);
        text.textProperty().bind(model.questionProperty());
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button stay = button("leave-stay", presentation.text("leave.stay"));
        stay.setOnAction(e -> model.stay());
        Button leave = button("leave-now", presentation.text("leave.now"));
        leave.getStyleClass().add("danger");
        leave.setOnAction(e -> model.leave());
        getChildren().addAll(new FontIcon("mdal-error_outline"), text, stay, leave);
        visibleProperty().bind(model.questionProperty().isNotEmpty());
        managedProperty().bind(visibleProperty());
        visibleProperty()
                .addListener(
                        (p, old, asking) -> {
                            if (asking) {
                                stay.requestFocus();
                            }
                        });
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ESCAPE) {
                        model.stay();
                        e.consume();
                    }
                });
    }

    private static Button button(String id, String text) {
        Button button = new Button(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
