package io.cartelem.core.sensor.format;

import java.util.List;

/// Column numbers, as descriptions write them from 1.
final class Places {
    static final int MOST = 256;

    private Places() {}

    /// @param what what to write there, for a sentence
    /// @throws IllegalArgumentException with that sentence when one is no number from 1
    static int[] of(List<String> froms, String what) {
        int[] places = new int[froms.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = number(froms.get(i));
            if (places[i] < 0) {
                throw new IllegalArgumentException(
                        "from is \"" + froms.get(i) + "\"; write " + what + ", 1 to " + MOST);
            }
        }
        return places;
    }

    /// The place counted from 0, or -1 if the text is no number from 1 to the most.
    static int number(String text) {
        if (text.isEmpty()
                || text.length() > 3
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= MOST ? number - 1 : -1;
    }

    static int greatest(int[] places) {
        int greatest = -1;
        for (int place : places) {
            greatest = Math.max(greatest, place);
        }
        return greatest;
    }
}
