package io.cartelem.app.cli;

import io.cartelem.app.station.Stores;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.Timebase;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.export.Exporters;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// Writes a session, or a part of it, into a file of an open format.
@Command(
        name = "export",
        description = "Write a session into a file: CSV, Parquet, GPX and others.")
final class ExportCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();

    @Parameters(
            index = "0",
            paramLabel = "SESSION",
            description = "Its number, see `cartelem sessions`.")
    private long sessionId;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The file; its ending tells the format.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The format, if the ending does not tell.")
    @Nullable
    private String format;

    @Option(names = "--from", paramLabel = "TIME", description = "First instant, ISO 8601 in UTC.")
    @Nullable
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Last instant, ISO 8601 in UTC.")
    @Nullable
    private Instant to;

    @Option(
            names = "--sources",
            split = ",",
            paramLabel = "SOURCE",
            description = "Only these sources.")
    private Set<String> sources = Set.of();

    @Option(
            names = "--channels",
            split = ",",
            paramLabel = "CHANNEL",
            description = "Only these channels.")
    private Set<String> channels = Set.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        Exporter exporter = exporter();
        try (SessionStore store =
                Stores.open(config, SettingOptions.dataFolder(config), Clock.system())) {
            SessionInfo session =
                    store.session(sessionId)
                            .orElseThrow(
                                    () ->
                                            new CommandFailure(
                                                    CommandFailure.FAILED,
                                                    "There is no session "
                                                            + sessionId
                                                            + "; `sessions` lists them.",
                                                    null));
            exporter.exportTo(store, query(store), file, new ProgressLine(out));
            out.println(
                    "Session "
                            + session.id()
                            + " \""
                            + session.name()
                            + "\" is written to "
                            + file
                            + ".");
        }
        out.flush();
        return 0;
    }

    private SignalQuery query(SessionStore store) {
        Timebase time = store.timebase(sessionId);
        long fromNs = from == null ? Long.MIN_VALUE : time.timeOf(from);
        long toNs = to == null ? Long.MAX_VALUE : time.timeOf(to);
        return new SignalQuery(sessionId, fromNs, toNs, sources, channels);
    }

    private Exporter exporter() {
        List<Exporter> all = Exporters.all();
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        for (Exporter exporter : all) {
            boolean wanted =
                    format == null
                            ? name.endsWith("." + exporter.extension())
                            : exporter.id().equals(format);
            if (wanted) {
                return exporter;
            }
        }
        String known =
                all.stream()
                        .map(e -> e.id() + " (." + e.extension() + ")")
                        .collect(Collectors.joining(", "));
        throw new CommandFailure(
                CommandFailure.USAGE,
                (format == null ? "The ending of " + file : "'" + format + "'")
                        + " names no format; known are "
                        + known
                        + ".",
                null);
    }
}
