package io.cartelem.app.map;

import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import java.util.ArrayList;
import java.util.List;

/// The map with its buttons and the legend of its colours.
public final class TrackMapView extends MapPane {
    private static final double CLOSEST = 18;
    private static final double BORDER = 80;

    private final MapModel model;
    private final ObservableValue<Theme> theme;
    private final TrackLayer layer;
    private final Label low = new Label();
    private final Label high = new Label();
    private final MenuButton colour = new MenuButton();
    private final Canvas scale = new Canvas(120, 12);
    private final VBox legend = new VBox();
    private long paintedKey = Long.MIN_VALUE;
    private int followed = -1;
    private boolean fitted;

    public TrackMapView(MapModel model, Presentation presentation, ObservableValue<Theme> theme) {
        super(presentation, presentation.text("map.empty"), CLOSEST, BORDER);
        this.model = model;
        this.theme = theme;
        layer = new TrackLayer(map, model);
        map.addLayer(layer);
        map.addEventFilter(MouseEvent.MOUSE_DRAGGED, e -> model.followingProperty().set(false));
        getChildren().addFirst(layer.ground());
        getChildren().addAll(buttons(), legend());
    }

    /// Draws what changed; once a frame.
    public void refresh() {
        int position = model.position();
        boolean any = model.track().size() > 1;
        filled(any);
        legend.setVisible(any);
        if (any && !fitted && map.getWidth() > 1) {
            fitted = true;
            fit();
        }
        layer.theme(theme.getValue());
        String owed = MapTiles.attribution();
        long key = model.track().version();
        key = 31 * key + theme.getValue().hashCode();
        key = 31 * key + (MapTiles.any() ? 1 : 0) + (MapTiles.gaps() ? 2 : 0);
        key = 31 * key + owed.hashCode();
        key = 31 * key + model.colourProperty().get().hashCode();
        key = 31 * key + presentation.units().hashCode();
        boolean changed = key != paintedKey;
        paintedKey = key;
        if (model.followingProperty().get() && position >= 0 && fitted && position != followed) {
            followed = position;
            move(model.latitude(position), model.longitude(position));
        }
        if (changed) {
            owe(owed);
            showLegend();
            layer.paint();
        } else {
            layer.place();
        }
    }

    /// Puts a place into the middle.
    ///
    /// @param latitude degrees north
    /// @param longitude degrees east
    void move(double latitude, double longitude) {
        map.setCenter(latitude, longitude);
    }

    /// Shows the whole track.
    public void fit() {
        Track track = model.track();
        if (track.size() < 2) {
            return;
        }
        double[] x = track.extentX();
        double[] y = track.extentY();
        fit(x[0], y[0], x[1], y[1]);
        layer.paint();
    }

    /// One column, or two where the map is low.
    private FlowPane buttons() {
        ToggleButton follow = dress(new ToggleButton(), "mdmz-my_location", "map.follow");
        follow.setId("map-follow");
        follow.selectedProperty().bindBidirectional(model.followingProperty());
        Button all = dress(new Button(), "mdmz-zoom_out_map", "map.fit");
        all.setId("map-fit");
        all.setOnAction(
                e -> {
                    model.followingProperty().set(false);
                    fit();
                });
        FlowPane buttons = new FlowPane(Orientation.VERTICAL, follow, all, closer(), farther());
        buttons.prefWrapLengthProperty().bind(heightProperty());
        buttons.getStyleClass().add("map-buttons");
        buttons.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        buttons.setPickOnBounds(false);
        StackPane.setAlignment(buttons, Pos.TOP_RIGHT);
        return buttons;
    }

    private VBox legend() {
        colour.getStyleClass().addAll("flat", "map-colour");
        colour.setId("map-colour");
        colour.setAccessibleText(presentation.text("map.colour"));
        colour.getItems().add(new MenuItem());
        colour.setOnShowing(e -> fillColours());
        HBox ends = new HBox(6, low, scale, high);
        ends.setAlignment(Pos.CENTER_LEFT);
        low.getStyleClass().add("map-end");
        high.getStyleClass().add("map-end");
        legend.getStyleClass().add("map-legend");
        legend.getChildren().setAll(colour, ends);
        legend.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        StackPane.setAlignment(legend, Pos.BOTTOM_LEFT);
        return legend;
    }

    private void fillColours() {
        List<MenuItem> items = new ArrayList<>();
        for (Channel channel : model.choices()) {
            CheckMenuItem item =
                    new CheckMenuItem(
                            presentation.texts().source(channel.source())
                                    + "  "
                                    + presentation.texts().channel(channel));
            item.setSelected(channel.id().equals(model.colourProperty().get()));
            item.setOnAction(e -> model.colourProperty().set(channel.id()));
            items.add(item);
        }
        if (!items.isEmpty()) {
            colour.getItems().setAll(items);
        }
    }

    private void showLegend() {
        Measure measure = model.measure();
        colour.setText(
                model.colourName()
                        + (measure.symbol().isEmpty() ? "" : " [" + measure.symbol() + "]"));
        low.setText(Format.number(measure.shown(model.low()), 0));
        high.setText(Format.number(measure.shown(model.high()), 0));
        GraphicsContext g = scale.getGraphicsContext2D();
        var heat = Heat.scale(theme.getValue());
        for (int i = 0; i < heat.length; i++) {
            g.setFill(heat[i]);
            g.fillRect(i * 2.5, 0, 3, 12);
        }
    }
}
