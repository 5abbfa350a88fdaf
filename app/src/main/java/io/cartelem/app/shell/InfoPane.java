package io.cartelem.app.shell;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import java.util.List;

/// A page of text over the window that any click or Escape closes; nothing waits for it.
final class InfoPane extends StackPane {

    /// @param rows pairs of a term and its text; a term may be empty
    InfoPane(String title, List<String[]> rows, String close, Runnable onClose) {
        getStyleClass().add("info-veil");
        setId("info");
        VBox panel = new VBox();
        panel.getStyleClass().add("info-panel");
        panel.setMaxSize(560, USE_PREF_SIZE);
        Label head = new Label(title);
        head.getStyleClass().add("info-title");
        javafx.scene.layout.GridPane grid = new javafx.scene.layout.GridPane();
        grid.getStyleClass().add("info-rows");
        int at = 0;
        for (String[] row : rows) {
            Label term = new Label(row[0]);
            term.getStyleClass().add("info-term");
            term.setMinWidth(USE_PREF_SIZE);
            Label text = new Label(row[1]);
            text.setWrapText(true);
            text.setMinHeight(USE_PREF_SIZE);
            if (row[0].isEmpty()) {
                grid.add(text, 0, at++, 2, 1);
            } else {
                grid.addRow(at++, term, text);
            }
        }
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        Button button = new Button(close);
        button.setDefaultButton(true);
        button.setCancelButton(true);
        button.setOnAction(e -> onClose.run());
        panel.getChildren().addAll(head, scroll, button);
        getChildren().add(panel);
        setOnMouseClicked(
                e -> {
                    if (e.getTarget() == this) {
                        onClose.run();
                    }
                });
    }
}
