package io.cartelem.app.shell;

import io.cartelem.app.text.CollectorWords;
import io.cartelem.app.text.Mood;
import io.cartelem.app.text.Texts;
import io.cartelem.core.collect.CollectorState;

/// A collector in the recording bar.
///
/// @param name the source, for a person
/// @param words its state or real rate in two or three words
/// @param sentence the whole truth, for the tooltip
public record ChipModel(String source, String name, String words, String sentence, Mood mood) {

    static ChipModel of(CollectorState state, Texts texts) {
        String address = state.address().isEmpty() ? "" : state.address() + ": ";
        String error = CollectorWords.lastError(state, texts);
        return new ChipModel(
                state.source(),
                texts.source(state.source()),
                CollectorWords.brief(state, texts),
                address
                        + CollectorWords.sentence(state, texts)
                        + (error.isEmpty() ? "" : "\n" + error),
                Mood.of(state.phase()));
    }
}
