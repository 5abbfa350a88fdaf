package io.cartelem.core.sensor.format;

import io.cartelem.core.sensor.SensorFormat;

import java.util.List;

/// Takes a line apart. A value's place in a row is that of its `from` in the list with which the
/// format was made.
public interface LineFormat {

    /// @param line one line without its end, of bounded length
    LineResult read(String line);

    /// @param froms where in a line each wanted value is
    /// @param columns how many columns a line must have, 0 for any number; for CSV and NMEA
    /// @throws IllegalArgumentException with a sentence when the two do not fit
    static LineFormat of(SensorFormat format, List<String> froms, int columns) {
        return switch (format) {
            case SensorFormat.Csv csv -> new CsvFormat(csv, froms, columns);
            case SensorFormat.Json json -> new JsonFormat(json, froms);
            case SensorFormat.KeyValue _ -> new KeyValueFormat(froms);
            case SensorFormat.Nmea nmea -> new NmeaFormat(nmea, froms, columns);
            case SensorFormat.RaceChrono _ -> new RaceChronoFormat(froms);
            case SensorFormat.Regex regex -> new RegexFormat(regex, froms);
        };
    }
}
