package io.cartelem.app.live;

import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// The live view: the cards in a row.
public final class LiveView extends VBox {

    public LiveView(LiveModel model) {
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
        getChildren().add(cards);
    }
}
