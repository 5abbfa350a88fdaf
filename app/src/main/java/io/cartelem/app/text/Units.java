package io.cartelem.app.text;

import java.util.Locale;

/// The units in which a person thinks. Values are stored and computed in their own units; only what
/// is shown changes.
public enum Units {
    METRIC,
    IMPERIAL;

    /// International yard and pound agreement of 1959: 1 mi = 1609.344 m, 1 ft = 0.3048 m.
    private static final double MILES = 1 / 1.609344;

    private static final double FEET = 1 / 0.3048;
    private static final double PSI_PER_KPA = 0.145037737730;
    private static final double US_GALLONS = 1 / 3.785411784;

    public static Units of(String name) {
        return name.strip().toLowerCase(Locale.ROOT).equals("imperial") ? IMPERIAL : METRIC;
    }

    /// How values in `unit` are shown.
    public Measure measure(String unit) {
        return switch (this) {
            case METRIC -> new Measure(unit, 1, 0, 0);
            case IMPERIAL -> imperial(unit);
        };
    }

    private static Measure imperial(String unit) {
        return switch (unit) {
            case "km/h" -> new Measure("mph", MILES, 0, 0);
            case "km" -> new Measure("mi", MILES, 0, 0);
            case "m" -> new Measure("ft", FEET, 0, 0);
            case "m/s" -> new Measure("ft/s", FEET, 0, 0);
            case "°C" -> new Measure("°F", 1.8, 32, 0);
            case "kPa" -> new Measure("psi", PSI_PER_KPA, 0, 1);
            case "L/h", "l/h" -> new Measure("gal/h", US_GALLONS, 0, 1);
            case "L", "l" -> new Measure("gal", US_GALLONS, 0, 1);
            default -> new Measure(unit, 1, 0, 0);
        };
    }
}
