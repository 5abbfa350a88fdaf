package io.cartelem.app.map;

import com.gluonhq.maps.MapView;

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
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.List;
import java.util.stream.Stream;

/// A map with ways and timing lines, on which a person can point at a place.
public final class SketchMapView extends StackPane {
    private static final double CLOSEST = 19;
    private static final double FIRST_ZOOM = 15;
    private static final double BORDER = 90;

    private final SketchModel model;
    private final Presentation presentation;
    private final ObservableValue<Theme> theme;
    private final MapView map = new MapView();
    private final SketchLayer layer;
    private final Label empty = new Label();
    private final Label attribution = new Label();
    private long fitted;
    private long painted = Long.MIN_VALUE;
    private List<Sketch.Spot> spots = List.of();

    /// @param emptyText what to say while there is nothing to show
    public SketchMapView(
            SketchModel model,
            Presentation presentation,
            ObservableValue<Theme> theme,
            String emptyText) {
        this.model = model;
        this.presentation = presentation;
        this.theme = theme;
        getStyleClass().add("track-map");
        setMinSize(0, 0);
        MapView.setPlaceholderImageSupplier(null);
        layer = new SketchLayer(map, model);
        map.addLayer(layer);
        map.setZoom(FIRST_ZOOM);
        map.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        model.pickingProperty()
                .addListener((p, old, on) -> map.setCursor(on ? Cursor.CROSSHAIR : Cursor.DEFAULT));
        empty.setText(emptyText);
        empty.getStyleClass().add("map-empty");
        empty.setWrapText(true);
        empty.setMouseTransparent(true);
        attribution.getStyleClass().add("map-attribution");
        attribution.setMouseTransparent(true);
        attribution.setWrapText(true);
        StackPane.setAlignment(attribution, Pos.BOTTOM_RIGHT);
        getChildren().addAll(map, empty, attribution, buttons());
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
    }

    /// Draws what changed; once a frame.
    public void refresh() {
        Sketch sketch = model.sketchProperty().get();
        empty.setVisible(sketch.ways().isEmpty());
        if (fitted != model.views() && map.getWidth() > 1 && !empty.isVisible()) {
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
            attribution.setText(owed);
            attribution.setVisible(!owed.isEmpty());
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
        double left = all.stream().mapToDouble(p -> Mercator.x(p.longitude())).min().orElse(0);
        double right = all.stream().mapToDouble(p -> Mercator.x(p.longitude())).max().orElse(1);
        double top = all.stream().mapToDouble(p -> Mercator.y(p.latitude())).min().orElse(0);
        double bottom = all.stream().mapToDouble(p -> Mercator.y(p.latitude())).max().orElse(1);
        double across = Math.max(1e-7, (right - left) * 256 / Math.max(1, map.getWidth() - BORDER));
        double down = Math.max(1e-7, (bottom - top) * 256 / Math.max(1, map.getHeight() - BORDER));
        map.setZoom(Math.clamp(-Math.log(Math.max(across, down)) / Math.log(2), 1, CLOSEST));
        map.setCenter(
                Mercator.latitude((top + bottom) / 2), Mercator.longitude((left + right) / 2));
        layer.paint();
    }

    private VBox buttons() {
        Button all = button("mdmz-zoom_out_map", "map.fit");
        all.setId("sketch-fit");
        all.setOnAction(e -> fit(model.sketchProperty().get()));
        Button closer = button("mdal-add", "map.closer");
        closer.setOnAction(e -> map.setZoom(Math.min(CLOSEST, map.getZoom() + 1)));
        Button farther = button("mdmz-remove", "map.farther");
        farther.setOnAction(e -> map.setZoom(Math.max(1, map.getZoom() - 1)));
        VBox buttons = new VBox(all, closer, farther);
        buttons.getStyleClass().add("map-buttons");
        buttons.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        buttons.setPickOnBounds(false);
        StackPane.setAlignment(buttons, Pos.TOP_RIGHT);
        return buttons;
    }

    private Button button(String icon, String key) {
        Button button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.setTooltip(new Tooltip(presentation.text(key)));
        button.setAccessibleText(presentation.text(key));
        button.getStyleClass().add("map-button");
        return button;
    }
}
