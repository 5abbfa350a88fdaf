package io.cartelem.app.map;

import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.TimingLine;

import java.util.List;

/// Ways and timing lines as a map shows them. Immutable.
///
/// @param ways the later over the earlier
/// @param gates over all ways
public record Sketch(List<Way> ways, List<Gate> gates) {
    /// Nothing at all.
    public static final Sketch EMPTY = new Sketch(List.of(), List.of());

    public Sketch {
        ways = List.copyOf(ways);
        gates = List.copyOf(gates);
    }

    /// What something is drawn as.
    public enum Ink {
        /// A way behind others.
        GROUND,
        /// The lap that others are compared with.
        REFERENCE,
        /// The lap that is judged.
        LAP,
        /// Where time begins, and on a circuit ends.
        START,
        /// Where a sector ends.
        SPLIT,
        /// Where a stage ends.
        FINISH,
        /// What a person is about to move.
        CHOSEN
    }

    /// Places in the order in which they were passed.
    public record Way(List<GeoPoint> points, Ink ink) {
        public Way {
            points = List.copyOf(points);
        }
    }

    /// A timing line with an arrow in the direction in which it counts.
    ///
    /// @param name written beside it
    public record Gate(String name, TimingLine line, Ink ink) {}

    /// A place of this moment, such as a car's.
    public record Spot(GeoPoint place, Ink ink) {}
}
