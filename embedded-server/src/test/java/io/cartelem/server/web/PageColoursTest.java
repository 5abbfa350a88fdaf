package io.cartelem.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every colour of words against every ground they stand on, in both themes, by the formula of WCAG
/// 2.2 (success criterion 1.4.3): in the sun and from a metre, 4.5 to 1 is the least.
class PageColoursTest {
    private static final double LEAST = 4.5;
    private static final List<String> THEMES = List.of("dark", "light");
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^:root(?:\\[data-theme=\"(light)\"\\])? \\{([^}]*)\\}");
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{3,6});");
    private static final Pattern FADED = Pattern.compile("([^{}\\n]+) \\{ opacity: (\\.\\d+); \\}");

    private static final List<String> GROUNDS = List.of("ground", "panel", "raised");
    private static final List<String> WORDS =
            List.of(
                    "text", "soft", "accent", "warn", "bad", "gain", "loss", "purple", "c0", "c1",
                    "c2", "c3");

    /// Words on a ground of a colour of its own.
    private static final Map<String, String> PAIRS =
            Map.of("accent", "on-accent", "bad", "on-accent", "c0", "on-accent", "c1", "on-accent");

    private static final List<String> DASH = List.of("gain-ground", "loss-ground");

    @Test
    void wordsStandOutFromTheirGround() throws IOException {
        Map<String, Double> weak = new TreeMap<>();
        for (String theme : THEMES) {
            Map<String, int[]> colours = colours(theme);
            for (String ground : GROUNDS) {
                for (String words : WORDS) {
                    check(weak, theme, colours, words, ground);
                }
            }
            PAIRS.forEach((ground, words) -> check(weak, theme, colours, words, ground));
            for (String ground : DASH) {
                check(weak, theme, colours, "text", ground);
            }
        }
        assertEquals(Map.of(), weak);
    }

    @Test
    void whatIsOldIsDimmedAndStillReadable() throws IOException {
        Matcher faded = FADED.matcher(styles());
        int found = 0;
        while (faded.find()) {
            if (!faded.group(1).contains("data-fresh")) {
                continue;
            }
            found++;
            double opacity = Double.parseDouble(faded.group(2));
            for (String theme : THEMES) {
                Map<String, int[]> colours = colours(theme);
                for (String ground : List.of("panel", "raised")) {
                    int[] words = mixed(colours.get("text"), colours.get(ground), opacity);
                    double contrast = contrast(words, colours.get(ground));
                    assertTrue(contrast >= LEAST, faded.group(1) + " " + theme + " " + contrast);
                }
            }
        }
        assertTrue(found >= 3, "only " + found + " rules for what is old");
    }

    private static void check(
            Map<String, Double> weak,
            String theme,
            Map<String, int[]> colours,
            String words,
            String ground) {
        double contrast = contrast(colours.get(words), colours.get(ground));
        if (contrast < LEAST) {
            weak.put(theme + ": " + words + " on " + ground, contrast);
        }
    }

    /// The light theme changes some of the dark one's colours, or all.
    private static Map<String, int[]> colours(String theme) throws IOException {
        Map<String, int[]> colours = new HashMap<>();
        Matcher block = BLOCK.matcher(styles());
        while (block.find()) {
            if (block.group(1) == null || theme.equals("light")) {
                Matcher colour = COLOUR.matcher(block.group(2));
                while (colour.find()) {
                    colours.put(colour.group(1), rgb(colour.group(2)));
                }
            }
        }
        return colours;
    }

    private static String styles() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("/web/app.css", "/web/laps.css")) {
            try (InputStream in = PageColoursTest.class.getResourceAsStream(name)) {
                all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    private static int[] rgb(String hex) {
        String six = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
        int number = Integer.parseInt(six, 16);
        return new int[] {number >> 16, number >> 8 & 0xFF, number & 0xFF};
    }

    private static int[] mixed(int[] over, int[] under, double opacity) {
        int[] mixed = new int[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = (int) Math.round(opacity * over[i] + (1 - opacity) * under[i]);
        }
        return mixed;
    }

    private static double contrast(int[] one, int[] other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int[] rgb) {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            double c = rgb[i] / 255.0;
            linear[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
