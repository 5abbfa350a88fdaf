package io.cartelem.core.calc;

import io.cartelem.core.model.Channel;

/// A calculated channel as its description says.
///
/// @param name its name within the source `calc`
/// @param unit the unit's symbol, empty for none
/// @param decimals digits worth showing, 0 to 9
/// @param expression over other channels, for example `derivative(obd.SPEED / 3.6)`
/// @param maxAgeS seconds after which an input is too old; 0 for five of its periods, but at least
///   two seconds
public record CalcDefinition(
        String name, String unit, int decimals, String expression, double maxAgeS) {
    /// The source of all calculated channels.
    public static final String SOURCE = "calc";

    Channel channel() {
        return Channel.number(SOURCE, name, unit, decimals);
    }
}
