package io.cartelem.app.lap;

import io.cartelem.app.fx.FittedTable;
import io.cartelem.app.lap.LapRow.Cell;
import io.cartelem.app.lap.LapRow.Rank;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;

import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import java.util.function.Function;

/// The table of laps. Enter or a double click opens the replay at a lap.
final class LapTableView extends FittedTable<LapRow> {
    private static final PseudoClass BEST = PseudoClass.getPseudoClass("best");
    private static final PseudoClass DOUBTFUL = PseudoClass.getPseudoClass("doubtful");
    private static final PseudoClass THEORETICAL = PseudoClass.getPseudoClass("theoretical");

    private final LapsModel model;
    private final Presentation presentation;

    LapTableView(LapsModel model, Presentation presentation) {
        super(model.rows());
        this.model = model;
        this.presentation = presentation;
        setId("laps");
        getStyleClass().add("dense-table");
        setAccessibleText(presentation.text("page.laps"));
        Label empty = new Label(presentation.text("laps.empty"));
        empty.getStyleClass().add("dim");
        empty.setWrapText(true);
        setPlaceholder(empty);
        setRowFactory(table -> new LapTableRow());
        getSelectionModel().selectedItemProperty().addListener((p, old, now) -> model.explain(now));
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ENTER) {
                        model.replay(getSelectionModel().getSelectedItem());
                        e.consume();
                    }
                });
        model.sectorsProperty().addListener((p, old, now) -> columns());
        columns();
    }

    private void columns() {
        getColumns().clear();
        text("laps.number", LapRow::number, 4.3);
        text("laps.time", LapRow::time, 5);
        text("laps.uncertainty", LapRow::uncertainty, 3.7);
        int sectors = model.sectorsProperty().get();
        for (int i = 0; i < sectors && sectors > 1; i++) {
            int index = i;
            TableColumn<LapRow, Cell> column =
                    add(
                            row ->
                                    index < row.sectors().size()
                                            ? row.sectors().get(index)
                                            : new Cell(Format.DASH, false),
                            5.3);
            column.setText(presentation.text("laps.sector", i + 1));
        }
        text("laps.top_speed", LapRow::topSpeed, 5.2);
        TableColumn<LapRow, Cell> badge =
                text(
                        "laps.badge",
                        row -> row.why().isEmpty() ? row.badge() : row.badge() + ": " + row.why(),
                        11.5);
        badge.setCellFactory(c -> new ReasonCell());
        widen(badge);
    }

    private TableColumn<LapRow, Cell> text(
            String key, Function<LapRow, String> text, double letters) {
        TableColumn<LapRow, Cell> column = add(row -> new Cell(text.apply(row), false), letters);
        column.setText(presentation.text(key));
        return column;
    }

    /// @param letters width in text sizes
    private TableColumn<LapRow, Cell> add(Function<LapRow, Cell> cell, double letters) {
        TableColumn<LapRow, Cell> column = new TableColumn<>();
        column.setCellValueFactory(f -> new SimpleObjectProperty<>(cell.apply(f.getValue())));
        column.setCellFactory(c -> new LapCell());
        size(column, letters);
        column.setSortable(false);
        column.setReorderable(false);
        getColumns().add(column);
        return column;
    }

    /// A time that none of the laps that count beats is bold, in colour, and marked by a dot.
    private static class LapCell extends TableCell<LapRow, Cell> {
        @Override
        protected void updateItem(Cell cell, boolean empty) {
            super.updateItem(cell, empty);
            boolean shown = !empty && cell != null;
            setText(shown ? (cell.best() ? "● " : "") + cell.text() : null);
            pseudoClassStateChanged(BEST, shown && cell.best());
            setTooltip(shown && cell.text().length() > 24 ? new Tooltip(cell.text()) : null);
        }
    }

    /// Why a lap does not count takes more than a line.
    private static final class ReasonCell extends LapCell {
        ReasonCell() {
            setWrapText(true);
        }
    }

    private final class LapTableRow extends TableRow<LapRow> {
        LapTableRow() {
            getStyleClass().add("lap-row");
            setOnMouseClicked(
                    e -> {
                        if (e.getClickCount() == 2 && !isEmpty()) {
                            model.replay(getItem());
                        }
                    });
        }

        @Override
        protected void updateItem(LapRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean shown = !empty && row != null;
            pseudoClassStateChanged(BEST, shown && row.rank() == Rank.BEST);
            pseudoClassStateChanged(DOUBTFUL, shown && row.rank() == Rank.DOUBTFUL);
            pseudoClassStateChanged(THEORETICAL, shown && row.rank() == Rank.THEORETICAL);
        }
    }
}
