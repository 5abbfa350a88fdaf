package io.cartelem.app.live;

import io.cartelem.app.chart.ChartsView;
import io.cartelem.app.chart.RememberedSplit;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.map.TrackMapView;
import io.cartelem.app.text.Presentation;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import java.util.ArrayList;
import java.util.List;

/// The live view: the cards in a row, charts and map under them.
public final class LiveView extends VBox {
    private final ObservableValue<Theme> theme;
    private final List<CardView> cardViews = new ArrayList<>();
    private final ChartsView charts;
    private final TrackMapView map;

    public LiveView(
            LiveModel model,
            Presentation presentation,
            Memory memory,
            ObservableValue<Theme> theme) {
        this.theme = theme;
        getStyleClass().add("live-view");
        GridPane cards = new GridPane();
        cards.getStyleClass().add("cards");
        int column = 0;
        for (CardModel card : model.cards()) {
            ColumnConstraints share = new ColumnConstraints();
            share.setPercentWidth(100.0 / model.cards().size());
            cards.getColumnConstraints().add(share);
            CardView view = new CardView(card);
            cardViews.add(view);
            cards.add(view, column++, 0);
        }
        charts = new ChartsView(model.charts(), theme, true);
        map = new TrackMapView(model.map(), presentation, theme);
        RememberedSplit split =
                new RememberedSplit(
                        memory, "live.split", 0.66, Orientation.HORIZONTAL, charts, map);
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(cards, split);
    }

    /// Draws what changed; once a frame.
    public void refresh(Snapshot snapshot) {
        cardViews.forEach(card -> card.refresh(theme.getValue()));
        charts.refresh(snapshot.nowNs());
        map.refresh();
    }
}
