package io.cartelem.persistence.export;

import io.cartelem.core.model.Timebase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes times as ISO-8601 UTC with microseconds: `2025-12-31T03:19:58.443000Z`. Neighbouring
/// samples share their second, so its text is kept. For one thread.
final class UtcText {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");

    private static final long MICROS = 1_000_000L;

    private final Timebase timebase;
    private long second = Long.MIN_VALUE;
    private String prefixText = "";
    private byte[] prefix = {};

    UtcText(Timebase timebase) {
        this.timebase = timebase;
    }

    /// @param timeNs nanoseconds since the session's start
    void put(TextOut out, long timeNs) throws IOException {
        long micros = timebase.epochMicrosOf(timeNs);
        toSecondOf(micros);
        out.put(prefix).putFixed(Math.floorMod(micros, MICROS), 6).put('Z');
    }

    /// @param timeNs nanoseconds since the session's start
    String of(long timeNs) {
        long micros = timebase.epochMicrosOf(timeNs);
        toSecondOf(micros);
        String fraction = Long.toString(MICROS + Math.floorMod(micros, MICROS));
        return prefixText + fraction.substring(1) + "Z";
    }

    private void toSecondOf(long micros) {
        long wanted = Math.floorDiv(micros, MICROS);
        if (wanted != second) {
            second = wanted;
            prefixText = SECOND.format(LocalDateTime.ofEpochSecond(wanted, 0, ZoneOffset.UTC));
            prefix = prefixText.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
