package io.cartelem.app.fx;

import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import org.jspecify.annotations.Nullable;

/// A table whose columns are as wide as what they hold, at any text size. One column, the first
/// unless [#widen] says otherwise, has the room that is left; where there is none, the table
/// scrolls sideways instead of cutting every column. FX thread.
public class FittedTable<S> extends TableView<S> {
    private static final double BORDERS = 8;

    private @Nullable TableColumn<S, ?> wide;
    private @Nullable Label ruler;
    private double fittedWidth = Double.NaN;
    private double fittedText = Double.NaN;

    public FittedTable(ObservableList<S> rows) {
        super(rows);
    }

    /// Says how wide a column is at least.
    ///
    /// @param letters width in text sizes
    public final void size(TableColumn<S, ?> column, double letters) {
        column.setUserData(letters);
        fittedText = Double.NaN;
        requestLayout();
    }

    /// Gives the room that is left to this column.
    public final void widen(TableColumn<S, ?> column) {
        wide = column;
    }

    @Override
    protected void layoutChildren() {
        fit();
        super.layoutChildren();
    }

    /// Widths follow the text size, which only a label that is dressed already tells.
    private void fit() {
        Label known = ruler;
        if (known == null || known.getScene() == null) {
            known = lookup(".column-header .label") instanceof Label label ? label : null;
            ruler = known;
        }
        double text = known == null ? Double.NaN : known.getFont().getSize();
        if (Double.isNaN(text)
                || getColumns().isEmpty()
                || (text == fittedText && getWidth() == fittedWidth)) {
            return;
        }
        fittedText = text;
        fittedWidth = getWidth();
        TableColumn<S, ?> rest = wide == null ? getColumns().getFirst() : wide;
        double others = 0;
        for (TableColumn<S, ?> column : getColumns()) {
            if (!column.equals(rest)) {
                double width = width(column, text);
                column.setPrefWidth(width);
                others += width;
            }
        }
        rest.setPrefWidth(
                Math.max(width(rest, text), getWidth() - others - scrollBarWidth() - BORDERS));
    }

    private static double width(TableColumn<?, ?> column, double text) {
        return column.getUserData() instanceof Double letters
                ? Math.ceil(letters * text)
                : column.getWidth();
    }

    private double scrollBarWidth() {
        for (Node node : lookupAll(".scroll-bar:vertical")) {
            if (node instanceof ScrollBar bar && bar.prefWidth(-1) > 0) {
                return bar.prefWidth(-1);
            }
        }
        return 0;
    }
}
