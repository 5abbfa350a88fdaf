package io.cartelem.core.sensor;

/// What a person wrote, short enough for a sentence.
final class Quoting {
    private static final int LONGEST = 60;

    private Quoting() {}

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
