package io.cartelem.app.chart;

import java.util.Arrays;

/// One pair of numbers for each pixel column, reused from frame to frame.
public final class Columns {
    private double[] min = new double[0];
    private double[] max = new double[0];
    private int width;

    /// Makes room for `columns` pixel columns.
    public void resize(int columns) {
        width = Math.max(1, columns);
        if (min.length < width) {
            min = new double[width + 256];
            max = new double[width + 256];
        }
    }

    public int width() {
        return width;
    }

    public double min(int column) {
        return min[column];
    }

    public double max(int column) {
        return max[column];
    }

    /// Whether a column has a value and neither neighbour has one.
    boolean alone(int column) {
        return (column == 0 || Double.isNaN(min[column - 1]))
                && (column == width - 1 || Double.isNaN(min[column + 1]));
    }

    /// The smallest of all, +∞ if there is none.
    public double lowest() {
        double all = Double.POSITIVE_INFINITY;
        for (int i = 0; i < width; i++) {
            if (min[i] < all) {
                all = min[i];
            }
        }
        return all;
    }

    /// The largest of all, −∞ if there is none.
    public double highest() {
        double all = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < width; i++) {
            if (max[i] > all) {
                all = max[i];
            }
        }
        return all;
    }

    /// Leaves every column without a value.
    public void empty() {
        Arrays.fill(min, 0, width, Double.NaN);
        Arrays.fill(max, 0, width, Double.NaN);
    }

    void set(int column, double low, double high) {
        min[column] = low;
        max[column] = high;
    }
}
