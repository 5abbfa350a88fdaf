package io.cartelem.app.fx;

import javafx.print.PageLayout;
import javafx.print.PageOrientation;
import javafx.print.Paper;
import javafx.print.Printer;
import javafx.print.PrinterJob;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Window;

import java.util.function.Supplier;

/// Puts a picture on paper. Behind an interface because a printer exists only on a real desk. FX
/// thread.
public interface Printing {

    /// What became of it.
    enum Outcome {
        PRINTED,
        CANCELLED,
        NO_PRINTER,
        FAILED
    }

    /// Asks which printer, and prints one page, lying.
    ///
    /// @param name of the job in the printer's queue
    Outcome print(Image picture, String name);

    /// The system's printers, their dialog in front of `window`.
    static Printing ofSystem(Supplier<Window> window) {
        return (picture, name) -> {
            PrinterJob job =
                    Printer.getDefaultPrinter() == null ? null : PrinterJob.createPrinterJob();
            if (job == null) {
                return Outcome.NO_PRINTER;
            }
            job.getJobSettings().setJobName(name);
            if (!job.showPrintDialog(window.get())) {
                job.cancelJob();
                return Outcome.CANCELLED;
            }
            Paper paper = job.getJobSettings().getPageLayout().getPaper();
            PageLayout page =
                    job.getPrinter()
                            .createPageLayout(
                                    paper, PageOrientation.LANDSCAPE, Printer.MarginType.DEFAULT);
            ImageView view = new ImageView(picture);
            view.setPreserveRatio(true);
            view.setFitWidth(page.getPrintableWidth());
            view.setFitHeight(page.getPrintableHeight());
            boolean printed = job.printPage(page, view) && job.endJob();
            return printed ? Outcome.PRINTED : Outcome.FAILED;
        };
    }
}
