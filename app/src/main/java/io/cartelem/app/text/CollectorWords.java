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

    /// A sentence that says what is the matter and what to do.
    public static String sentence(CollectorState state, Texts texts) {
        return texts.sentence(state.sentence());
    }

    /// The last failure in a sentence, empty if there was none.
    public static String lastError(CollectorState state, Texts texts) {
        String error = state.lastError();
        return error == null ? "" : texts.get("collector.last_error", texts.sentence(error));
    }
}
