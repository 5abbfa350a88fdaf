package io.cartelem.core.can;

import io.cartelem.core.can.dbc.DbcProblem;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;

import java.util.List;
import java.util.Locale;

/// Tells the collector's state in words, once a second. Used by one thread.
final class CanStatus {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SILENT_NS = 3 * SECOND_NS;

    private static final int FIFO_FULL = 0x01;
    private static final int OVERRUN = 0x08;
    private static final int BUS_TROUBLE = 0x04 | 0x20 | 0x80;

    private final CollectorContext context;
    private final CanTraffic traffic;
    private long toldNs;
    private long framesThen;
    private long knownThen;
    private long errorsThen;
    private int flags = -1;
    private String bitrate = "";

    CanStatus(CollectorContext context, CanTraffic traffic) {
        this.context = context;
        this.traffic = traffic;
        this.toldNs = context.clock().monoNs();
    }

    void starting(String code, String text) {
        tell(Phase.STARTING, code, text);
    }

    /// Whatever the state: what is left out of a DBC file is told where a person looks for a signal
    /// that is missing.
    private void tell(Phase phase, String code, String text) {
        context.state(phase, code, text + leftOut());
    }

    private String leftOut() {
        List<DbcProblem> problems = traffic.problems();
        return problems.isEmpty()
                ? ""
                : "; " + problems.size() + " left out of the DBC file: " + problems.getFirst();
    }

    /// Nothing was heard at any bitrate.
    void nothingAnywhere() {
        context.rate(0);
        tell(
                Phase.WAITING,
                "silent",
                "nothing heard at any bitrate; is the ignition on, are CAN-H and CAN-L connected?");
    }

    /// The bitrate of an adapter that is open now.
    void openAt(CanBitrate rate) {
        bitrate = " at " + rate;
        flags = -1;
    }

    /// The adapter's status byte (LAWICEL CAN232 manual, `F`), -1 if unknown.
    void flags(int newFlags) {
        flags = newFlags;
    }

    boolean silent(long now) {
        return now - traffic.lastFrameNs() > SILENT_NS;
    }

    /// Looks at what came, if a second has passed.
    void look() {
        long now = context.clock().monoNs();
        long elapsed = now - toldNs;
        if (elapsed < SECOND_NS) {
            return;
        }
        long frames = traffic.frames() - framesThen;
        long known = traffic.known() - knownThen;
        boolean errors = traffic.errors() > errorsThen;
        toldNs = now;
        framesThen = traffic.frames();
        knownThen = traffic.known();
        errorsThen = traffic.errors();
        double rate = frames * (double) SECOND_NS / elapsed;
        context.rate(rate);
        if (frames > 0) {
            frames(rate, frames, known, errors);
        } else if (silent(now)) {
            silence((now - traffic.lastFrameNs()) / SECOND_NS, errors);
        }
    }

    private void frames(double rate, long frames, long known, boolean errors) {
        String text = String.format(Locale.ROOT, "%,.0f frames/s", Math.max(rate, 1)) + bitrate;
        if (!traffic.hasFiles()) {
            tell(
                    Phase.WAITING,
                    "no_dbc",
                    text + ", but no DBC file says what they mean; set CAN_DBC");
        } else if (traffic.known() == 0) {
            tell(Phase.WAITING, "unknown_ids", text + unknownIds());
        } else {
            tell(
                    Phase.RUNNING,
                    "frames",
                    text
                            + ", "
                            + known * 100 / frames
                            + " % of them in the DBC file"
                            + undescribed()
                            + losses()
                            + (errors ? "; the bus reports errors" : ""));
        }
    }

    private String unknownIds() {
        List<String> ids = traffic.unknownIds();
        if (ids.isEmpty()) {
            return ", but no DBC file is meant for their bus" + undescribed();
        }
        return ", but none is in the DBC file (heard "
                + String.join(", ", ids)
                + "); is it this car's?";
    }

    private String undescribed() {
        List<String> buses = traffic.undescribed();
        return buses.isEmpty() ? "" : "; CAN_DBC names no file for " + String.join(", ", buses);
    }

    private String losses() {
        return flags > 0 && (flags & (FIFO_FULL | OVERRUN)) != 0
                ? "; the adapter loses frames because its buffer is full"
                : "";
    }

    private void silence(long seconds, boolean errors) {
        if (flags > 0 && (flags & BUS_TROUBLE) != 0) {
            tell(
                    Phase.WAITING,
                    "wrong_bitrate",
                    "the bus is not silent, but nothing is understood"
                            + bitrate
                            + "; is it the right bitrate?");
        } else if (errors) {
            tell(
                    Phase.WAITING,
                    "bus_errors",
                    "only errors come from the bus; is the bitrate right, is it terminated?");
        } else {
            tell(
                    Phase.WAITING,
                    "silent",
                    "no frame for " + seconds + " s" + bitrate + "; is the ignition on?");
        }
    }
}
