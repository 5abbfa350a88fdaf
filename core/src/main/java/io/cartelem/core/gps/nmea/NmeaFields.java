package io.cartelem.core.gps.nmea;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/// The fields of a sentence as text. Reading past the end or an empty field gives nothing, because
/// receivers leave out what they do not know.
final class NmeaFields {
    private static final long NANOS = 1_000_000_000L;

    private final String[] fields;

    private NmeaFields(String[] fields) {
        this.fields = fields;
    }

    /// @param body the characters between `$` and `*`
    static NmeaFields of(String body) {
        int commas = 0;
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) == ',') {
                commas++;
            }
        }
        String[] fields = new String[commas + 1];
        int from = 0;
        for (int i = 0; i < commas; i++) {
            int comma = body.indexOf(',', from);
            fields[i] = body.substring(from, comma);
            from = comma + 1;
        }
        fields[commas] = body.substring(from);
        return new NmeaFields(fields);
    }

    /// The address; the fields behind it count from 1, as in the descriptions of the sentences.
    String address() {
        return fields[0];
    }

    /// How many fields follow the address.
    int count() {
        return fields.length - 1;
    }

    boolean has(int index) {
        return index < fields.length && !fields[index].isEmpty();
    }

    String text(int index) {
        return index < fields.length ? fields[index] : "";
    }

    List<String> rest() {
        return Arrays.asList(fields).subList(1, fields.length);
    }

    /// A hexadecimal digit such as a system or signal id, -1 if the field is something else.
    int hexDigit(int index) {
        String text = text(index);
        return text.length() == 1 ? Character.digit(text.charAt(0), 16) : -1;
    }

    /// The time of day of `hhmmss` or `hhmmss.sss`, exact to the nanosecond (the library goes
    /// through binary fractions), [NmeaReport#NO_TIME] if the field is empty.
    ///
    /// @throws IllegalArgumentException if it is no time
    long timeOfDayNs(int index) {
        String text = text(index);
        if (text.isEmpty()) {
            return NmeaReport.NO_TIME;
        }
        int dot = text.indexOf('.');
        int whole = dot < 0 ? text.length() : dot;
        if (whole != 6 || !digits(text, 0, 6) || !digits(text, whole + 1, text.length())) {
            throw new IllegalArgumentException("no time of day");
        }
        int hour = pair(text, 0);
        int minute = pair(text, 2);
        int second = pair(text, 4);
        if (hour > 23 || minute > 59 || second > 60) {
            throw new IllegalArgumentException("no time of day");
        }
        long fraction = 0;
        long unit = NANOS;
        for (int i = whole + 1; i < text.length() && unit > 1; i++) {
            unit /= 10;
            fraction += (text.charAt(i) - '0') * unit;
        }
        return (hour * 3600L + minute * 60L + second) * NANOS + fraction;
    }

    /// The date of `ddmmyy`; years from 80 on are of the 20th century, in which GPS began. Null if
    /// the field is empty or no date: receivers have sent a year of -1 after a week rollover, and
    /// their position is still good.
    @Nullable LocalDate date(int index) {
        String text = text(index);
        if (text.length() != 6 || !digits(text, 0, 6)) {
            return null;
        }
        int year = pair(text, 4);
        return calendar(year >= 80 ? 1900 + year : 2000 + year, pair(text, 2), pair(text, 0));
    }

    /// The date of three fields day, month, year of four digits; null if they are none.
    @Nullable LocalDate date(int day, int month, int year) {
        String d = text(day);
        String m = text(month);
        String y = text(year);
        boolean numbers =
                d.length() == 2
                        && m.length() == 2
                        && y.length() == 4
                        && digits(d, 0, 2)
                        && digits(m, 0, 2)
                        && digits(y, 0, 4);
        return numbers ? calendar(Integer.parseInt(y), pair(m, 0), pair(d, 0)) : null;
    }

    private static @Nullable LocalDate calendar(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// Whether the field is `ddmm.mmm` or `dddmm.mmm` with minutes below 60, which the library does
    /// not check.
    boolean angle(int index, int degreeDigits) {
        String text = text(index);
        int dot = text.indexOf('.');
        int whole = dot < 0 ? text.length() : dot;
        return whole == degreeDigits + 2
                && digits(text, 0, whole)
                && digits(text, whole + 1, text.length())
                && text.charAt(degreeDigits) < '6';
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static int pair(String text, int at) {
        return (text.charAt(at) - '0') * 10 + (text.charAt(at + 1) - '0');
    }
}
