package io.cartelem.persistence.importer;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.Importer.Problem;
import io.cartelem.core.port.Progress;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What preview and import have in common: problems, progress, the session's own words, and the
/// channels as they will be stored.
abstract class ImportSink implements LogSink {
    private static final long BYTES_PER_STEP = 1 << 16;

    private final Progress progress;
    private final long size;
    private final Map<Channel, Channel> channels;
    private final List<Problem> problems = new ArrayList<>();
    private final List<ClockAnchor> anchors = new ArrayList<>();
    private SessionDraft details;
    private @Nullable Instant stopped;
    private long problemCount;
    private long nextStep;

    /// @param size of the file in bytes
    /// @param details until the file says something else; its name stays if the file has none
    /// @param channels with the decimals found in the file, by what the format says
    ImportSink(Progress progress, long size, SessionDraft details, Map<Channel, Channel> channels) {
        this.progress = progress;
        this.size = size;
        this.details = details;
        this.channels = new HashMap<>(channels);
    }

    @Override
    public final void describe(
            @Nullable String name,
            @Nullable String carId,
            @Nullable String driver,
            @Nullable String track,
            @Nullable String notes) {
        String given = kept(name);
        details =
                new SessionDraft(
                        given == null
                                ? details.name()
                                : given.substring(
                                        0, Math.min(given.length(), SessionDraft.NAME_LIMIT)),
                        kept(carId),
                        kept(driver),
                        kept(track),
                        kept(notes));
    }

    private static @Nullable String kept(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    final SessionDraft details() {
        return details;
    }

    @Override
    public void begin(Instant start, ClockAnchor.Trust trust) {
        anchors.add(new ClockAnchor(0, start, trust));
    }

    @Override
    public final void anchor(ClockAnchor anchor) {
        // Formats repeat the first one, which they also begin with.
        if (!anchor.equals(anchors.getFirst())) {
            anchors.add(anchor);
        }
    }

    /// The first is that of [#begin]; empty before.
    final List<ClockAnchor> anchors() {
        return anchors;
    }

    @Override
    public final void stopped(Instant utc) {
        stopped = utc;
    }

    final @Nullable Instant stopped() {
        return stopped;
    }

    @Override
    public final void problem(long line, String sentence) {
        problemCount++;
        if (problems.size() < Importer.PROBLEMS_KEPT) {
            problems.add(new Problem(line, sentence));
        }
    }

    final List<Problem> problems() {
        return List.copyOf(problems);
    }

    final long problemCount() {
        return problemCount;
    }

    @Override
    public final void position(long bytes) {
        if (bytes >= nextStep) {
            nextStep = bytes + BYTES_PER_STEP;
            progress.step(Math.min(bytes, size), size);
        }
    }

    final void done() {
        progress.step(size, size);
    }

    /// The channel as it is stored.
    final Channel stored(Channel channel) {
        Channel known = channels.get(channel);
        return known == null ? channel : known;
    }
}
