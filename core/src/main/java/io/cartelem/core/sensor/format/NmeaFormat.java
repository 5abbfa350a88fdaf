package io.cartelem.core.sensor.format;

import io.cartelem.core.sensor.SensorFormat;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Sentences as NMEA 0183 writes them: `$`, fields with commas between, `*` and the exclusive or of
/// what is between in two hexadecimal digits. Field 1 is the one after the sentence's name.
final class NmeaFormat implements LineFormat {
    private static final int TYPE_LENGTH = 3;

    private final String sentence;
    private final boolean checksumRequired;
    private final int columns;
    private final int[] places;
    private final int needed;

    NmeaFormat(SensorFormat.Nmea format, List<String> froms, int columns) {
        this.sentence = format.sentence();
        this.checksumRequired = format.checksumRequired();
        this.columns = columns;
        this.places = Places.of(froms, "the number of the field");
        this.needed = Places.greatest(places) + 1;
    }

    @Override
    public LineResult read(String line) {
        int start = line.indexOf('$');
        if (start < 0) {
            return new LineResult.Refused("the line is no sentence: it has no $");
        }
        int star = line.indexOf('*', start);
        if (star < 0 && checksumRequired) {
            return new LineResult.Refused("the sentence has no checksum");
        }
        if (star >= 0 && !matches(line, start + 1, star)) {
            return new LineResult.Refused("the checksum is wrong");
        }
        String[] fields = line.substring(start + 1, star < 0 ? line.length() : star).split(",", -1);
        if (!wanted(fields[0])) {
            return new LineResult.Nothing("another sentence");
        }
        int count = fields.length - 1;
        if (columns > 0 ? count != columns : count < needed) {
            return new LineResult.Refused(
                    "the sentence has "
                            + count
                            + (count == 1 ? " field" : " fields")
                            + (columns > 0
                                    ? "; " + columns + " are described"
                                    : "; at least " + needed + " are needed"));
        }
        @Nullable String[] row = new @Nullable String[places.length];
        for (int i = 0; i < places.length; i++) {
            row[i] = fields[places[i] + 1].strip();
        }
        return new LineResult.Rows(List.<@Nullable String[]>of(row));
    }

    private boolean wanted(String name) {
        return name.equals(sentence)
                || (sentence.length() == TYPE_LENGTH
                        && name.length() == TYPE_LENGTH + 2
                        && name.endsWith(sentence));
    }

    /// Whether the two digits behind the star are the exclusive or of what is before it.
    static boolean matches(String line, int from, int star) {
        if (line.length() < star + 3) {
            return false;
        }
        int sum = 0;
        for (int i = from; i < star; i++) {
            sum ^= line.charAt(i);
        }
        int high = Character.digit(line.charAt(star + 1), 16);
        int low = Character.digit(line.charAt(star + 2), 16);
        return high >= 0 && low >= 0 && sum == high * 16 + low;
    }
}
