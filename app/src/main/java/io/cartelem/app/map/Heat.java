package io.cartelem.app.map;

import io.cartelem.app.fx.Theme;

import javafx.scene.paint.Color;

/// Colours for numbers, from small to large. Both scales rise in lightness as well as in hue, so
/// that people who see few colours can read them.
final class Heat {
    /// So many steps; more cannot be told apart.
    static final int STEPS = 48;

    private static final String[] DARK = {"#3b4cff", "#00b7d8", "#3ddc6d", "#ffe14d", "#ff4d3d"};
    private static final String[] LIGHT = {"#1a1a99", "#0065b3", "#00803c", "#b36b00", "#b3001b"};

    private Heat() {}

    static Color[] scale(Theme theme) {
        String[] stops =
                switch (theme) {
                    case DARK -> DARK;
                    case SUNLIGHT -> LIGHT;
                };
        Color[] scale = new Color[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double at = (double) i / (STEPS - 1) * (stops.length - 1);
            int stop = Math.min((int) at, stops.length - 2);
            scale[i] = Color.web(stops[stop]).interpolate(Color.web(stops[stop + 1]), at - stop);
        }
        return scale;
    }

    /// The step for a number between `low` and `high`; the middle one where that means nothing.
    static int step(double value, double low, double high) {
        if (!(high > low) || Double.isNaN(value)) {
            return STEPS / 2;
        }
        return (int) Math.clamp((value - low) / (high - low) * STEPS, 0, STEPS - 1);
    }
}
