package io.cartelem.app.map;

import com.gluonhq.maps.MapView;

import io.cartelem.app.text.Presentation;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;

import org.kordamp.ikonli.javafx.FontIcon;

/// A map, what is said while there is nothing to show, whose map it is, and buttons that zoom: what
/// every map of the window has. FX thread.
abstract class MapPane extends StackPane {
    private static final double FIRST_ZOOM = 15;

    /// Less than a pixel at any zoom, so that a single place has an extent.
    private static final double SMALLEST = 1e-7;

    final MapView map = new MapView();
    final Presentation presentation;
    private final Label empty = new Label();
    private final Label attribution = new Label();
    private final double closest;
    private final double border;

    /// @param emptyText what to say while there is nothing to show
    /// @param closest the greatest zoom
    /// @param border pixels that stay free around what [#fit] shows
    MapPane(Presentation presentation, String emptyText, double closest, double border) {
        this.presentation = presentation;
        this.closest = closest;
        this.border = border;
        getStyleClass().add("track-map");
        setMinSize(0, 0);
        MapView.setPlaceholderImageSupplier(null);
        map.setZoom(FIRST_ZOOM);
        empty.setText(emptyText);
        empty.getStyleClass().add("map-empty");
        empty.setWrapText(true);
        empty.setMouseTransparent(true);
        attribution.setId("map-attribution");
        attribution.getStyleClass().add("map-attribution");
        attribution.setMouseTransparent(true);
        attribution.setWrapText(true);
        StackPane.setAlignment(attribution, Pos.BOTTOM_RIGHT);
        getChildren().addAll(map, empty, attribution);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
    }

    /// Says whether there is anything to show.
    final void filled(boolean any) {
        empty.setVisible(!any);
    }

    /// Names whose map it is, as its licence asks.
    final void owe(String owed) {
        attribution.setText(owed);
        attribution.setVisible(!owed.isEmpty());
    }

    /// Shows a part of the world, in the units of [Mercator].
    final void fit(double left, double top, double right, double bottom) {
        double across = (right - left) * 256 / Math.max(1, map.getWidth() - border);
        double down = (bottom - top) * 256 / Math.max(1, map.getHeight() - border);
        double part = Math.max(SMALLEST, Math.max(across, down));
        map.setZoom(Math.clamp(-Math.log(part) / Math.log(2), 1, closest));
        map.setCenter(
                Mercator.latitude((top + bottom) / 2), Mercator.longitude((left + right) / 2));
    }

    final Button closer() {
        Button closer = dress(new Button(), "mdal-add", "map.closer");
        closer.setOnAction(e -> map.setZoom(Math.min(closest, map.getZoom() + 1)));
        return closer;
    }

    final Button farther() {
        Button farther = dress(new Button(), "mdmz-remove", "map.farther");
        farther.setOnAction(e -> map.setZoom(Math.max(1, map.getZoom() - 1)));
        return farther;
    }

    /// Gives a button of the map its looks and its name.
    final <B extends ButtonBase> B dress(B button, String icon, String key) {
        button.setGraphic(new FontIcon(icon));
        button.setTooltip(new Tooltip(presentation.text(key)));
        button.setAccessibleText(presentation.text(key));
        button.getStyleClass().add("map-button");
        return button;
    }
}
