package io.cartelem.app.text;

/// How values of a unit are shown: another symbol, a factor, an offset.
///
/// @param symbol the unit as shown
/// @param decimals added to the channel's own decimals
public record Measure(String symbol, double factor, double offset, int decimals) {

    /// The value as shown.
    public double shown(double value) {
        return value * factor + offset;
    }

    /// The value behind a shown one.
    public double stored(double shown) {
        return (shown - offset) / factor;
    }
}
