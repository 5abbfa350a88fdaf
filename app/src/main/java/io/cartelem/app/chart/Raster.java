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
        double from = Math.max(0, top);
        double to = Math.min(height, bottom);
        if (x < 0 || x >= width || !(from < to)) {
            return;
        }
        int first = (int) from;
        int end = (int) to;
        if (first == end) {
            blend(first * width + x, argb, to - from);
            return;
        }
        blend(first * width + x, argb, first + 1 - from);
        int stop = end * width + x;
        for (int at = (first + 1) * width + x; at < stop; at += width) {
            pixels[at] = argb;
        }
        if (to > end) {
            blend(stop, argb, to - end);
        }
    }

    /// Puts a small shape with its upper left corner at `x`, `y`, for lines drawn by stamping: where
    /// stamps of a line overlap, the stronger one counts, so its edges stay smooth.
    ///
    /// @param coverage from 0 to 255 for each pixel of the shape, row after row
    /// @param size pixels in a row of it, and rows
    /// @param argb an opaque colour
    public void stamp(int x, int y, int[] coverage, int size, int argb) {
        int fromX = Math.max(0, -x);
        int toX = Math.min(size, width - x);
        int toY = Math.min(size, height - y);
        for (int row = Math.max(0, -y); row < toY; row++) {
            int at = (y + row) * width + x;
            for (int column = fromX; column < toX; column++) {
                int cover = coverage[row * size + column];
                int pixel = at + column;
                if (cover == 255) {
                    pixels[pixel] = argb;
                } else if (cover > 0) {
                    soften(pixel, argb, cover);
                }
            }
        }
    }

    /// Shows what was written.
    public void publish() {
        buffer.updateBuffer(shown -> null);
    }

    /// On clear ground the colour becomes translucent, on opaque ground it is mixed in.
    private void soften(int at, int argb, int cover) {
        int below = pixels[at];
        int alpha = below >>> 24;
        if (alpha == 255) {
            if (below != argb) {
                blend(at, argb, cover / 256.0);
            }
        } else if (alpha < cover) {
            int redBlue = (((argb & 0xFF00FF) * cover) >>> 8) & 0xFF00FF;
            int green = (((argb & 0x00FF00) * cover) >>> 8) & 0x00FF00;
            pixels[at] = cover << 24 | redBlue | green;
        }
    }

    private void blend(int at, int argb, double share) {
        int weight = (int) (share * 256);
        if (weight >= 255) {
            pixels[at] = argb;
            return;
        }
        int below = pixels[at];
        // red and blue together, green alone, as opaque colours have no other alpha
        int redBlue = (argb & 0xFF00FF) * weight + (below & 0xFF00FF) * (256 - weight);
        int green = (argb & 0x00FF00) * weight + (below & 0x00FF00) * (256 - weight);
        pixels[at] = 0xFF000000 | (redBlue >>> 8 & 0xFF00FF) | (green >>> 8 & 0x00FF00);
    }
}
