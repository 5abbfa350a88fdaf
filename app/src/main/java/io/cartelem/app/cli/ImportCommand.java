package io.cartelem.app.cli;

import io.cartelem.app.station.Stores;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.ImportException;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.SessionStore;
import io.cartelem.persistence.importer.Importers;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Brings a recording of another program, or an export of Cartelem, into the store.
@Command(name = "import", description = "Bring a recording of another program into the store.")
final class ImportCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "RaceChrono CSV v3, Racelogic VBO, NMEA, Cartelem CSV or Parquet.")
    private Path file = Path.of("");

    @Option(names = "--name", paramLabel = "TEXT", description = "Name of the session.")
    @Nullable
    private String name;

    @Option(names = "--preview", description = "Only say what is in the file.")
    private boolean preview;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        Importer importer = new Importers(Clock.system());
        try {
            if (preview) {
                show(importer.preview(file, new ProgressLine(out)), out);
            } else {
                store(config, importer, out);
            }
        } catch (NoSuchFileException e) {
            throw new CommandFailure(CommandFailure.FAILED, "There is no file " + file + ".", e);
        } catch (ImportException e) {
            throw new CommandFailure(CommandFailure.FAILED, e.getMessage(), e);
        }
        out.flush();
        return 0;
    }

    private void store(Configuration config, Importer importer, PrintWriter out)
            throws IOException {
        SessionDraft draft = name == null ? null : SessionDraft.named(name);
        try (SessionStore store =
                Stores.open(config, SettingOptions.dataFolder(config), Clock.system())) {
            Importer.Report report = importer.read(file, store, draft, new ProgressLine(out));
            out.printf(
                    Locale.ROOT,
                    "%s: %d samples are now session %d \"%s\".%n",
                    report.format(),
                    report.session().samples(),
                    report.session().id(),
                    report.session().name());
            for (Importer.RadioMatch match : report.radio()) {
                out.printf(
                        Locale.ROOT,
                        "Aligned with the radio recording \"%s\" by %s: %d samples beside it, %d gaps filled.%n",
                        match.session().name(),
                        match.bySatellites() ? "satellite time" : "the computers' clocks",
                        match.samples(),
                        match.gapsFilled());
            }
            problems(report.problems(), report.problemCount(), out);
        }
    }

    private static void show(Importer.Preview found, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s \"%s\": %d samples%n",
                found.format(),
                found.details().name(),
                found.samples());
        for (ChannelSummary channel : found.channels()) {
            out.printf(
                    Locale.ROOT,
                    "  %-30s %-8s %8d values%n",
                    channel.channel().id(),
                    channel.channel().unit(),
                    channel.count());
        }
        problems(found.problems(), found.problemCount(), out);
    }

    private static void problems(List<Importer.Problem> first, long count, PrintWriter out) {
        if (count == 0) {
            return;
        }
        out.println(count + " problems:");
        for (Importer.Problem problem : first) {
            out.println(
                    (problem.line() > 0 ? "  line " + problem.line() + ": " : "  ")
                            + problem.sentence());
        }
        if (count > first.size()) {
            out.println("  and " + (count - first.size()) + " more");
        }
    }
}
