package io.cartelem.core.sensor;

import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/// Turns the text of one field into a sample of one channel. Immutable.
final class ValueReader {
    /// The longest text a channel keeps, in characters.
    static final int LONGEST_TEXT = 255;

    private static final int LONGEST_NUMBER = 64;

    /// What boards print where a reading failed.
    private static final Set<String> ABSENT =
            Set.of("", "-", "--", "nan", "null", "none", "n/a", "na", "inf", "-inf", "ovf", "-ovf");

    private final SensorChannel channel;
    private final boolean decimalComma;
    private final String noNumber;
    private final String noTruth;
    private final String tooLong;
    private final String outOfRange;

    /// @param decimalComma whether `12,5` is a number
    ValueReader(SensorChannel channel, boolean decimalComma) {
        this.channel = channel;
        this.decimalComma = decimalComma;
        this.noNumber = channel.name() + " is no number";
        this.noTruth = channel.name() + " is neither true nor false";
        this.tooLong = channel.name() + " is longer than " + LONGEST_TEXT + " characters";
        this.outOfRange =
                channel.name() + " is not between " + channel.min() + " and " + channel.max();
    }

    SensorChannel channel() {
        return channel;
    }

    /// Adds the sample, if the field holds one.
    ///
    /// @return what is wrong with it, null if nothing is
    @Nullable String read(@Nullable String field, long timeNs, SampleBatch.Builder batch) {
        if (field == null) {
            return null;
        }
        return switch (channel.type()) {
            case NUMBER -> number(field, timeNs, batch);
            case BOOLEAN -> truth(field, timeNs, batch);
            case TEXT -> text(field, timeNs, batch);
        };
    }

    private @Nullable String number(String field, long timeNs, SampleBatch.Builder batch) {
        double value = parse(field);
        if (Double.isNaN(value)) {
            return ABSENT.contains(field.strip().toLowerCase(Locale.ROOT)) ? null : noNumber;
        }
        double scaled = value * channel.scale() + channel.offset();
        if (!Double.isFinite(scaled)) {
            return noNumber;
        }
        boolean within = scaled >= channel.min() && scaled <= channel.max();
        Quality quality = within ? Quality.GOOD : channel.outside();
        batch.add(channel.channel(), timeNs, scaled, null, quality);
        return within ? null : outOfRange;
    }

    /// NaN for what is no finite number. Java's own extras (`1d`, `0x1p3`, `Infinity`) are none.
    private double parse(String field) {
        int length = field.length();
        if (length == 0 || length > LONGEST_NUMBER) {
            return Double.NaN;
        }
        boolean comma = false;
        for (int i = 0; i < length; i++) {
            char c = field.charAt(i);
            boolean numeric =
                    (c >= '0' && c <= '9')
                            || c == '.'
                            || c == '-'
                            || c == '+'
                            || c == 'e'
                            || c == 'E'
                            || c == ' ';
            if (!numeric) {
                if (c != ',' || !decimalComma || comma) {
                    return truthAsNumber(field);
                }
                comma = true;
            }
        }
        try {
            return Double.parseDouble(comma ? field.replace(',', '.') : field);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double truthAsNumber(String field) {
        return switch (field) {
            case "true" -> 1;
            case "false" -> 0;
            default -> Double.NaN;
        };
    }

    private @Nullable String truth(String field, long timeNs, SampleBatch.Builder batch) {
        switch (field.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "high", "1", "1.0" -> batch.add(channel.channel(), timeNs, 1);
            case "false", "off", "no", "low", "0", "0.0" -> batch.add(channel.channel(), timeNs, 0);
            default -> {
                return field.isBlank() ? null : noTruth;
            }
        }
        return null;
    }

    private @Nullable String text(String field, long timeNs, SampleBatch.Builder batch) {
        if (field.length() > LONGEST_TEXT) {
            return tooLong;
        }
        batch.add(channel.channel(), timeNs, field);
        return null;
    }
}
