package io.cartelem.app.map;

import io.cartelem.app.fx.Theme;
import io.cartelem.app.map.Sketch.Gate;
import io.cartelem.app.map.Sketch.Way;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.GeoPoint;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.control.Button;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import java.util.List;
import java.util.stream.Stream;

/// A map with ways and timing lines, on which a person can point at a place.
public final class SketchMapView extends MapPane {
    private static final double CLOSEST = 19;
    private static final double BORDER = 90;

    private final SketchModel model;
    private final ObservableValue<Theme> theme;
    private final SketchLayer layer;
    private long fitted;
    private long painted = Long.MIN_VALUE;
    private List<Sketch.Spot> spots = List.of();

    /// @param emptyText what to say while there is nothing to show
    public SketchMapView(
            SketchModel model,
            Presentation presentation,
            ObservableValue<Theme> theme,
            String emptyText) {
        super(presentation, emptyText, CLOSEST, BORDER);
        this.model = model;
        this.theme = theme;
        layer = new SketchLayer(map, model);
        map.addLayer(layer);
        map.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        model.pickingProperty()
                .addListener((p, old, on) -> map.setCursor(on ? Cursor.CROSSHAIR : Cursor.DEFAULT));
        getChildren().add(buttons());
    }

    /// Draws what changed; once a frame.
    public void refresh() {
        Sketch sketch = model.sketchProperty().get();
        boolean any = !sketch.ways().isEmpty();
        filled(any);
        if (fitted != model.views() && map.getWidth() > 1 && any) {
            fitted = model.views();
            fit(sketch);
        }
        layer.theme(theme.getValue());
        String owed = MapTiles.attribution();
        long key = 31L * System.identityHashCode(sketch) + theme.getValue().hashCode();
        key = 31 * key + owed.hashCode();
        key = 31 * key + (MapTiles.any() ? 1 : 0);
        if (key != painted) {
            painted = key;
            owe(owed);
            layer.paint();
        }
        List<Sketch.Spot> now = model.spotsProperty().get();
        if (!now.equals(spots)) {
            spots = now;
            layer.paintSpots();
        }
    }

    /// Where on this map a place is drawn, in the map's own coordinates.
    public Point2D pixel(GeoPoint place) {
        return layer.pixel(place);
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
            Point2D at = map.sceneToLocal(event.getSceneX(), event.getSceneY());
            model.pick(layer.place(at.getX(), at.getY()));
        }
    }

    private void fit(Sketch sketch) {
        List<GeoPoint> all =
                Stream.concat(
                                sketch.ways().stream().map(Way::points).flatMap(List::stream),
                                sketch.gates().stream().map(Gate::line).map(l -> l.centre()))
                        .toList();
        if (all.isEmpty()) {
            return;
        }
        double[] x = all.stream().mapToDouble(p -> Mercator.x(p.longitude())).sorted().toArray();
        double[] y = all.stream().mapToDouble(p -> Mercator.y(p.latitude())).sorted().toArray();
        fit(x[0], y[0], x[x.length - 1], y[y.length - 1]);
        layer.paint();
    }

    private VBox buttons() {
        Button all = dress(new Button(), "mdmz-zoom_out_map", "map.fit");
        all.setId("sketch-fit");
        all.setOnAction(e -> fit(model.sketchProperty().get()));
        VBox buttons = new VBox(all, closer(), farther());
        buttons.getStyleClass().add("map-buttons");
        buttons.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        buttons.setPickOnBounds(false);
        StackPane.setAlignment(buttons, Pos.TOP_RIGHT);
        return buttons;
    }
}
