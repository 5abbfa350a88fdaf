package io.cartelem.app.map;

import io.cartelem.app.chart.Raster;

/// Draws thick lines into a [Raster] by stamping a round dot along them, in a twentieth of the time
/// that antialiased strokes take on the software pipeline. FX thread.
final class Pen {
    /// Places of a dot's middle within a pixel, in each direction.
    private static final int PHASES = 4;

    private static final int SUB = 8;

    private final int size;
    private final int[][] dots = new int[PHASES * PHASES][];

    /// @param thick of the line in pixels
    Pen(double thick) {
        size = (int) Math.ceil(thick) + 2;
        int middle = size / 2;
        for (int phaseY = 0; phaseY < PHASES; phaseY++) {
            for (int phaseX = 0; phaseX < PHASES; phaseX++) {
                double x = middle + (phaseX + 0.5) / PHASES;
                double y = middle + (phaseY + 0.5) / PHASES;
                dots[phaseY * PHASES + phaseX] = dot(x, y, thick / 2);
            }
        }
    }

    /// Draws from one point to another, both included. Only what lies on the raster takes time,
    /// however far away the ends are.
    void line(Raster raster, double x0, double y0, double x1, double y1, int argb) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.max(Math.abs(dx), Math.abs(dy));
        double from = Math.max(first(x0, dx, raster.width()), first(y0, dy, raster.height()));
        double to =
                Math.min(1 - first(x1, -dx, raster.width()), 1 - first(y1, -dy, raster.height()));
        if (!(from <= to)) {
            return;
        }
        int steps = (int) Math.ceil((to - from) * length);
        double step = steps == 0 ? 0 : (to - from) / steps;
        for (int i = 0; i <= steps; i++) {
            double part = from + i * step;
            dot(raster, x0 + part * dx, y0 + part * dy, argb);
        }
    }

    /// The part of a way at which it enters the raster, on one axis: 0 if it begins within, above 1
    /// if it never gets there.
    private double first(double start, double way, int room) {
        double low = -size;
        double high = room + size;
        if (start < low) {
            return way > 0 ? (low - start) / way : 2;
        }
        if (start > high) {
            return way < 0 ? (high - start) / way : 2;
        }
        return 0;
    }

    private void dot(Raster raster, double x, double y, int argb) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        int phaseX = (int) ((x - left) * PHASES);
        int phaseY = (int) ((y - top) * PHASES);
        int middle = size / 2;
        raster.stamp(left - middle, top - middle, dots[phaseY * PHASES + phaseX], size, argb);
    }

    /// How much of each pixel a disc covers, by sampling.
    private int[] dot(double middleX, double middleY, double radius) {
        int[] coverage = new int[size * size];
        for (int subY = 0; subY < size * SUB; subY++) {
            for (int subX = 0; subX < size * SUB; subX++) {
                double x = (subX + 0.5) / SUB - middleX;
                double y = (subY + 0.5) / SUB - middleY;
                if (x * x + y * y <= radius * radius) {
                    coverage[subY / SUB * size + subX / SUB]++;
                }
            }
        }
        for (int i = 0; i < coverage.length; i++) {
            coverage[i] = coverage[i] * 255 / (SUB * SUB);
        }
        return coverage;
    }
}
