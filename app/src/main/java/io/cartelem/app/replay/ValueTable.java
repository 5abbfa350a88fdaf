package io.cartelem.app.replay;

import io.cartelem.app.chart.ChannelDrag;
import io.cartelem.app.fx.FittedTable;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.ValueKind;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;

import java.util.List;
import java.util.function.Function;

/// Every channel with its value at the position and its statistics over the range. Columns of
/// numbers are as wide as the longest number, a longitude in the west, at any text size; the names
/// have the rest. Where that is not enough, the table scrolls sideways.
final class ValueTable extends FittedTable<ValueRow> {
    /// Widths in text sizes.
    private static final double NAME = 8;

    private static final double VALUE = 8.6;
    private static final double STATISTIC = 6.3;
    private static final double COUNT = 5;

    private final Presentation presentation;

    ValueTable(ObservableList<ValueRow> rows, Presentation presentation) {
        super(rows);
        this.presentation = presentation;
        setId("values");
        setAccessibleText(presentation.text("replay.values"));
        getStyleClass().add("dense-table");
        getColumns()
                .setAll(
                        List.of(
                                column(
                                        "channel",
                                        row -> new ReadOnlyStringWrapper(row.label()),
                                        NAME,
                                        false),
                                column("value", ValueRow::valueProperty, VALUE, true),
                                fixed("min", ValueRow::min, STATISTIC),
                                fixed("max", ValueRow::max, STATISTIC),
                                fixed("mean", ValueRow::mean, STATISTIC),
                                fixed("count", ValueRow::count, COUNT)));
        setRowFactory(table -> new Row());
        Label empty = new Label(presentation.text("replay.no_values"));
        empty.getStyleClass().add("dim");
        setPlaceholder(empty);
    }

    private TableColumn<ValueRow, String> fixed(
            String key, Function<ValueRow, String> text, double width) {
        return column(key, row -> new ReadOnlyStringWrapper(text.apply(row)), width, true);
    }

    /// @param width in text sizes
    private TableColumn<ValueRow, String> column(
            String key,
            Function<ValueRow, ObservableValue<String>> text,
            double width,
            boolean number) {
        TableColumn<ValueRow, String> column =
                new TableColumn<>(presentation.text("replay.column." + key));
        column.setCellValueFactory(f -> text.apply(f.getValue()));
        size(column, width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setResizable(false);
        if (number) {
            column.getStyleClass().add("number-column");
        }
        column.setCellFactory(c -> number ? new NumberCell() : new NameCell());
        return column;
    }

    /// A channel that can be dragged onto a chart.
    private static final class Row extends TableRow<ValueRow> {
        Row() {
            setOnDragDetected(
                    e -> {
                        ValueRow row = getItem();
                        if (row != null && row.channel().kind() == ValueKind.NUMBER) {
                            ChannelDrag.begin(e, this, row.channel().id());
                        }
                    });
        }
    }

    private static final class NumberCell extends TableCell<ValueRow, String> {
        NumberCell() {
            getStyleClass().add("number-cell");
        }

        @Override
        protected void updateItem(String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? "" : item);
        }
    }

    /// A name that does not fit can be read under the pointer.
    private static final class NameCell extends TableCell<ValueRow, String> {
        private final Tooltip whole = new Tooltip();

        @Override
        protected void updateItem(String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? "" : item);
            whole.setText(getText());
            setTooltip(empty ? null : whole);
        }
    }
}
