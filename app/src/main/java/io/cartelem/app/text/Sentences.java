package io.cartelem.app.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Says in another language what the station says in English. The station knows no languages: a
/// sentence is recognised by its English pattern, in which `{0}`, `{1}`… stand for what changes,
/// and is said again by the pattern of the same key. What stands in those places is translated in
/// the same way, and each line of several by itself. A sentence that no pattern fits stays as it
/// is. Immutable, any thread.
public final class Sentences {
    private static final String BUNDLE = "io.cartelem.app.text.sentences";
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");

    /// A pattern that begins so is a sentence with a clause behind it, the last of perhaps several.
    private static final String APPENDED = "{0};";

    /// Sentences in sentences in sentences are nobody's work.
    private static final int DEPTH = 6;

    private final List<Rule> rules;

    /// One sentence in two languages.
    ///
    /// @param pattern the English one, as it is written
    /// @param places which place each group of `english` fills
    /// @param literal how many characters of it are fixed
    private record Rule(
            String key,
            String pattern,
            Pattern english,
            List<Integer> places,
            int literal,
            String other) {}

    private Sentences(List<Rule> rules) {
        this.rules = rules;
    }

    /// The sentences in the language of `locale`; English ones where there is no translation.
    public static Sentences of(Locale locale) {
        ResourceBundle english = bundle(Locale.ROOT);
        ResourceBundle other = bundle(locale);
        if (other.getLocale().equals(Locale.ROOT)) {
            return new Sentences(List.of());
        }
        List<Rule> rules = new ArrayList<>();
        for (String key : english.keySet()) {
            rules.add(rule(key, english.getString(key), other.getString(key)));
        }
        // the more a pattern says, the less it fits by chance
        rules.sort(Comparator.comparingInt(Rule::literal).reversed().thenComparing(Rule::key));
        return new Sentences(List.copyOf(rules));
    }

    /// Every English pattern with the one of a language, for those who translate elsewhere; empty
    /// where there is no translation.
    ///
    /// @param language a tag such as `de`
    public static Map<String, String> table(String language) {
        Map<String, String> table = new TreeMap<>();
        of(Locale.forLanguageTag(language))
                .rules
                .forEach(rule -> table.put(rule.pattern(), rule.other()));
        return Collections.unmodifiableMap(table);
    }

    /// `english` in this language.
    public String say(String english) {
        return english.lines().map(line -> say(line, DEPTH)).collect(Collectors.joining("\n"));
    }

    /// The key of the pattern that a sentence fits.
    Optional<String> keyOf(String english) {
        return rules.stream()
                .filter(rule -> rule.english().matcher(english).matches())
                .map(Rule::key)
                .findFirst();
    }

    private String say(String english, int depth) {
        if (depth == 0 || english.isEmpty()) {
            return english;
        }
        for (Rule rule : rules) {
            Matcher matcher = rule.english().matcher(english);
            if (matcher.matches()) {
                return fill(rule, matcher, depth);
            }
        }
        return english;
    }

    private String fill(Rule rule, Matcher found, int depth) {
        return PLACE.matcher(rule.other())
                .replaceAll(
                        place -> {
                            int wanted = Integer.parseInt(place.group(1));
                            int group = rule.places().indexOf(wanted) + 1;
                            return Matcher.quoteReplacement(say(found.group(group), depth - 1));
                        });
    }

    private static Rule rule(String key, String english, String other) {
        StringBuilder expression = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        Matcher place = PLACE.matcher(english);
        int from = 0;
        int literal = 0;
        while (place.find()) {
            expression
                    .append(Pattern.quote(english.substring(from, place.start())))
                    .append(english.startsWith(APPENDED) && places.isEmpty() ? "(.+)" : "(.+?)");
            literal += place.start() - from;
            places.add(Integer.parseInt(place.group(1)));
            from = place.end();
        }
        expression.append(Pattern.quote(english.substring(from)));
        literal += english.length() - from;
        return new Rule(
                key,
                english,
                Pattern.compile(expression.toString(), Pattern.DOTALL),
                List.copyOf(places),
                literal,
                other);
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                BUNDLE,
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
