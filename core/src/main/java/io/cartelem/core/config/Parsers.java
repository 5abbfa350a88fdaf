package io.cartelem.core.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/// How the texts of settings become values. Each throws IllegalArgumentException for what it does
/// not accept; the sentence around it comes from [Key#parse].
final class Parsers {
    private Parsers() {}

    static Function<String, Integer> wholeNumber(int min, int max) {
        return text -> {
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        };
    }

    static Function<String, Double> number(double min, double max) {
        return text -> {
            double value = Double.parseDouble(text);
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        };
    }

    static Function<String, Duration> seconds(double min, double max) {
        Function<String, Double> number = number(min, max);
        return text -> Duration.ofMillis(Math.round(number.apply(text) * 1_000));
    }

    static Function<String, OptionalInt> wholeNumberOr(String word, int min, int max) {
        return text ->
                text.equalsIgnoreCase(word)
                        ? OptionalInt.empty()
                        : OptionalInt.of(wholeNumber(min, max).apply(text));
    }

    static Function<String, OptionalDouble> numberOr(String word, double min, double max) {
        return text ->
                text.equalsIgnoreCase(word)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(number(min, max).apply(text));
    }

    static boolean yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    static <E extends Enum<E>> Function<String, E> word(Class<E> type) {
        return text -> {
            String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
            return Arrays.stream(type.getEnumConstants())
                    .filter(e -> e.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown word"));
        };
    }

    static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
}
