package io.cartelem.app.text;

import io.cartelem.core.model.Channel;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words of the window in one language.
public final class Texts {
    private static final String BUNDLE = "io.cartelem.app.text.texts";

    private final ResourceBundle bundle;
    private final Locale locale;
    private final Sentences sentences;

    private Texts(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
        this.sentences = Sentences.of(locale);
    }

    /// @param language `system`, or a language tag such as `de`; English where there is no
    ///   translation
    public static Texts of(String language) {
        Locale locale =
                language.isBlank() || language.equalsIgnoreCase("system")
                        ? Locale.getDefault()
                        : Locale.forLanguageTag(language);
        ResourceBundle bundle =
                ResourceBundle.getBundle(
                        BUNDLE,
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        return new Texts(bundle, locale);
    }

    public Locale locale() {
        return locale;
    }

    /// The text of `key` with `{0}`, `{1}`… replaced. An unknown key shows itself, so that a
    /// missing word is seen and nothing fails.
    public String get(String key, Object... values) {
        if (!bundle.containsKey(key)) {
            return key;
        }
        String text = bundle.getString(key);
        return values.length == 0 ? text : new MessageFormat(text, locale).format(values);
    }

    /// What the station said in English, in this language as far as it is known.
    public String sentence(String english) {
        return sentences.say(english);
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /// The text of `key`, or `fallback` where there is none.
    public String getOr(String key, String fallback) {
        return bundle.containsKey(key) ? bundle.getString(key) : fallback;
    }

    /// A channel's name for a person: translated where known, else its own name made readable
    /// (`COOLANT_TEMP` becomes `Coolant temp`).
    public String channel(Channel channel) {
        return channel(channel.source(), channel.name());
    }

    public String channel(String source, String name) {
        return getOr("channel." + source + "." + name, readable(name));
    }

    /// A source's name for a person.
    public String source(String source) {
        return getOr("source." + source, source);
    }

    private static String readable(String name) {
        boolean shouting = name.equals(name.toUpperCase(Locale.ROOT));
        if (shouting && name.length() <= 3) {
            return name;
        }
        String words = name.replace('_', ' ').strip();
        String lower = shouting ? words.toLowerCase(Locale.ROOT) : words;
        return lower.isEmpty() ? name : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }
}
