package io.cartelem.app.replay;

import io.cartelem.app.text.Presentation;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import java.util.List;
import java.util.function.Function;

/// Every channel with its value at the position and its statistics over the range.
final class ValueTable extends TableView<ValueRow> {
    private final Presentation presentation;

    ValueTable(ObservableList<ValueRow> rows, Presentation presentation) {
        super(rows);
        this.presentation = presentation;
        setId("values");
        setAccessibleText(presentation.text("replay.values"));
        getStyleClass().add("dense-table");
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        TableColumn<ValueRow, String> name =
                column("channel", row -> new ReadOnlyStringWrapper(row.label()), 128, false);
        name.setMinWidth(90);
        getColumns()
                .setAll(
                        List.of(
                                name,
                                column("value", ValueRow::valueProperty, 108, true),
                                fixed("min", ValueRow::min, 82, true),
                                fixed("max", ValueRow::max, 82, true),
                                fixed("mean", ValueRow::mean, 82, true),
                                fixed("count", ValueRow::count, 56, true)));
        Label empty = new Label(presentation.text("replay.no_values"));
        empty.getStyleClass().add("dim");
        setPlaceholder(empty);
    }

    private TableColumn<ValueRow, String> fixed(
            String key, Function<ValueRow, String> text, double width, boolean number) {
        return column(key, row -> new ReadOnlyStringWrapper(text.apply(row)), width, number);
    }

    private TableColumn<ValueRow, String> column(
            String key,
            Function<ValueRow, ObservableValue<String>> text,
            double width,
            boolean number) {
        TableColumn<ValueRow, String> column =
                new TableColumn<>(presentation.text("replay.column." + key));
        column.setCellValueFactory(f -> text.apply(f.getValue()));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setCellFactory(
                c ->
                        new TableCell<>() {
                            {
                                if (number) {
                                    getStyleClass().add("number-cell");
                                }
                            }

                            @Override
                            protected void updateItem(String item, boolean empty) {
                                super.updateItem(item, empty);
                                setText(empty ? "" : item);
                            }
                        });
        return column;
    }
}
