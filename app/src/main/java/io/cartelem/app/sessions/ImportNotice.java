package io.cartelem.app.sessions;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.Importer.RadioMatch;

/// What a person is told after an import. Any thread.
final class ImportNotice {

    private ImportNotice() {}

    static String of(Importer.Report report, Presentation presentation) {
        String name = report.session().name();
        StringBuilder notice =
                new StringBuilder(
                        report.problemCount() == 0
                                ? presentation.text("sessions.imported", name)
                                : presentation.text(
                                        "sessions.imported_with", name, report.problemCount()));
        for (RadioMatch match : report.radio()) {
            notice.append(' ')
                    .append(
                            presentation.text(
                                    match.bySatellites()
                                            ? "sessions.aligned"
                                            : "sessions.aligned_by_clock",
                                    match.session().name(),
                                    match.gapsFilled()));
        }
        return notice.toString();
    }
}
