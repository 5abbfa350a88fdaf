package io.cartelem.app.map;

import io.cartelem.app.chart.Raster;

import javafx.scene.image.ImageView;

/// Pixels over the whole map. There are two of them, because the ones that are shown may still be
/// read while the next are drawn. FX thread.
final class Sheet {
    private final ImageView view = new ImageView();
    private Raster shown = new Raster(1, 1);
    private Raster next = new Raster(1, 1);

    ImageView view() {
        return view;
    }

    /// What is to be drawn into; it holds what was drawn the time before the last.
    Raster begin(int width, int height) {
        if (next.width() != width || next.height() != height) {
            next = new Raster(width, height);
        }
        return next;
    }

    /// Shows what was drawn.
    ///
    /// @param width of the map in units of length
    void show(double width, double height) {
        next.publish();
        view.setImage(next.image());
        view.setFitWidth(width);
        view.setFitHeight(height);
        Raster before = shown;
        shown = next;
        next = before;
    }
}
