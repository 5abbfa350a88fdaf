package io.cartelem.app.lap;

import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LapTrace;
import io.cartelem.core.lap.session.SessionComparison;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Two laps compared, as the page shows them. Immutable by convention.
///
/// @param title which laps
/// @param panels the charts from top to bottom
/// @param losses the largest first
public record Comparison(
        SessionComparison laps, String title, List<Panel> panels, List<LossRow> losses) {
    public Comparison {
        panels = List.copyOf(panels);
        losses = List.copyOf(losses);
    }

    /// A chart over the metres of the reference lap.
    ///
    /// @param id the channel, or [#GAP]
    /// @param unit of its values, as shown
    /// @param reference null for the time gap, which has but one line
    /// @param lap NaN where there is no value
    public record Panel(
            String id,
            String title,
            String unit,
            int decimals,
            double @Nullable [] reference,
            double[] lap) {
        /// The id of the time gap.
        public static final String GAP = "gap";

        public boolean isGap() {
            return reference == null;
        }
    }

    /// A part in which the lap lost time.
    public record LossRow(int rank, String sentence, double fromM, double toM, GeoPoint apex) {}

    /// Metres along the reference of each column.
    public double[] metres() {
        return laps.byDistance().metres();
    }

    /// Metres of the reference lap.
    public double length() {
        return metres()[metres().length - 1];
    }

    /// The column nearest to `metres`.
    public int column(double metres) {
        int last = metres().length - 1;
        return Math.clamp(Math.round(metres / length() * last), 0, last);
    }

    /// Where the reference was after `metres`.
    public GeoPoint referenceAt(double metres) {
        return laps.reference().pointAt(metres);
    }

    /// Where the lap was when it was beside that place of the reference.
    public GeoPoint lapAt(double metres) {
        LapTrace way = laps.lap();
        double seconds = laps.byDistance().lap()[column(metres)];
        double[] times = IntStream.range(0, way.size()).mapToDouble(way::seconds).toArray();
        int found = Arrays.binarySearch(times, seconds);
        int after = Math.clamp(found >= 0 ? found : -found - 1, 1, way.size() - 1);
        double span = times[after] - times[after - 1];
        double u = span <= 0 ? 0 : Math.clamp((seconds - times[after - 1]) / span, 0, 1);
        return way.pointAt(way.metres(after - 1) + u * (way.metres(after) - way.metres(after - 1)));
    }

    /// Metres at which the sectors of the reference end, without the last.
    public double[] sectorEnds() {
        double[] seconds = laps.byDistance().reference();
        double end = 0;
        List<Double> ends = new java.util.ArrayList<>();
        var sectors = laps.reference().lap().sectors();
        for (int i = 0; i + 1 < sectors.size() && sectors.get(i).isKnown(); i++) {
            end += sectors.get(i).timeNs() / 1e9;
            int found = Arrays.binarySearch(seconds, end);
            int at = Math.clamp(found >= 0 ? found : -found - 1, 0, seconds.length - 1);
            ends.add(metres()[at]);
        }
        return ends.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
