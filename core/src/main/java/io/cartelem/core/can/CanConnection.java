package io.cartelem.core.can;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One connection of the [CanCollector]: what a lost link takes with it. Used by one thread.
final class CanConnection {
    private static final Duration LOOK = Duration.ofMillis(250);

    /// A peer that says nothing for so long may be an adapter that waits to be opened.
    private static final Duration LISTENING = Duration.ofSeconds(2);

    /// A bus at work has a frame every hundredth of a second.
    private static final Duration AT_A_BITRATE = Duration.ofMillis(1_500);

    private static final long FLAGS_EVERY_NS = 3_000_000_000L;

    /// Rates at which adapters come; those on USB take any.
    private static final List<Integer> BAUD_RATES = List.of(115_200, 57_600, 1_000_000, 2_000_000);

    private final ByteLink link;
    private final CollectorContext context;
    private final CanSettings settings;
    private final CanTraffic traffic;
    private final Clock waiting;
    private final Consumer<CanBitrate> heardAt;
    private final CanStatus status;
    private final SlcanAdapter adapter;
    private long askedNs;

    CanConnection(
            ByteLink link,
            CollectorContext context,
            CanSettings settings,
            CanTraffic traffic,
            Clock waiting,
            SlcanAdapter adapter,
            Consumer<CanBitrate> heardAt) {
        this.link = link;
        this.context = context;
        this.settings = settings;
        this.traffic = traffic;
        this.waiting = waiting;
        this.heardAt = heardAt;
        this.status = new CanStatus(context, traffic);
        this.adapter = adapter;
    }

    /// @param known the bitrate at which the bus was heard before, tried first
    void run(@Nullable CanBitrate known) throws LinkException, InterruptedException {
        if (!link.hasBaud()) {
            status.starting("listening", "listening for CAN frames");
            if (listen(LISTENING) || !answers()) {
                listenForEver();
            }
        } else if (!answersAtSomeBaud()) {
            throw new LinkException(
                    Reason.SILENT,
                    "no SLCAN adapter answers at " + link.address() + "; is it one?");
        }
        try {
            traffic.answersTo(adapter);
            openAdapter(known);
            while (true) {
                adapter.pump(LOOK);
                askFlags();
                status.look();
            }
        } finally {
            adapter.leave();
        }
    }

    private boolean answersAtSomeBaud() throws LinkException, InterruptedException {
        List<Integer> rates = new ArrayList<>(List.of(link.baud()));
        BAUD_RATES.stream().filter(rate -> rate != link.baud()).forEach(rates::add);
        for (int baud : rates) {
            status.starting("asking", "asking for a SLCAN adapter at " + baud + " baud");
            if (link.baud() != baud) {
                link.baud(baud);
            }
            if (answers()) {
                return true;
            }
        }
        return false;
    }

    /// Whether a SLCAN adapter is there.
    private boolean answers() throws LinkException, InterruptedException {
        traffic.answersTo(adapter);
        try {
            String name = adapter.greet();
            if (name != null) {
                context.device("SLCAN adapter " + name);
            }
            return name != null;
        } catch (LinkException e) {
            if (e.reason() == Reason.UNSUPPORTED || e.reason() == Reason.SILENT) {
                return false; // nothing can be sent, or nobody is known to send it to
            }
            throw e;
        } finally {
            traffic.answersTo(null);
        }
    }

    private void listenForEver() throws LinkException, InterruptedException {
        while (true) {
            adapter.pump(LOOK);
            status.look();
        }
    }

    /// @return whether a frame came in time
    private boolean listen(Duration longest) throws LinkException, InterruptedException {
        long before = traffic.frames();
        long end = waiting.monoNs() + longest.toNanos();
        long left = longest.toNanos();
        boolean over = false;
        while (!over && traffic.frames() == before) {
            over = left == 0;
            adapter.pump(Duration.ofNanos(left));
            // What has arrived counts, even if this thread was held up and its time is over.
            left = Math.max(end - waiting.monoNs(), 0);
        }
        return traffic.frames() > before;
    }

    private void openAdapter(@Nullable CanBitrate known)
            throws LinkException, InterruptedException {
        CanBitrate rate = settings.bitrate();
        if (rate == null) {
            rate = findBitrate(known);
            heardAt.accept(rate);
        }
        boolean listensAlready = settings.bitrate() == null && settings.listenOnly();
        if (!listensAlready && !adapter.open(rate, settings.listenOnly())) {
            throw new LinkException(
                    Reason.UNSUPPORTED,
                    "the adapter at " + link.address() + " does not know " + rate);
        }
        status.openAt(rate);
        status.starting("listening", "listening at " + rate);
    }

    /// Tries one bitrate after the other until frames come, always listening only: at a wrong one,
    /// an adapter that takes part would destroy the frames of others.
    private CanBitrate findBitrate(@Nullable CanBitrate known)
            throws LinkException, InterruptedException {
        List<CanBitrate> rates = new ArrayList<>(CanBitrate.BY_LIKELIHOOD);
        if (known != null) {
            rates.remove(known);
            rates.addFirst(known);
        }
        for (boolean first = true; ; first = false) {
            for (CanBitrate rate : rates) {
                if (first) {
                    status.starting("finding_bitrate", "listening at " + rate);
                }
                if (adapter.open(rate, true) && listen(AT_A_BITRATE)) {
                    return rate;
                }
            }
            status.nothingAnywhere();
        }
    }

    private void askFlags() throws LinkException, InterruptedException {
        long now = waiting.monoNs();
        if (now - askedNs >= FLAGS_EVERY_NS) {
            askedNs = now;
            status.flags(adapter.flags());
        }
    }
}
