package io.cartelem.app.live;

import io.cartelem.app.chart.ChartsView;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Theme;

import javafx.beans.value.ObservableValue;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The live view: the cards in a row, the charts under them.
public final class LiveView extends VBox {
    private final ChartsView charts;

    public LiveView(LiveModel model, ObservableValue<Theme> theme) {
        getStyleClass().add("live-view");
        GridPane cards = new GridPane();
        cards.getStyleClass().add("cards");
        int column = 0;
        for (CardModel card : model.cards()) {
            ColumnConstraints share = new ColumnConstraints();
            share.setPercentWidth(100.0 / model.cards().size());
            cards.getColumnConstraints().add(share);
            cards.add(new CardView(card), column++, 0);
        }
        charts = new ChartsView(model.charts(), theme, true);
        VBox.setVgrow(charts, Priority.ALWAYS);
        getChildren().addAll(cards, charts);
    }

    /// Draws what changed; once a frame.
    public void refresh(Snapshot snapshot) {
        charts.refresh(snapshot.nowNs());
    }
}
