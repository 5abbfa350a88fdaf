package io.cartelem.app.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

class PngTest {

    @Test
    void whatIsWrittenReadsBackPixelForPixel() throws IOException {
        Toolkit.start();
        WritableImage image = new WritableImage(7, 5);
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 7; x++) {
                image.getPixelWriter().setArgb(x, y, 0xff000000 | x * 0x240000 | y * 0x3300 | 0x5a);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Png.write(image, out);
        Image back = new Image(new ByteArrayInputStream(out.toByteArray()));
        assertEquals(7, back.getWidth());
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 7; x++) {
                assertEquals(
                        image.getPixelReader().getArgb(x, y), back.getPixelReader().getArgb(x, y));
            }
        }
    }
}
