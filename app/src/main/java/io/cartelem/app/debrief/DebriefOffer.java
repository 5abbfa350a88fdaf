package io.cartelem.app.debrief;

import io.cartelem.app.debrief.DebriefModel.Offer;
import io.cartelem.app.text.Presentation;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// One quiet line at the lower edge that offers the debrief of what was just recorded. It waits for
/// nobody and goes when it was taken, dismissed, or the car is recorded again.
public final class DebriefOffer extends HBox {
    private final Label sentence = new Label();

    public DebriefOffer(DebriefModel model, Presentation presentation) {
        setId("debrief-offer");
        getStyleClass().addAll("notice", "notice-done");
        sentence.setId("debrief-offer-text");
        sentence.setWrapText(true);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        Button open = new Button(presentation.text("debrief.open"));
        open.setId("debrief-open");
        open.getStyleClass().add("accent");
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.setOnAction(e -> model.accept());
        Button dismiss = new Button();
        dismiss.setId("debrief-dismiss");
        dismiss.setGraphic(new FontIcon("mdal-close"));
        dismiss.getStyleClass().addAll("flat", "notice-close");
        dismiss.setAccessibleText(presentation.text("notice.dismiss"));
        dismiss.setOnAction(e -> model.dismiss());
        getChildren().addAll(new FontIcon("mdal-assignment"), sentence, open, dismiss);
        model.offerProperty().addListener((p, old, now) -> show(now));
        show(model.offerProperty().get());
    }

    private void show(@Nullable Offer offer) {
        setVisible(offer != null);
        setManaged(offer != null);
        sentence.setText(offer == null ? "" : offer.sentence());
    }
}
