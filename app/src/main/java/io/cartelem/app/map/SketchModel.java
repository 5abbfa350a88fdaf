package io.cartelem.app.map;

import io.cartelem.app.map.Sketch.Spot;
import io.cartelem.core.lap.GeoPoint;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

import java.util.List;
import java.util.function.Consumer;

/// A map of ways and lines on which a person may point at a place. FX thread.
public final class SketchModel {
    private final ObjectProperty<Sketch> sketch = new SimpleObjectProperty<>(Sketch.EMPTY);
    private final ObjectProperty<List<Spot>> spots = new SimpleObjectProperty<>(List.of());
    private final BooleanProperty picking = new SimpleBooleanProperty();
    private Consumer<GeoPoint> picked = place -> {};
    private long views;

    /// What is drawn.
    public ObjectProperty<Sketch> sketchProperty() {
        return sketch;
    }

    /// What moves over it.
    public ObjectProperty<List<Spot>> spotsProperty() {
        return spots;
    }

    /// Whether a click on the map means a place.
    public BooleanProperty pickingProperty() {
        return picking;
    }

    /// Calls `listener` with the place that was clicked while [#pickingProperty] holds.
    public void onPick(Consumer<GeoPoint> listener) {
        picked = listener;
    }

    /// Says that a person pointed at `place`.
    public void pick(GeoPoint place) {
        if (picking.get()) {
            picked.accept(place);
        }
    }

    /// Shows all of it, at once or as soon as the map is seen.
    public void fit() {
        views++;
    }

    /// Changes whenever all of it shall be shown.
    long views() {
        return views;
    }
}
