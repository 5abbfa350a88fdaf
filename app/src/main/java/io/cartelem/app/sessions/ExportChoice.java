package io.cartelem.app.sessions;

import io.cartelem.app.fx.FileChoice;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.port.Exporter;

import java.util.List;

/// Asks where exports shall go, and sends them there: one session to a file with a name of the
/// person's choice, several into one folder. FX thread.
public final class ExportChoice {
    private final Transfers transfers;
    private final FileChoice files;
    private final Presentation presentation;

    public ExportChoice(Transfers transfers, FileChoice files, Presentation presentation) {
        this.transfers = transfers;
        this.files = files;
        this.presentation = presentation;
    }

    /// Asks and exports; nothing happens when the person thinks better of it.
    public void ask(List<ExportItem> items, Exporter exporter) {
        if (items.size() == 1) {
            ExportItem item = items.getFirst();
            String title = presentation.texts().sentence(exporter.title());
            files.save(
                            title,
                            transfers.folder(),
                            Transfers.fileName(item.name(), exporter),
                            List.of(new FileChoice.Kind(title, "*." + exporter.extension())))
                    .ifPresent(file -> transfers.export(item, exporter, file));
        } else if (!items.isEmpty()) {
            files.folder(
                            presentation.text("sessions.export_folder", items.size()),
                            transfers.folder())
                    .ifPresent(folder -> transfers.exportAll(items, exporter, folder));
        }
    }

    /// The formats in which sessions can be written.
    public List<Exporter> exporters() {
        return transfers.exporters();
    }
}
