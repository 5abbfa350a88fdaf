package io.cartelem.app.text;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorState.Phase;

import java.util.Locale;

/// Says how a collector is.
public final class CollectorWords {
    private CollectorWords() {}

    /// Two or three words: the rate while it runs, else the phase or, where known, the cause.
    public static String brief(CollectorState state, Texts texts) {
        if (state.phase() == Phase.RUNNING) {
            return state.source().equals("obd")
                    ? texts.get("collector.values_per_second", Format.number(state.rateHz(), 0))
                    : Format.number(state.rateHz(), state.rateHz() < 2 ? 1 : 0) + " Hz";
        }
        String byCode = "collector.code." + state.code();
        return texts.has(byCode)
                ? texts.get(byCode)
                : texts.get("collector.phase." + state.phase().name().toLowerCase(Locale.ROOT));
    }

    /// A sentence that says what is the matter and what to do; the collector's own English one,
    /// which may hold counts, in English and where there is no translation.
    public static String sentence(CollectorState state, Texts texts) {
        if (texts.locale().getLanguage().equals(Locale.ENGLISH.getLanguage())) {
            return state.sentence();
        }
        return texts.getOr("collector.sentence." + state.code(), state.sentence());
    }
}
