package io.cartelem.core.sensor;

/// How a sensor writes its values, as its description says.
public sealed interface SensorFormat {

    /// Values with a separator between, one line a row; quotes as in RFC 4180.
    ///
    /// @param header whether a line with the columns' names comes first
    record Csv(char separator, boolean header) implements SensorFormat {}

    /// JSON (RFC 8259), one document a line or message.
    ///
    /// @param records a JSON pointer (RFC 6901) to the object, or to the list of objects, with the
    ///   values; empty for the whole document
    record Json(String records) implements SensorFormat {}

    /// `oil=88.5 pressure=4.1`, with blanks, commas or semicolons between, `=` or `:` within.
    record KeyValue() implements SensorFormat {}

    /// `$PCAR,12.5,33*5C`, as NMEA 0183 writes sentences.
    ///
    /// @param sentence the first field without `$`; three letters fit every talker
    /// @param checksumRequired whether a sentence without one is refused
    record Nmea(String sentence, boolean checksumRequired) implements SensorFormat {}

    /// `$RC2` and `$RC3`, as home-made loggers write them for RaceChrono. The channels need not be
    /// described.
    record RaceChrono() implements SensorFormat {}

    /// A regular expression in RE2's syntax whose named groups are the values. RE2 takes time
    /// proportional to the line, whatever the expression.
    record Regex(String pattern) implements SensorFormat {}
}
