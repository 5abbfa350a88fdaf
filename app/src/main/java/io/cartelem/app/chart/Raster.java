package io.cartelem.app.chart;

import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

import java.nio.IntBuffer;
import java.util.Arrays;

/// Pixels that are written by hand and shown as an image. One array write for each pixel costs the
/// software pipeline a tenth of a filled rectangle for each column. FX thread.
public final class Raster {
    private final int width;
    private final int height;
    private final int[] pixels;
    private final PixelBuffer<IntBuffer> buffer;
    private final WritableImage image;

    public Raster(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        buffer =
                new PixelBuffer<>(
                        width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
    }

    /// The colour as the pixels hold it; for opaque colours.
    public static int argb(Color color) {
        return 0xFF000000
                | (int) Math.round(color.getRed() * 255) << 16
                | (int) Math.round(color.getGreen() * 255) << 8
                | (int) Math.round(color.getBlue() * 255);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// What is shown; it changes only by [#publish].
    public WritableImage image() {
        return image;
    }

    public void fill(int argb) {
        Arrays.fill(pixels, argb);
    }

    /// A line of `thick` pixels across everything; what lies outside is left out.
    public void horizontal(int y, int thick, int argb) {
        for (int row = Math.max(0, y); row < Math.min(height, y + thick); row++) {
            Arrays.fill(pixels, row * width, (row + 1) * width, argb);
        }
    }

    /// A line of `thick` pixels from `top` down to `bottom`.
    public void vertical(int x, int thick, int top, int bottom, int argb) {
        int from = Math.max(0, x);
        int to = Math.min(width, x + thick);
        for (int y = Math.max(0, top); from < to && y < Math.min(height, bottom); y++) {
            Arrays.fill(pixels, y * width + from, y * width + to, argb);
        }
    }

    /// One column from `top` down to `bottom`, whose ends cover their pixels in part, so that a
    /// line looks smooth.
    public void column(int x, double top, double bottom, int argb) {
        if (x >= 0 && x < width) {
            run(x, width, Math.max(0, top), Math.min(height, bottom), argb);
        }
    }

    /// One row from `left` to `right`, whose ends cover their pixels in part.
    public void row(int y, double left, double right, int argb) {
        if (y >= 0 && y < height) {
            run(y * width, 1, Math.max(0, left), Math.min(width, right), argb);
        }
    }

    /// Shows what was written.
    public void publish() {
        buffer.updateBuffer(shown -> null);
    }

    /// @param origin the pixel from which is counted
    /// @param stride from one pixel to the next
    private void run(int origin, int stride, double from, double to, int argb) {
        if (!(from < to)) {
            return;
        }
        int first = (int) from;
        int end = (int) to;
        if (first == end) {
            cover(origin + first * stride, argb, to - from);
            return;
        }
        cover(origin + first * stride, argb, first + 1 - from);
        int stop = origin + end * stride;
        for (int at = origin + (first + 1) * stride; at < stop; at += stride) {
            pixels[at] = argb;
        }
        if (to > end) {
            cover(stop, argb, to - end);
        }
    }

    /// Covers a pixel in part: on opaque ground the colour is mixed in, on clear ground it becomes
    /// translucent, and of several covers of one pixel the strongest counts.
    private void cover(int at, int argb, double share) {
        int weight = (int) (share * 256);
        int below = pixels[at];
        if (weight >= 255 || below == argb) {
            pixels[at] = argb;
            return;
        }
        int alpha = below >>> 24;
        if (alpha == 255) {
            int redBlue = (argb & 0xFF00FF) * weight + (below & 0xFF00FF) * (256 - weight);
            int green = (argb & 0x00FF00) * weight + (below & 0x00FF00) * (256 - weight);
            pixels[at] = 0xFF000000 | ((redBlue >>> 8) & 0xFF00FF) | ((green >>> 8) & 0x00FF00);
        } else if (alpha < weight) {
            int redBlue = (argb & 0xFF00FF) * weight;
            int green = (argb & 0x00FF00) * weight;
            pixels[at] = weight << 24 | ((redBlue >>> 8) & 0xFF00FF) | ((green >>> 8) & 0x00FF00);
        }
    }
}
