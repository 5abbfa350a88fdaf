package io.cartelem.core.debrief;

import io.cartelem.core.debrief.Debrief.Codes;
import io.cartelem.core.debrief.Debrief.SeenCode;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.obd.diag.TroubleCodes;
import io.cartelem.core.port.Signal;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gathers the readings of the trouble codes of a session. Used by one thread.
final class CodeLog {
    private final Map<String, Long> firstSeen = new LinkedHashMap<>();
    private @Nullable Set<String> firstReading;
    private Set<String> lastReading = Set.of();

    void accept(Signal signal) {
        String text = signal.text();
        if (text == null) {
            return;
        }
        lastReading = TroubleCodes.parse(text);
        if (firstReading == null) {
            firstReading = lastReading;
        }
        lastReading.forEach(code -> firstSeen.putIfAbsent(code, signal.timeNs()));
    }

    boolean isEmpty() {
        return firstReading == null;
    }

    /// What is new in this session.
    ///
    /// @param before the readings of the session before, null if there is none
    Codes since(@Nullable SessionInfo session, @Nullable CodeLog before) {
        Set<String> known =
                before != null
                        ? before.firstSeen.keySet()
                        : firstReading == null ? Set.of() : firstReading;
        List<SeenCode> seen =
                firstSeen.entrySet().stream()
                        .map(
                                e ->
                                        new SeenCode(
                                                e.getKey(),
                                                e.getValue(),
                                                !known.contains(e.getKey())))
                        .toList();
        return new Codes(!isEmpty(), session, seen);
    }
}
