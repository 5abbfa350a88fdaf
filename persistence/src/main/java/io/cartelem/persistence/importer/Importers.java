package io.cartelem.persistence.importer;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.ImportException;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Imports every format that Cartelem knows; which one it is, a file's content tells. Safe on any
/// thread.
public final class Importers implements Importer {
    private static final List<LogFormat> FORMATS =
            List.of(
                    new CartelemParquet(),
                    new CartelemCsv(),
                    new RaceChronoCsv(),
                    new RacelogicVbo(),
                    new NmeaLog());

    private final Clock clock;

    /// @param clock tells when a session was made
    public Importers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> formats() {
        return FORMATS.stream().map(LogFormat::title).toList();
    }

    /// The name of the format of `file`, empty if none is recognised in its content.
    public static Optional<String> recognise(Path file) throws IOException {
        return find(file).map(LogFormat::title);
    }

    @Override
    public Preview preview(Path file, Progress progress) throws IOException {
        LogFormat format = format(file);
        Map<Channel, Channel> channels = Decimals.of(format, file);
        PreviewSink sink = new PreviewSink(progress, Files.size(file), named(file), channels);
        format.read(file, sink);
        sink.done();
        return sink.preview(format.title());
    }

    @Override
    public Report read(
            Path file, SessionStore store, @Nullable SessionDraft details, Progress progress)
            throws IOException {
        LogFormat format = format(file);
        Map<Channel, Channel> channels = Decimals.of(format, file);
        Instant now = clock.utc();
        StoringSink sink =
                new StoringSink(
                        progress, Files.size(file), named(file), channels, store, details, now);
        boolean complete = false;
        try {
            format.read(file, sink);
            sink.done();
            List<RadioMatch> radio = fillByRadio(sink);
            SessionInfo session = sink.finish();
            if (session == null) {
                throw new ImportException(nothingUsable(file, format, sink.problems()));
            }
            complete = true;
            return new Report(format.title(), session, sink.problems(), sink.problemCount(), radio);
        } finally {
            if (!complete) {
                sink.undo();
            }
        }
    }

    // A radio recording that cannot be read is no reason to lose the import.
    private static List<RadioMatch> fillByRadio(StoringSink sink) {
        try {
            return sink.fillByRadio();
        } catch (StoreException e) {
            if (e.reason() != Reason.DAMAGED && e.reason() != Reason.SESSION_NOT_FOUND) {
                throw e;
            }
            sink.problem(
                    0,
                    "a radio recording of the same time cannot be read, so it is not complete beside the import: "
                            + e.getMessage());
            return List.of();
        }
    }

    /// Puts the sessions into the trash that an import had not completed when the program ended.
    ///
    /// @param recovered what [SessionStore#recover] answered
    public void discardUnfinished(SessionStore store, List<SessionInfo> recovered) {
        for (SessionInfo session : recovered) {
            if (session.origin() == SessionOrigin.IMPORTED) {
                store.delete(session.id(), clock.utc());
            }
        }
    }

    private static LogFormat format(Path file) throws IOException {
        return find(file)
                .orElseThrow(
                        () ->
                                new ImportException(
                                        "%s is none of the files that can be imported: %s"
                                                .formatted(
                                                        file.getFileName(),
                                                        String.join(
                                                                ", ",
                                                                FORMATS.stream()
                                                                        .map(LogFormat::title)
                                                                        .toList()))));
    }

    private static Optional<LogFormat> find(Path file) throws IOException {
        Head head = Head.of(file);
        return FORMATS.stream().filter(format -> format.recognises(head)).findFirst();
    }

    private static SessionDraft named(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return SessionDraft.named(
                stem.isBlank() ? "import" : stem.substring(0, Math.min(stem.length(), 255)));
    }

    private static String nothingUsable(Path file, LogFormat format, List<Problem> problems) {
        String sentence =
                "%s looks like %s, but nothing in it is usable"
                        .formatted(file.getFileName(), format.title());
        if (problems.isEmpty()) {
            return sentence;
        }
        Problem first = problems.getFirst();
        return sentence
                + (first.line() > 0 ? ": line " + first.line() + ": " : ": ")
                + first.sentence();
    }
}
