package io.cartelem.core.gps;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.model.SampleBatch;

import java.time.Duration;

/// Reads a satellite receiver that speaks NMEA 0183 and publishes one batch per epoch, all of its
/// samples at the time of the epoch's first sentence ([GpsEpoch#monoNs]).
public final class GpsCollector implements Collector {
    private static final int BUFFER = 4096;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SILENT_NS = 3 * SECOND_NS;
    private static final long GIVE_UP_NS = 30 * SECOND_NS;

    private final GpsSettings settings;
    private final TimeTrust trust;

    public GpsCollector(GpsSettings settings) {
        this.settings = settings;
        this.trust = new TimeTrust(settings.timeListener());
    }

    @Override
    public String source() {
        return GpsChannels.SOURCE;
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        new Connection(link, context).run();
    }

    /// One connection: the state that a lost link takes with it.
    private final class Connection implements GpsSink {
        private final ByteLink link;
        private final CollectorContext context;
        private final SkyView sky = new SkyView();
        private final GpsStatus status;
        private final GpsDecoder decoder;
        private long heardNs;

        Connection(ByteLink link, CollectorContext context) {
            this.link = link;
            this.context = context;
            this.status = new GpsStatus(context, sky);
            this.decoder = new GpsDecoder(settings.earliestDate(), this);
        }

        void run() throws LinkException, InterruptedException {
            status.starting("listening", "listening for a satellite receiver");
            heardNs = context.clock().monoNs();
            byte[] buffer = new byte[BUFFER];
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long wait = decoder.closesAfterNs();
                int read = link.read(buffer, 0, BUFFER, wait > 0 ? Duration.ofNanos(wait) : LOOK);
                long now = context.clock().monoNs();
                if (read > 0) {
                    decoder.accept(buffer, 0, read, now);
                } else {
                    decoder.idle(now);
                }
                watchSilence(now);
            }
        }

        private void watchSilence(long now) throws LinkException {
            long silence = now - heardNs;
            if (silence > GIVE_UP_NS) {
                throw new LinkException(
                        LinkException.Reason.SILENT,
                        "no NMEA sentence from "
                                + link.address()
                                + " for "
                                + GIVE_UP_NS / SECOND_NS
                                + " s; is it a satellite receiver, and is the baud rate right?");
            }
            if (silence > SILENT_NS) {
                status.silent(silence / SECOND_NS);
            }
        }

        @Override
        public void epoch(GpsEpoch epoch) {
            SampleBatch batch = GpsChannels.batch(epoch);
            if (!batch.isEmpty()) {
                context.publish(batch);
            }
            trust.epoch(epoch);
            status.epoch(epoch);
        }

        @Override
        public void report(NmeaReport report, long endNs) {
            heardNs = endNs;
            sky.report(report, endNs);
        }

        @Override
        public void rejected(String reason, byte[] bytes) {
            context.rejected(reason, bytes);
        }
    }
}
