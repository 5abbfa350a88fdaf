package io.cartelem.app.live;

import io.cartelem.app.chart.ChannelDrag;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Mood;
import io.cartelem.core.live.LiveValue.Freshness;

import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// Draws a card: the main value large, the others in rows under it.
final class CardView extends VBox {
    /// The figure's usual size in text sizes, as the style has it.
    private static final double FIGURE = 3.9;

    /// What stands beside the figure in its row, in text sizes.
    private static final double BESIDE = 5.6;

    /// How wide five letters of the figure are, in its own size.
    private static final double ACROSS = 3.05;

    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");

    private final @Nullable Spark spark;

    CardView(CardModel model) {
        getStyleClass().addAll("card-panel", "card-" + model.key());
        setId("card-" + model.key());
        Label title = new Label(model.title());
        title.getStyleClass().add("card-title");
        Label state = new Label();
        state.textProperty().bind(model.stateProperty());
        state.setMinWidth(Region.USE_PREF_SIZE);
        mood(state, model.moodProperty().get());
        model.moodProperty().addListener((p, old, mood) -> mood(state, mood));
        HBox head = new HBox(title, spring(), state);
        head.getStyleClass().add("card-head");
        Label hint = new Label();
        hint.getStyleClass().add("card-hint");
        hint.setWrapText(true);
        hint.setTextAlignment(TextAlignment.LEFT);
        hint.textProperty().bind(model.hintProperty());
        hint.visibleProperty().bind(model.hintProperty().isNotEmpty());
        hint.managedProperty().bind(hint.visibleProperty());
        Label name = new Label(model.main().label());
        name.getStyleClass().add("main-name");
        draggable(name, model.main());
        HBox main = main(model.main());
        fitFigure(name, (Label) main.getChildren().getFirst());
        GridPane rows = rows(model);
        Trend trend = model.main().trend();
        spark = trend == null ? null : new Spark(trend);
        if (spark != null) {
            HBox.setHgrow(spark, Priority.ALWAYS);
            main.getChildren().add(spark);
        }
        for (Region part : new Region[] {name, main, rows}) {
            part.visibleProperty().bind(hint.visibleProperty().not());
            part.managedProperty().bind(part.visibleProperty());
        }
        getChildren().addAll(head, name, main, rows, hint);
    }

    /// Draws what changed; once a frame.
    void refresh(Theme theme) {
        if (spark != null) {
            spark.refresh(theme);
        }
    }

    /// The figure is as large as the card has room for, up to its usual size.
    ///
    /// @param name is written in the window's text size
    private void fitFigure(Label name, Label figure) {
        figure.styleProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> {
                                    double text = name.getFont().getSize();
                                    double usual = FIGURE * text;
                                    double fits = (getWidth() - BESIDE * text) / ACROSS;
                                    return fits > text && fits < usual
                                            ? String.format(
                                                    Locale.ROOT, "-fx-font-size: %.0fpx", fits)
                                            : "";
                                },
                                widthProperty(),
                                name.fontProperty()));
    }

    private static HBox main(ReadoutModel readout) {
        Label value = new Label();
        value.getStyleClass().add("main-value");
        value.textProperty().bind(readout.valueProperty());
        value.setMinWidth(Region.USE_PREF_SIZE);
        Label unit = new Label();
        unit.getStyleClass().add("main-unit");
        unit.textProperty().bind(readout.unitProperty());
        unit.setMinWidth(Region.USE_PREF_SIZE);
        VBox beside = new VBox(age(readout), unit);
        beside.setMinWidth(Region.USE_PREF_SIZE);
        beside.getStyleClass().add("main-beside");
        HBox main = new HBox(value, beside);
        main.getStyleClass().add("main-row");
        dim(readout, value);
        value.setAccessibleText(readout.label());
        return main;
    }

    private static GridPane rows(CardModel model) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("card-rows");
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        ColumnConstraints values = new ColumnConstraints();
        values.setHalignment(HPos.RIGHT);
        ColumnConstraints units = new ColumnConstraints();
        grid.getColumnConstraints().addAll(names, new ColumnConstraints(), values, units);
        int row = 0;
        for (ReadoutModel readout : model.others()) {
            Label name = new Label(readout.label());
            name.getStyleClass().add("row-name");
            Label value = new Label();
            value.getStyleClass().add("row-value");
            value.textProperty().bind(readout.valueProperty());
            value.setMinWidth(Region.USE_PREF_SIZE);
            Label unit = new Label();
            unit.getStyleClass().add("row-unit");
            unit.textProperty().bind(readout.unitProperty());
            unit.setMinWidth(Region.USE_PREF_SIZE);
            name.setLabelFor(value);
            dim(readout, value);
            draggable(name, readout);
            grid.addRow(row++, name, age(readout), value, unit);
        }
        return grid;
    }

    private static Label age(ReadoutModel readout) {
        Label age = new Label();
        age.getStyleClass().add("age");
        age.textProperty().bind(readout.ageProperty());
        age.setMinWidth(Region.USE_PREF_SIZE);
        return age;
    }

    /// A value's name can be dragged onto a chart.
    private static void draggable(Label name, ReadoutModel readout) {
        String channelId = readout.channelId();
        if (channelId == null) {
            return;
        }
        name.setOnDragDetected(e -> ChannelDrag.begin(e, name, channelId));
    }

    private static void dim(ReadoutModel readout, Label value) {
        Runnable apply =
                () -> {
                    Freshness freshness = readout.freshnessProperty().get();
                    value.pseudoClassStateChanged(STALE, freshness == Freshness.STALE);
                    value.pseudoClassStateChanged(GONE, freshness == Freshness.GONE);
                };
        readout.freshnessProperty().addListener((p, old, now) -> apply.run());
        apply.run();
    }

    private static void mood(Label label, Mood mood) {
        label.getStyleClass().setAll("label", "mood", mood.styleClass());
    }

    private static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }
}
