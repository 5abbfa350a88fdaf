package io.cartelem.app.chart;

import io.cartelem.app.desk.Memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The layout of charts as it is remembered: a line for the channels, one for the heights, one for
/// the scales that are held. Charts are separated by semicolons, what belongs to one by commas.
/// What cannot be read is left out, as it is only a layout.
///
/// @param channels ids in the order in which they were chosen
/// @param height beside the other charts, 1 for as high as most
/// @param scales the ends of axes that are held, by the unit shown
record ChartLayout(List<String> channels, double height, Map<String, Scale> scales) {
    private static final String HEIGHTS = ".heights";
    private static final String SCALES = ".scales";

    /// The ends of an axis, as shown.
    record Scale(double low, double high) {}

    /// @param standard the channels at first
    static List<ChartLayout> read(Memory memory, String key, String standard) {
        String[] rows = memory.get(key, standard).split(";", -1);
        String[] heights = memory.get(key + HEIGHTS, "").split(";", -1);
        String[] scales = memory.get(key + SCALES, "").split(";", -1);
        List<ChartLayout> charts = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            List<String> channels =
                    Arrays.stream(rows[i].split(",")).filter(id -> !id.isBlank()).toList();
            charts.add(
                    new ChartLayout(
                            channels,
                            i < heights.length ? number(heights[i], 1) : 1,
                            i < scales.length ? scales(scales[i]) : Map.of()));
        }
        return charts;
    }

    static void write(Memory memory, String key, List<ChartLayout> charts) {
        memory.put(key, joined(charts.stream().map(c -> String.join(",", c.channels)).toList()));
        memory.put(
                key + HEIGHTS,
                joined(charts.stream().map(c -> Double.toString(c.height)).toList()));
        memory.put(key + SCALES, joined(charts.stream().map(ChartLayout::scalesText).toList()));
    }

    private static String joined(List<String> parts) {
        return String.join(";", parts);
    }

    private String scalesText() {
        List<String> parts = new ArrayList<>();
        scales.forEach(
                (unit, scale) -> {
                    if (!unit.matches(".*[;,=].*")) {
                        parts.add(unit + "=" + scale.low + "=" + scale.high);
                    }
                });
        return String.join(",", parts);
    }

    private static Map<String, Scale> scales(String text) {
        Map<String, Scale> scales = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            String[] fields = part.split("=", -1);
            if (fields.length == 3) {
                Scale scale =
                        new Scale(number(fields[1], Double.NaN), number(fields[2], Double.NaN));
                if (scale.low < scale.high) {
                    scales.put(fields[0], scale);
                }
            }
        }
        return scales;
    }

    private static double number(String text, double fallback) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : fallback;
        } catch (NumberFormatException e) {
            return fallback;
        }
    }
}
