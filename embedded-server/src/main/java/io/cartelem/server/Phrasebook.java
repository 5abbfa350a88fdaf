package io.cartelem.server;

import java.util.Map;

/// How other languages say what the station says in English. The server passes on what it is told
/// and translates nothing; a page does, with this. Safe on any thread.
@FunctionalInterface
public interface Phrasebook {
    /// No translations: pages show these sentences in English.
    Phrasebook NONE = language -> Map.of();

    /// English sentences with `{0}`, `{1}`… for what changes, each with the same in `language`.
    ///
    /// @param language for example `de`
    Map<String, String> sentences(String language);
}
