package io.cartelem.app.replay;

import io.cartelem.app.fx.Buttons;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.alert.Severity;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The session's markers as a list. A click or Enter goes to a marker, F2 changes its text, Del
/// deletes it.
final class MarksView extends VBox {
    /// In pixels, with the list's border.
    private static final double SCROLL_BAR = 20;

    private final MarksModel model;
    private final Presentation presentation;
    private final ListView<MarkRow> list;
    private final TextField text = new TextField();

    MarksView(MarksModel model) {
        this.model = model;
        this.presentation = model.presentation();
        setId("marks");
        getStyleClass().add("marks");
        setMinSize(0, 0);
        list = new ListView<>(model.rows());
        list.setId("mark-list");
        list.setMinHeight(0);
        list.setAccessibleText(presentation.text("marks.list"));
        list.setCellFactory(view -> new Row());
        Label none = new Label(presentation.text("marks.none"));
        none.setWrapText(true);
        none.getStyleClass().add("dim");
        list.setPlaceholder(none);
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((p, old, now) -> model.chosenProperty().set(now));
        model.chosenProperty().addListener((p, old, now) -> choose(now));
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(list, tools());
    }

    private HBox tools() {
        ObservableValue<Boolean> none = Bindings.isEmpty(model.rows());
        Button previous = button("mark-previous", "mdmz-navigate_before", "marks.previous");
        previous.disableProperty().bind(none);
        previous.setOnAction(e -> model.previous());
        Button next = button("mark-next", "mdmz-navigate_next", "marks.next");
        next.disableProperty().bind(none);
        next.setOnAction(e -> model.next());
        BooleanBinding fixed =
                Bindings.createBooleanBinding(
                        () -> {
                            MarkRow row = model.chosenProperty().get();
                            return row == null || !row.editable();
                        },
                        model.chosenProperty());
        text.setId("mark-text");
        text.setPromptText(presentation.text("marks.text"));
        text.setAccessibleText(presentation.text("marks.text"));
        text.setTextFormatter(
                new TextFormatter<>(
                        change ->
                                change.getControlNewText().length() > MarksModel.TEXT_LIMIT
                                        ? null
                                        : change));
        text.setMinWidth(0);
        text.disableProperty().bind(fixed);
        text.setOnAction(e -> keep());
        HBox.setHgrow(text, Priority.ALWAYS);
        Button keep = button("mark-keep", "mdmz-save", "marks.keep");
        keep.disableProperty()
                .bind(
                        fixed.or(
                                Bindings.createBooleanBinding(
                                        () -> text.getText().isBlank(), text.textProperty())));
        keep.setOnAction(e -> keep());
        Button delete = button("mark-delete", "mdal-delete_outline", "marks.delete");
        delete.disableProperty().bind(model.chosenProperty().isNull());
        delete.setOnAction(e -> delete());
        HBox tools = new HBox(previous, next, text, keep, delete);
        tools.getStyleClass().add("row-tools");
        return tools;
    }

    private void choose(MarkRow now) {
        if (now == null) {
            list.getSelectionModel().clearSelection();
            text.clear();
            return;
        }
        // what was chosen in the list itself is seen already, and must not move under the pointer
        if (!now.equals(list.getSelectionModel().getSelectedItem())) {
            list.getSelectionModel().select(now);
            list.scrollTo(now);
        }
        text.setText(now.editable() ? now.text() : "");
    }

    private void keep() {
        MarkRow row = model.chosenProperty().get();
        if (row != null) {
            model.rename(row, text.getText());
            list.requestFocus();
        }
    }

    private void delete() {
        MarkRow row = model.chosenProperty().get();
        if (row != null) {
            model.delete(row);
        }
    }

    private void key(KeyEvent event) {
        MarkRow row = list.getSelectionModel().getSelectedItem();
        if (row == null || event.isShortcutDown()) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> model.go(row);
            case DELETE -> model.delete(row);
            case F2 -> {
                text.requestFocus();
                text.selectAll();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private Button button(String id, String icon, String key) {
        return Buttons.icon(id, icon, presentation.text(key));
    }

    /// Time, words and severity; below the words what became of an alert.
    private final class Row extends ListCell<MarkRow> {
        private final Label time = new Label();
        private final Label words = new Label();
        private final Label note = new Label();
        private final Label severity = new Label();
        private final HBox line;

        Row() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            // words are wrapped at the list's width, not the list scrolled to theirs
            setPrefWidth(0);
            time.getStyleClass().addAll("mono", "mark-time");
            time.setMinWidth(Region.USE_PREF_SIZE);
            words.setWrapText(true);
            note.setWrapText(true);
            note.getStyleClass().add("dim");
            note.managedProperty().bind(note.visibleProperty());
            severity.setMinWidth(Region.USE_PREF_SIZE);
            severity.managedProperty().bind(severity.visibleProperty());
            VBox both = new VBox(words, note);
            both.setMinWidth(0);
            HBox.setHgrow(both, Priority.ALWAYS);
            line = new HBox(time, both, severity);
            line.getStyleClass().add("mark-line");
            setOnMouseClicked(
                    e -> {
                        MarkRow row = getItem();
                        if (row != null && e.getButton() == MouseButton.PRIMARY) {
                            model.go(row);
                        }
                    });
        }

        /// As high as its words at the list's width; a cell by itself asks for one line of them.
        @Override
        protected double computePrefHeight(double width) {
            if (getGraphic() == null) {
                return super.computePrefHeight(width);
            }
            double across = list.getWidth() - SCROLL_BAR - snappedLeftInset() - snappedRightInset();
            return snappedTopInset() + line.prefHeight(across) + snappedBottomInset();
        }

        @Override
        protected void updateItem(MarkRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                setText("");
                return;
            }
            time.setText(Format.position(row.timeNs()));
            words.setText(model.words(row));
            note.setText(model.note(row));
            note.setVisible(!note.getText().isEmpty());
            Severity much = row.severity();
            severity.setVisible(much != null);
            severity.setText(model.severity(row).orElse(""));
            severity.getStyleClass().setAll("label", "severity");
            if (much != null) {
                severity.getStyleClass().add("severity-" + much.word());
            }
            // not painted, but what a screen reader says of the row
            setText(
                    Stream.of(time, words, severity, note)
                            .map(Label::getText)
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(", ")));
            setGraphic(line);
        }
    }
}
