package io.cartelem.persistence.align;

import io.cartelem.core.model.Timebase;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SampleReader;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The car's own recording of a drive, in the store but for what comes by radio.
///
/// @param byName its numeric channels by the names they have on the air
/// @param fromUs microseconds since 1970 of its first sample
/// @param toUs of its last one
record FullRun(
        long sessionId,
        Timebase timebase,
        Map<String, ChannelSummary> byName,
        long fromUs,
        long toUs) {

    /// @param timebase by all anchors that the session is going to have
    static FullRun of(SampleReader reader, long sessionId, Timebase timebase) {
        List<ChannelSummary> own =
                reader.channels(sessionId).stream()
                        .filter(s -> !RadioRun.isRadio(s.channel()) && s.count() > 0)
                        .toList();
        Map<String, ChannelSummary> byName = new HashMap<>();
        for (ChannelSummary summary : own) {
            if (summary.channel().kind() == ValueKind.NUMBER) {
                byName.putIfAbsent(summary.channel().name(), summary);
                byName.put(summary.channel().source() + "_" + summary.channel().name(), summary);
            }
        }
        long first = own.stream().mapToLong(ChannelSummary::firstNs).min().orElse(0);
        long last = own.stream().mapToLong(ChannelSummary::lastNs).max().orElse(0);
        return new FullRun(
                sessionId,
                timebase,
                byName,
                timebase.epochMicrosOf(first),
                timebase.epochMicrosOf(last));
    }

    /// The session's time at a UTC in microseconds since 1970.
    long timeNs(long epochUs) {
        return timebase.timeOf(Instant.EPOCH.plus(epochUs, ChronoUnit.MICROS));
    }

    boolean covers(long epochUs) {
        return epochUs >= fromUs && epochUs <= toUs;
    }
}
