package io.cartelem.app.driver;

import io.cartelem.app.driver.DriveModel.Figure;
import io.cartelem.app.driver.DriveModel.SectorFigure;
import io.cartelem.app.driver.DriveModel.Standing;
import io.cartelem.app.text.Presentation;

import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.Locale;

/// The lap being driven as large cards above the live page, once a track is known; until then a
/// line that says so and sets a start line.
public final class DriveStrip extends VBox {
    private static final PseudoClass AHEAD = PseudoClass.getPseudoClass("ahead");
    private static final PseudoClass BEHIND = PseudoClass.getPseudoClass("behind");
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");

    private final DriveModel model;
    private final Presentation presentation;
    private final FlowPane sectors = new FlowPane();

    /// @param openDriverView shows the same over the whole screen
    public DriveStrip(DriveModel model, Presentation presentation, Runnable openDriverView) {
        this.model = model;
        this.presentation = presentation;
        getStyleClass().add("drive-strip");
        getChildren().addAll(unknown(), known(openDriverView));
        visibleProperty().bind(model.knownProperty().or(model.positionedProperty()));
        managedProperty().bind(visibleProperty());
    }

    private Node unknown() {
        Label text = new Label(presentation.text("driver.waiting"));
        text.setWrapText(true);
        text.getStyleClass().add("dim");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        Button here = new Button(presentation.text("driver.start_here"));
        here.setId("start-here");
        here.setGraphic(new FontIcon("mdmz-my_location"));
        here.setMinWidth(Region.USE_PREF_SIZE);
        here.setOnAction(e -> model.startHere());
        HBox row = new HBox(text, here);
        row.getStyleClass().add("row-tools");
        row.visibleProperty().bind(model.knownProperty().not());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private Node known(Runnable openDriverView) {
        Label title = new Label();
        title.setId("drive-title");
        title.getStyleClass().add("card-title");
        title.textProperty().bind(model.titleProperty());
        Label against = new Label(presentation.text("lapcard.reference"));
        against.getStyleClass().add("dim");
        Label reference = new Label();
        reference.setId("drive-reference");
        reference.textProperty().bind(model.referenceProperty());
        Button best = new Button();
        best.setId("drive-best");
        best.setGraphic(new FontIcon("mdal-clear"));
        best.getStyleClass().add("icon-button");
        best.setTooltip(new Tooltip(presentation.text("driver.reset")));
        best.setAccessibleText(presentation.text("driver.reset"));
        best.visibleProperty().bind(model.chosenProperty());
        best.managedProperty().bind(best.visibleProperty());
        best.setOnAction(e -> model.followBest());
        sectors.setId("drive-sectors");
        sectors.getStyleClass().add("drive-sectors");
        HBox.setHgrow(sectors, Priority.ALWAYS);
        model.sectors()
                .addListener((ListChangeListener<SectorFigure>) change -> showSectors());
        showSectors();
        Button view = new Button(presentation.text("driver.open"));
        view.setId("open-driver-view");
        view.setGraphic(new FontIcon("mdal-fullscreen"));
        view.setMinWidth(Region.USE_PREF_SIZE);
        view.setOnAction(e -> openDriverView.run());
        HBox head = new HBox(title, against, reference, best, sectors, view);
        head.getStyleClass().add("row-tools");
        HBox cards = new HBox();
        cards.getStyleClass().add("drive-cards");
        for (Figure figure : Figure.values()) {
            cards.getChildren().add(card(figure));
        }
        VBox box = new VBox(head, cards);
        box.getStyleClass().add("drive-known");
        box.visibleProperty().bind(model.knownProperty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private Node card(Figure figure) {
        String key = figure.name().toLowerCase(Locale.ROOT);
        Label title = new Label(presentation.text("lapcard." + key));
        title.getStyleClass().add("dim");
        Label value = new Label();
        value.setId("lap-" + key);
        value.getStyleClass().addAll("mono", "lap-figure");
        value.setMinWidth(Region.USE_PREF_SIZE);
        value.textProperty().bind(model.figure(figure));
        title.setLabelFor(value);
        if (figure == Figure.DELTA) {
            stand(value, model.standingProperty().get());
            model.standingProperty().addListener((p, old, now) -> stand(value, now));
        }
        VBox box = new VBox(title, value);
        box.getStyleClass().addAll("card-panel", "drive-card");
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private void showSectors() {
        sectors.getChildren().clear();
        for (SectorFigure sector : model.sectors()) {
            sectors.getChildren().add(sector(sector));
        }
    }

    /// A sector's number, time, and delta with its sign.
    private static Node sector(SectorFigure sector) {
        Label number = new Label("S" + sector.number());
        number.getStyleClass().add("dim");
        Label time = new Label(sector.time());
        time.getStyleClass().addAll("mono", "sector-time");
        time.pseudoClassStateChanged(OLD, sector.old());
        Label delta = new Label(sector.delta());
        delta.getStyleClass().addAll("mono", "lap-delta");
        stand(delta, sector.standing());
        HBox box = new HBox(number, time, delta);
        box.getStyleClass().add("drive-sector");
        return box;
    }

    static void stand(Node node, Standing standing) {
        node.pseudoClassStateChanged(AHEAD, standing == Standing.AHEAD);
        node.pseudoClassStateChanged(BEHIND, standing == Standing.BEHIND);
    }
}
