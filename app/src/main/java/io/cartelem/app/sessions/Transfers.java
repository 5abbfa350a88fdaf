package io.cartelem.app.sessions;

import io.cartelem.app.desk.Desk;
import io.cartelem.app.desk.Jobs;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SessionStore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Writes sessions to files and reads recordings of other programs, as jobs that a person can stop.
/// FX thread.
public final class Transfers {
    /// Lines of an import that a person reads before correcting the file.
    private static final int PROBLEMS_TOLD = 5;

    private static final int NAME_LENGTH = 80;

    /// Steps of each of several exports in the progress of all.
    private static final long SHARE = 10_000;

    private final Desk desk;
    private final Jobs jobs;
    private final Notices notices;
    private final Presentation presentation;
    private final Consumer<Path> reveal;
    private final LongConsumer replay;
    private final Runnable imported;

    /// @param reveal shows a file in the system's file manager
    /// @param replay shows the session with that id in the replay
    /// @param imported hears that there is one session more
    public Transfers(
            Desk desk,
            Jobs jobs,
            Notices notices,
            Presentation presentation,
            Consumer<Path> reveal,
            LongConsumer replay,
            Runnable imported) {
        this.desk = desk;
        this.jobs = jobs;
        this.notices = notices;
        this.presentation = presentation;
        this.reveal = reveal;
        this.replay = replay;
        this.imported = imported;
    }

    /// Writes a session, or a part of it, to `file`.
    public void export(ExportItem item, Exporter exporter, Path file) {
        SessionStore store = desk.store();
        jobs.<Path>start(
                presentation.text("sessions.exporting", item.name(), title(exporter)),
                progress -> {
                    exporter.exportTo(store, item.query(), file, progress);
                    return file;
                },
                written -> tell(presentation.text("sessions.exported", written), written),
                presentation.text("sessions.export_cancelled", file.getFileName()));
    }

    /// Writes several sessions into one folder, each to a file that was not there before.
    public void exportAll(List<ExportItem> items, Exporter exporter, Path folder) {
        SessionStore store = desk.store();
        jobs.<Path>start(
                presentation.text("sessions.exporting_many", items.size(), title(exporter)),
                progress -> {
                    Path last = folder;
                    for (int i = 0; i < items.size(); i++) {
                        last = unused(folder, fileName(items.get(i).name(), exporter), exporter);
                        exporter.exportTo(
                                store,
                                items.get(i).query(),
                                last,
                                share(progress, i, items.size()));
                    }
                    return last;
                },
                last ->
                        tell(
                                presentation.text("sessions.exported_many", items.size(), folder),
                                last),
                presentation.text("sessions.exports_cancelled", folder));
    }

    /// Reads a recording of another program into a new session.
    public void importFile(Path file) {
        Importer importer = desk.importer().orElse(null);
        if (importer == null) {
            notices.trouble(presentation.text("sessions.no_import"));
            return;
        }
        SessionStore store = desk.store();
        jobs.<Importer.Report>start(
                presentation.text("sessions.importing", file.getFileName()),
                progress -> importer.read(file, store, null, progress),
                this::tell,
                presentation.text("sessions.import_cancelled", file.getFileName()));
    }

    /// The formats in which sessions can be written.
    public List<Exporter> exporters() {
        return desk.exporters();
    }

    /// Where files lie that nobody put elsewhere.
    public Path folder() {
        return desk.dataFolder();
    }

    /// A file name for an export that every system accepts.
    public static String fileName(String session, Exporter exporter) {
        String safe = session.replaceAll("[^\\p{L}\\p{N} ._-]+", "-").strip();
        String cut = safe.substring(0, Math.min(NAME_LENGTH, safe.length()));
        return (cut.isEmpty() || cut.startsWith(".") ? "session" + cut : cut)
                + "."
                + exporter.extension();
    }

    private String title(Exporter exporter) {
        return presentation.texts().sentence(exporter.title());
    }

    private void tell(String sentence, Path written) {
        notices.done(sentence, presentation.text("sessions.reveal"), () -> reveal.accept(written));
    }

    private void tell(Importer.Report report) {
        imported.run();
        notices.done(
                ImportNotice.of(report, presentation),
                presentation.text("page.replay"),
                () -> replay.accept(report.session().id()));
        if (report.problemCount() > 0) {
            notices.trouble(
                    report.problems().stream()
                            .limit(PROBLEMS_TOLD)
                            .map(this::sentence)
                            .collect(Collectors.joining("\n")));
        }
    }

    private String sentence(Importer.Problem problem) {
        return problem.line() > 0
                ? presentation.text("sessions.import_line", problem.line(), problem.sentence())
                : problem.sentence();
    }

    private static Progress share(Progress whole, int index, int count) {
        return (done, total) ->
                whole.goOn(index * SHARE + (total > 0 ? done * SHARE / total : 0), count * SHARE);
    }

    private static Path unused(Path folder, String name, Exporter exporter) {
        String stem = name.substring(0, name.length() - exporter.extension().length() - 1);
        Path file = folder.resolve(name);
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(stem + " (" + i + ")." + exporter.extension());
        }
        return file;
    }
}
