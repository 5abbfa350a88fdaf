package io.cartelem.app.cli;

import io.cartelem.core.port.Progress;

import java.io.PrintWriter;

/// Prints how far a long job is, in steps of ten percent, so that a log of it stays short.
final class ProgressLine implements Progress {
    private static final int STEP_PERCENT = 10;

    private final PrintWriter out;
    private long shown;

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean goOn(long done, long total) {
        long percent = total <= 0 ? 0 : 100 * done / total;
        if (percent >= shown + STEP_PERCENT && percent < 100) {
            shown = percent - percent % STEP_PERCENT;
            out.println(shown + " %");
            out.flush();
        }
        return true;
    }
}
