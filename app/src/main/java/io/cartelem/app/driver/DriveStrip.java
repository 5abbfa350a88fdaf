package io.cartelem.app.driver;

import io.cartelem.app.driver.DriveModel.Figure;
import io.cartelem.app.driver.DriveModel.SectorFigure;
import io.cartelem.app.driver.DriveModel.Standing;
import io.cartelem.app.fx.Buttons;
import io.cartelem.app.text.Presentation;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import java.util.Locale;

/// The lap being driven as large cards above the live page, once a track is known; until then a
/// line that says so and sets a start line.
public final class DriveStrip extends VBox {
    private static final PseudoClass AHEAD = PseudoClass.getPseudoClass("ahead");
    private static final PseudoClass BEHIND = PseudoClass.getPseudoClass("behind");
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");

    /// The widths of the figures together, in letters of theirs, with what stands beside them.
    private static final double LETTERS = 42;

    private static final double SMALLEST = 22;
    private static final double LARGEST = 52;

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
        Button here =
                Buttons.worded(
                        "start-here", "mdmz-my_location", presentation.text("driver.start_here"));
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
        Label word = new Label(presentation.text("lapcard.reference"));
        word.getStyleClass().add("dim");
        word.setMinWidth(Region.USE_PREF_SIZE);
        Label reference = new Label();
        reference.setId("drive-reference");
        reference.textProperty().bind(model.referenceProperty());
        Button best = Buttons.icon("drive-best", "mdal-clear", presentation.text("driver.reset"));
        best.visibleProperty().bind(model.chosenProperty());
        best.managedProperty().bind(best.visibleProperty());
        best.setOnAction(e -> model.followBest());
        sectors.setId("drive-sectors");
        sectors.getStyleClass().add("drive-sectors");
        sectors.setMinWidth(0);
        model.sectors().addListener((ListChangeListener<SectorFigure>) change -> showSectors());
        showSectors();
        Button view =
                Buttons.worded(
                        "open-driver-view", "mdal-fullscreen", presentation.text("driver.open"));
        view.setOnAction(e -> openDriverView.run());
        HBox against = new HBox(word, reference, best);
        against.getStyleClass().add("drive-sector");
        VBox head = new VBox(title, against, sectors);
        head.getStyleClass().add("drive-head");
        head.setMinWidth(0);
        HBox.setHgrow(head, Priority.ALWAYS);
        HBox row = new HBox(head);
        row.getStyleClass().add("drive-cards");
        for (Figure figure : Figure.values()) {
            row.getChildren().add(card(figure));
        }
        row.getChildren().add(view);
        row.visibleProperty().bind(model.knownProperty());
        row.managedProperty().bind(row.visibleProperty());
        return row;
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
        grow(value);
        VBox box = new VBox(title, value);
        box.getStyleClass().addAll("card-panel", "drive-card");
        return box;
    }

    /// Figures are as large as the window has room for.
    private void grow(Label value) {
        DoubleBinding size =
                Bindings.createDoubleBinding(
                        () -> Math.clamp(getWidth() / LETTERS, SMALLEST, LARGEST), widthProperty());
        value.styleProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        String.format(
                                                Locale.ROOT, "-fx-font-size: %.0fpx", size.get()),
                                size));
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
