package io.cartelem.core.gps;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.gps.receiver.BaudFinder;
import io.cartelem.core.gps.receiver.ReceiverLine;
import io.cartelem.core.gps.receiver.ReceiverSetup;
import io.cartelem.core.gps.receiver.Reply;
import io.cartelem.core.gps.wire.UbxMessage;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/// One connection of the [GpsCollector]: what a lost link takes with it. Used by one thread.
final class GpsConnection implements GpsSink, ReceiverLine {
    private static final int BUFFER = 4096;
    private static final int MAX_REPLIES = 64;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SILENT_NS = 3 * SECOND_NS;

    /// Sentences without an epoch for so long: those with a position are switched off.
    private static final long NO_EPOCH_NS = 10 * SECOND_NS;

    /// A serial line stays as long as it is plugged in; a TCP peer may be gone without a word.
    private static final long GIVE_UP_NS = 30 * SECOND_NS;

    /// Bytes without a sentence for so long: the receiver has changed its rate.
    private static final long GARBLED_NS = 4 * SECOND_NS;

    /// After a setup the rate is measured for so long before it is judged.
    private static final long SETTLING_NS = 8 * SECOND_NS;

    private static final long BETWEEN_SETUPS_NS = 60 * SECOND_NS;

    private final ByteLink link;
    private final CollectorContext context;
    private final GpsSettings settings;
    private final Clock waiting;
    private final TimeTrust trust;
    private final IntConsumer baudFound;
    private final SkyView sky = new SkyView();
    private final GpsStatus status;
    private final GpsDecoder decoder;
    private final byte[] buffer = new byte[BUFFER];
    private final Deque<Reply> replies = new ArrayDeque<>();
    private boolean heardAny;
    private long heardNs;
    private long epochNs;
    private long noiseNs;
    private int heard;
    private boolean rateReached;
    private long setupNs;

    GpsConnection(
            ByteLink link,
            CollectorContext context,
            GpsSettings settings,
            Clock waiting,
            TimeTrust trust,
            IntConsumer baudFound) {
        this.link = link;
        this.context = context;
        this.settings = settings;
        this.waiting = waiting;
        this.trust = trust;
        this.baudFound = baudFound;
        this.status = new GpsStatus(context, sky);
        this.decoder = new GpsDecoder(settings.earliestDate(), this);
    }

    /// @param knownBaud tried first, 0 if none is known
    void run(int knownBaud) throws LinkException, InterruptedException {
        status.starting("listening", "listening for a satellite receiver");
        heardNs = context.clock().monoNs();
        epochNs = heardNs;
        if (settings.baud() > 0 && link.hasBaud() && link.baud() != settings.baud()) {
            link.baud(settings.baud());
        }
        if (mayChangeBaud()) {
            findBaud(knownBaud);
        }
        boolean setUp = settings.rateHz() <= 0;
        while (true) {
            pump(LOOK);
            if (!setUp && heardAny) {
                setUp = true;
                setUp();
            }
            supervise();
        }
    }

    private void findBaud(int knownBaud) throws LinkException, InterruptedException {
        BaudFinder.Heard result =
                new BaudFinder(link, waiting)
                        .find(
                                knownBaud,
                                baud ->
                                        status.starting(
                                                "finding_baud", "listening at " + baud + " baud"));
        if (!result.found()) {
            throw new LinkException(
                    LinkException.Reason.SILENT,
                    result.silent()
                            ? "nothing comes from "
                                    + link.address()
                                    + "; is the receiver powered and connected?"
                            : "no NMEA sentence from "
                                    + link.address()
                                    + " at any usual baud rate; is it a satellite receiver?");
        }
        decoder.resync();
        baudFound.accept(result.baud());
        heardNs = context.clock().monoNs();
        noiseNs = 0;
    }

    private void setUp() throws LinkException, InterruptedException {
        setupNs = context.clock().monoNs();
        try {
            ReceiverSetup.Result result = new ReceiverSetup(this).configure(settings.rateHz());
            if (result.device() != null) {
                context.device(result.device());
            }
            status.wanted(settings.rateHz(), result.shortfall());
        } catch (LinkException e) {
            if (e.reason() != LinkException.Reason.UNSUPPORTED) {
                throw e;
            }
            status.wanted(settings.rateHz(), "nothing can be sent to " + link.address());
        }
        setupNs = context.clock().monoNs();
        baudFound.accept(link.baud());
    }

    private void supervise() throws LinkException, InterruptedException {
        long now = context.clock().monoNs();
        long silence = now - heardNs;
        if (silence > GARBLED_NS && now - noiseNs < SECOND_NS && noiseNs > 0 && mayChangeBaud()) {
            findBaud(settings.baud());
            setUpAgain(now);
        } else if (silence > GIVE_UP_NS && !link.hasBaud()) {
            throw new LinkException(
                    LinkException.Reason.SILENT,
                    "no NMEA sentence from "
                            + link.address()
                            + " for "
                            + GIVE_UP_NS / SECOND_NS
                            + " s; is it a satellite receiver?");
        } else if (silence > SILENT_NS) {
            status.silent(silence / SECOND_NS);
        } else if (now - epochNs > NO_EPOCH_NS) {
            status.waiting(
                    "no_position",
                    "sentences come, but none with a position; are GGA and RMC switched off?");
        } else if (settings.rateHz() > 0 && now - setupNs > SETTLING_NS) {
            double hertz = status.hertz(now);
            if (hertz >= settings.rateHz() * 0.9) {
                rateReached = true;
            } else if (rateReached && hertz < settings.rateHz() * 0.6) {
                setUpAgain(now);
            }
        }
    }

    /// A receiver that lost its power has forgotten its settings.
    private void setUpAgain(long now) throws LinkException, InterruptedException {
        if (settings.rateHz() > 0 && (now - setupNs > BETWEEN_SETUPS_NS || setupNs == 0)) {
            rateReached = false;
            setUp();
        }
    }

    /// Reads once.
    private void pump(Duration longest) throws LinkException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long closes = decoder.closesAfterNs();
        boolean sooner = closes > 0 && closes < longest.toNanos();
        int read = link.read(buffer, 0, BUFFER, sooner ? Duration.ofNanos(closes) : longest);
        long now = context.clock().monoNs();
        if (read > 0) {
            decoder.accept(buffer, 0, read, now);
        } else {
            decoder.idle(now);
        }
    }

    @Override
    public void epoch(GpsEpoch epoch) {
        epochNs = context.clock().monoNs();
        SampleBatch batch = GpsChannels.batch(epoch);
        if (!batch.isEmpty()) {
            context.publish(batch);
        }
        trust.epoch(epoch);
        status.epoch(epoch);
    }

    @Override
    public void report(NmeaReport report, long endNs) {
        heard(endNs);
        sky.report(report, endNs);
        if (report instanceof NmeaReport.Other other) {
            reply(new Reply.Text(other.address(), other.fields()));
        }
    }

    @Override
    public void binary(UbxMessage message, long endNs) {
        heard(endNs);
        reply(new Reply.Binary(message));
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        noiseNs = context.clock().monoNs();
        context.rejected(reason, bytes);
    }

    private void heard(long endNs) {
        heardAny = true;
        heardNs = endNs;
        heard++;
    }

    private void reply(Reply reply) {
        if (replies.size() == MAX_REPLIES) {
            replies.remove();
        }
        replies.add(reply);
    }

    @Override
    public void send(byte[] bytes) throws LinkException {
        replies.clear();
        link.write(bytes);
    }

    @Override
    public @Nullable Reply await(Predicate<Reply> wanted, Duration timeout)
            throws LinkException, InterruptedException {
        long end = waiting.monoNs() + timeout.toNanos();
        long left = timeout.toNanos();
        while (true) {
            for (Reply reply = replies.poll(); reply != null; reply = replies.poll()) {
                if (wanted.test(reply)) {
                    return reply;
                }
            }
            if (left == 0) {
                return null;
            }
            // What has arrived counts, even if this thread was held up and its time is over.
            left = Math.max(end - waiting.monoNs(), 0);
            pump(Duration.ofNanos(left));
        }
    }

    @Override
    public boolean hears(Duration timeout) throws LinkException, InterruptedException {
        long end = waiting.monoNs() + timeout.toNanos();
        int before = heard;
        long left = timeout.toNanos();
        while (heard - before < 2) {
            if (left == 0) {
                return false;
            }
            left = Math.max(end - waiting.monoNs(), 0);
            pump(Duration.ofNanos(left));
        }
        return true;
    }

    @Override
    public boolean mayChangeBaud() {
        return link.hasBaud() && settings.baud() == 0;
    }

    @Override
    public int baud() {
        return link.baud();
    }

    @Override
    public void baud(int baud) throws LinkException {
        link.baud(baud);
        decoder.resync();
    }
}
