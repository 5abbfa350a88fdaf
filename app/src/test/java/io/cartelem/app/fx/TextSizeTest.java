package io.cartelem.app.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.Test;

class TextSizeTest {

    @Test
    void followsASystemThatWantsLargerText() {
        assertEquals(1, TextSize.system(13, "Linux"));
        assertEquals(1, TextSize.system(12, "Windows 11"));
        assertEquals(1.5, TextSize.system(18, "Windows 11"));
        assertEquals(2, TextSize.system(26, "Linux"));
        assertEquals(1, TextSize.system(11, "Linux"), "nothing becomes unreadably small");
        assertEquals(2.5, TextSize.system(80, "Mac OS X"));
    }

    @Test
    void stepsStayInAReadableRange() {
        assertEquals(1.1, TextSize.step(1, 1));
        assertEquals(0.9, TextSize.step(1, -1));
        assertEquals(2.5, TextSize.step(2.5, 1));
        assertEquals(0.7, TextSize.step(0.7, -1));
        assertEquals(1.1, TextSize.step(Double.NaN, 1));
    }

    @Test
    void sizesEverythingInTheWindow() {
        double usual = heightAt(1);
        double large = heightAt(2);
        assertTrue(large > 1.8 * usual, usual + " and " + large);
    }

    private static double heightAt(double factor) {
        return Toolkit.call(
                () -> {
                    Label label = new Label("Speed");
                    Scene scene = new Scene(new StackPane(label));
                    TextSize.apply(scene, factor);
                    scene.getRoot().applyCss();
                    return label.prefHeight(-1);
                });
    }
}
