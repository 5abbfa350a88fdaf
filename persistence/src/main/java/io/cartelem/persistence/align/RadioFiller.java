package io.cartelem.persistence.align;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Importer.RadioMatch;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lays what came by radio beside the full recording of the same drive, on one axis of UTC.
///
/// The radio's own session stays as it is. Its samples are copied into the session of the full
/// recording, under their own source, so that it holds all that is known of the drive and still
/// tells what came which way.
public final class RadioFiller {
    private final SessionStore store;

    /// Takes what is copied.
    public interface Sink {

        /// @param timeNs since the start of the full recording's session
        void sample(
                Channel channel, long timeNs, double value, @Nullable String text, Quality quality);

        /// @param timeNs as for a sample
        void marker(long timeNs, String text);
    }

    public RadioFiller(SessionStore store) {
        this.store = store;
    }

    /// Finds the radio recordings of the same drive and hands what lies within the full recording
    /// to `sink`.
    ///
    /// @param sessionId the full recording; all its samples are durable
    /// @param timebase by all anchors that it is going to have
    /// @return what was found, none where no session has the same drive by radio
    public List<RadioMatch> fill(long sessionId, Timebase timebase, Sink sink) {
        FullRun full = FullRun.of(store, sessionId, timebase);
        List<RadioRun> chosen = new ArrayList<>();
        for (RadioRun run : byAgreement(full)) {
            if (chosen.stream().noneMatch(run::overlaps)) {
                chosen.add(run);
            }
        }
        chosen.sort(Comparator.comparingLong(RadioRun::fromUs));
        List<RadioMatch> matches = new ArrayList<>();
        for (RadioRun run : chosen) {
            matches.add(copy(full, run, sink));
        }
        return matches;
    }

    /// The runs with the same values, the one that agrees best first.
    private List<RadioRun> byAgreement(FullRun full) {
        Map<RadioRun, Double> apart = new HashMap<>();
        if (!full.byName().isEmpty()) {
            for (RadioRun run :
                    RadioRun.touching(store, full.sessionId(), full.fromUs(), full.toUs())) {
                Agreement.between(store, full, run).ifPresent(value -> apart.put(run, value));
            }
        }
        return apart.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private RadioMatch copy(FullRun full, RadioRun run, Sink sink) {
        Times seen = new Times();
        long[] copied = {0};
        Channel pulse = pulse(run);
        store.scan(
                SignalQuery.all(run.session().id()).ofSources(Set.of(run.source())),
                signal -> {
                    long utcUs = run.times().epochMicrosOf(signal.timeNs());
                    if (full.covers(utcUs)) {
                        sink.sample(
                                signal.channel(),
                                full.timeNs(utcUs),
                                signal.value(),
                                signal.text(),
                                signal.quality());
                        copied[0]++;
                        if (signal.channel().equals(pulse)) {
                            seen.add(utcUs);
                        }
                    }
                    return true;
                });
        for (Marker marker : store.markers(run.session().id())) {
            long utcUs = run.times().epochMicrosOf(marker.timeNs());
            if (full.covers(utcUs)) {
                sink.marker(full.timeNs(utcUs), marker.text());
            }
        }
        int filled =
                seen.size() == 0
                        ? 0
                        : Gaps.between(full.fromUs(), full.toUs(), seen.toArray())
                                .filledBy(times(store, full));
        return new RadioMatch(
                run.session(), run.source(), copied[0], filled, run.times().bySatellites());
    }

    /// The channel that the most packets had.
    private static @Nullable Channel pulse(RadioRun run) {
        Optional<ChannelSummary> most =
                run.channels().stream()
                        .filter(s -> RadioRun.isOfTheCar(s.channel()))
                        .max(Comparator.comparingLong(ChannelSummary::count));
        return most.map(ChannelSummary::channel).orElse(null);
    }

    /// The times of the full recording's fastest channel.
    private static long[] times(SampleReader reader, FullRun full) {
        Channel fastest =
                full.byName().values().stream()
                        .max(Comparator.comparingLong(ChannelSummary::count))
                        .orElseThrow()
                        .channel();
        Times times = new Times();
        reader.scan(
                SignalQuery.all(full.sessionId()).ofChannels(Set.of(fastest.id())),
                signal -> {
                    times.add(full.timebase().epochMicrosOf(signal.timeNs()));
                    return true;
                });
        long[] sorted = times.toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
