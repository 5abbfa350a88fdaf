package io.cartelem.persistence.importer;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.port.SampleReader;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// What a session holds, in a form in which two sessions can be compared: without ids, which are
/// made anew, and with doubles by their bits.
record Samples(Channel channel, long timeNs, long bits, @Nullable String text, Quality quality) {

    static List<Samples> of(SampleReader store, long session) {
        List<Samples> samples = new ArrayList<>();
        store.scan(
                SignalQuery.all(session),
                signal -> {
                    samples.add(of(signal));
                    return true;
                });
        samples.sort(
                Comparator.comparing((Samples s) -> s.channel().id())
                        .thenComparingLong(Samples::timeNs));
        return samples;
    }

    /// As [#of], without the decimals, which a CSV does not keep.
    static List<Samples> withoutDecimals(SampleReader store, long session) {
        return of(store, session).stream().map(Samples::bare).toList();
    }

    private static Samples of(Signal signal) {
        return new Samples(
                signal.channel(),
                signal.timeNs(),
                Double.doubleToLongBits(signal.value()),
                signal.text(),
                signal.quality());
    }

    private Samples bare() {
        Channel bare =
                new Channel(channel.source(), channel.name(), channel.unit(), channel.kind(), 0);
        return new Samples(bare, timeNs, bits, text, quality);
    }

    double value() {
        return Double.longBitsToDouble(bits);
    }

    /// Copies a test file into `folder`.
    static Path file(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            try (InputStream in = Samples.class.getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(in, name), file);
            }
        }
        return file;
    }
}
