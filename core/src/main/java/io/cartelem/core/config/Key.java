package io.cartelem.core.config;

import java.util.function.Function;

/// One setting.
///
/// @param name as in the environment, for example `OBD_PORT`
/// @param defaultText the value when nobody set one, in the form a person writes
/// @param allowed what may be written, the end of the sentence "… must be"
/// @param parser turns the text into a value or throws IllegalArgumentException
/// @param secret whether its value is masked wherever settings are shown
/// @param live whether a change takes effect without a restart
/// @param meaning one line for a person
public record Key<T>(
        String name,
        String defaultText,
        String allowed,
        Function<String, T> parser,
        boolean secret,
        boolean live,
        String meaning) {

    static <T> Key<T> of(
            String name,
            String defaultText,
            String allowed,
            Function<String, T> parser,
            String meaning) {
        return new Key<>(name, defaultText, allowed, parser, false, false, meaning);
    }

    Key<T> hidden() {
        return new Key<>(name, defaultText, allowed, parser, true, live, meaning);
    }

    Key<T> takesEffectAtOnce() {
        return new Key<>(name, defaultText, allowed, parser, secret, true, meaning);
    }

    /// The value of `text`.
    ///
    /// @throws IllegalArgumentException with a sentence that names the key, the value and what is
    ///   allowed
    T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            String shown = secret ? "the given value" : "'" + text + "'";
            throw new IllegalArgumentException(
                    name + " must be " + allowed + ", not " + shown + ".", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
