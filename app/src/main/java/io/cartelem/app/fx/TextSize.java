package io.cartelem.app.fx;

import javafx.scene.Scene;
import javafx.scene.text.Font;

import java.util.Locale;

/// The size of the window's text, from which its style derives every other size: as the system
/// wants it, times what the person chose here. FX thread.
public final class TextSize {
    /// The size at which the style was drawn, in pixels.
    private static final double USUAL = 14;

    /// What the toolkit says where nobody changed the system's text size.
    private static final double UNTOUCHED_WINDOWS = 12;

    private static final double UNTOUCHED_ELSEWHERE = 13;
    private static final double LEAST = 0.7;
    private static final double MOST = 2.5;
    private static final double STEP = 0.1;

    private TextSize() {}

    /// Sizes the window.
    ///
    /// @param chosen the person's own factor, 1 for the system's size
    public static void apply(Scene scene, double chosen) {
        double size =
                USUAL
                        * system(Font.getDefault().getSize(), System.getProperty("os.name"))
                        * clamped(chosen);
        scene.getRoot().setStyle(String.format(Locale.ROOT, "-fx-font-size: %.2fpx;", size));
    }

    /// How much larger than usual the system wants text.
    static double system(double fontSize, String osName) {
        double untouched =
                osName.toLowerCase(Locale.ROOT).contains("win")
                        ? UNTOUCHED_WINDOWS
                        : UNTOUCHED_ELSEWHERE;
        // a point less is how systems differ, not what somebody chose
        double factor = fontSize / untouched;
        return factor < 1.05 ? 1 : Math.min(factor, MOST);
    }

    /// The next larger (1) or smaller (−1) factor.
    public static double step(double chosen, int direction) {
        return clamped(Math.round((clamped(chosen) + direction * STEP) * 10) / 10.0);
    }

    private static double clamped(double factor) {
        return Double.isNaN(factor) ? 1 : Math.clamp(factor, LEAST, MOST);
    }
}
