package io.cartelem.app.driver;

import io.cartelem.app.driver.DriveModel.Figure;
import io.cartelem.app.driver.DriveModel.SectorFigure;
import io.cartelem.app.driver.DriveModel.Standing;
import io.cartelem.app.live.ReadoutModel;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.live.LiveValue.Freshness;
import io.cartelem.core.model.Channel;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a driver reads at a glance, over the whole screen: the delta as large as it goes, with its
/// sign and in colour, the times of the laps, a few values of the car, and alerts as a banner.
/// Letters grow with the window.
public final class DriverView extends VBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");
    private static final Figure[] TIMES = {
        Figure.CURRENT, Figure.LAST, Figure.BEST, Figure.PREDICTED
    };

    private final DriverModel model;
    private final DriveModel drive;
    private final Presentation presentation;
    private final HBox values = new HBox();
    private final HBox sectors = new HBox();

    /// @param banner the open alerts
    /// @param leave goes back to the page before
    public DriverView(DriverModel model, Presentation presentation, Region banner, Runnable leave) {
        this.model = model;
        this.drive = model.drive();
        this.presentation = presentation;
        setId("driver-view");
        getStyleClass().add("driver-view");
        Node delta = delta();
        VBox.setVgrow(delta, Priority.ALWAYS);
        banner.setId("driver-alerts");
        banner.getStyleClass().add("driver-alerts");
        scale(banner, 0.032, 0.022);
        values.setId("driver-values");
        values.getStyleClass().add("driver-row");
        sectors.setId("driver-sectors");
        sectors.getStyleClass().add("driver-sectors");
        sectors.managedProperty().bind(Bindings.isNotEmpty(drive.sectors()));
        model.values().addListener((ListChangeListener<ReadoutModel>) change -> showValues());
        drive.sectors().addListener((ListChangeListener<SectorFigure>) change -> showSectors());
        showValues();
        showSectors();
        getChildren().addAll(head(leave), banner, delta, sectors, times(), values);
    }

    private Node head(Runnable leave) {
        Label title = new Label();
        title.setId("driver-title");
        title.textProperty().bind(drive.titleProperty());
        scale(title, 0.036, 0.024);
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        MenuButton choose = new MenuButton(presentation.text("driver.choose"));
        choose.setId("driver-choose");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.getItems().add(new MenuItem());
        choose.setOnShowing(e -> fill(choose));
        Button back = new Button(presentation.text("driver.leave"));
        back.setId("driver-leave");
        back.setGraphic(new FontIcon("mdal-fullscreen_exit"));
        back.setMinWidth(Region.USE_PREF_SIZE);
        back.setOnAction(e -> leave.run());
        HBox head = new HBox(title, spring, choose, back);
        head.getStyleClass().add("row-tools");
        return head;
    }

    private void fill(MenuButton choose) {
        List<MenuItem> items = new ArrayList<>();
        for (Channel channel : model.channels()) {
            CheckMenuItem item =
                    new CheckMenuItem(
                            presentation.texts().source(channel.source())
                                    + "  "
                                    + presentation.texts().channel(channel));
            item.setSelected(model.isChosen(channel.id()));
            item.setDisable(!item.isSelected() && !model.hasRoom());
            item.setOnAction(e -> model.choose(channel.id(), item.isSelected()));
            items.add(item);
        }
        if (!items.isEmpty()) {
            choose.getItems().setAll(items);
        }
    }

    private Node delta() {
        Label value = new Label();
        value.setId("driver-delta");
        value.getStyleClass().addAll("mono", "driver-delta");
        value.setMinSize(Region.USE_PREF_SIZE, 0);
        value.textProperty().bind(drive.figure(Figure.DELTA));
        value.setAccessibleText(presentation.text("lapcard.delta"));
        scale(value, 0.30, 0.19);
        Label word = new Label();
        word.setId("driver-standing");
        word.getStyleClass().add("driver-standing");
        word.setWrapText(true);
        word.textProperty().bind(drive.remarkProperty());
        scale(word, 0.038, 0.026);
        Runnable tell =
                () -> {
                    Standing standing = drive.standingProperty().get();
                    DriveStrip.stand(value, standing);
                    DriveStrip.stand(word, standing);
                };
        drive.standingProperty().addListener((p, old, now) -> tell.run());
        tell.run();
        VBox both = new VBox(value, word);
        both.setAlignment(Pos.CENTER);
        StackPane middle = new StackPane(both);
        middle.setMinHeight(0);
        return middle;
    }

    private Node times() {
        HBox row = new HBox();
        row.getStyleClass().add("driver-row");
        for (Figure figure : TIMES) {
            String key = figure.name().toLowerCase(Locale.ROOT);
            Label value = new Label();
            value.setId("driver-" + key);
            value.textProperty().bind(drive.figure(figure));
            row.getChildren().add(cell(presentation.text("lapcard." + key), value, "", 0.085));
        }
        return row;
    }

    private void showValues() {
        values.getChildren().clear();
        for (ReadoutModel readout : model.values()) {
            Label value = new Label();
            value.textProperty().bind(readout.valueProperty());
            age(value, readout.freshnessProperty().get());
            readout.freshnessProperty().addListener((p, old, now) -> age(value, now));
            Label unit = new Label();
            unit.textProperty().bind(readout.unitProperty());
            VBox cell = cell(readout.label(), value, readout.label(), 0.105);
            unit.getStyleClass().add("dim");
            scale(unit, 0.03, 0.02);
            cell.getChildren().add(unit);
            values.getChildren().add(cell);
        }
    }

    private static void age(Label value, Freshness freshness) {
        value.pseudoClassStateChanged(STALE, freshness == Freshness.STALE);
        value.pseudoClassStateChanged(GONE, freshness == Freshness.GONE);
    }

    private VBox cell(String name, Label value, String spoken, double share) {
        Label title = new Label(name);
        title.getStyleClass().add("dim");
        title.setLabelFor(value);
        scale(title, 0.03, 0.02);
        value.getStyleClass().addAll("mono", "driver-value");
        if (!spoken.isEmpty()) {
            value.setAccessibleText(spoken);
        }
        scale(value, share, share * 0.5);
        VBox cell = new VBox(title, value);
        cell.setAlignment(Pos.CENTER);
        cell.getStyleClass().add("driver-cell");
        // all of one width, whatever they say, so that nothing moves
        cell.setMinWidth(0);
        cell.setPrefWidth(100);
        HBox.setHgrow(cell, Priority.ALWAYS);
        return cell;
    }

    private void showSectors() {
        sectors.getChildren().clear();
        for (SectorFigure sector : drive.sectors()) {
            Label text = new Label("S" + sector.number() + "  " + sector.time());
            text.getStyleClass().add("mono");
            text.pseudoClassStateChanged(STALE, sector.old());
            scale(text, 0.036, 0.02);
            Label delta = new Label(sector.old() ? "" : sector.delta());
            delta.getStyleClass().addAll("mono", "lap-delta");
            DriveStrip.stand(delta, sector.standing());
            scale(delta, 0.036, 0.02);
            HBox box = new HBox(text, delta);
            box.getStyleClass().add("drive-sector");
            sectors.getChildren().add(box);
        }
    }

    /// Lets letters grow with the window, by its height or its width, whichever is shorter.
    private void scale(Region node, double ofHeight, double ofWidth) {
        DoubleBinding size =
                Bindings.createDoubleBinding(
                        () -> Math.max(9, Math.min(getHeight() * ofHeight, getWidth() * ofWidth)),
                        heightProperty(),
                        widthProperty());
        node.styleProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        String.format(
                                                Locale.ROOT, "-fx-font-size: %.1fpx", size.get()),
                                size));
    }
}
