package io.cartelem.core.gps;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.epoch.GpsEpoch;
import io.cartelem.core.gps.gpsd.GpsdDecoder;
import io.cartelem.core.gps.gpsd.GpsdReport;
import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Reads a gpsd, which has the receiver: one batch per TPV report at the time its line was read,
/// and the satellites and their geometry at the time of each SKY report. Receivers' rates are left
/// to gpsd, which serves others too.
public final class GpsdCollector implements Collector {
    private static final int BUFFER = 8192;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SILENT_NS = 3 * SECOND_NS;
    private static final long ASK_NS = 10 * SECOND_NS;
    private static final long GIVE_UP_NS = 30 * SECOND_NS;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TimeTrust trust;

    public GpsdCollector(GpsSettings settings) {
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

    private final class Connection {
        private final ByteLink link;
        private final CollectorContext context;
        private final GpsdDecoder decoder = new GpsdDecoder();
        private final SkyView sky = new SkyView();
        private final GpsStatus status;
        private @Nullable GpsEpoch last;
        private String device = "";
        private long answeredNs;
        private long positionNs;
        private long askedNs;
        private boolean anyReceiver = true;

        Connection(ByteLink link, CollectorContext context) {
            this.link = link;
            this.context = context;
            this.status = new GpsStatus(context, sky);
        }

        void run() throws LinkException, InterruptedException {
            status.starting("watching", "waiting for the reports of gpsd");
            answeredNs = context.clock().monoNs();
            positionNs = answeredNs;
            askedNs = answeredNs;
            link.write(GpsdDecoder.watch());
            byte[] buffer = new byte[BUFFER];
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                int read = link.read(buffer, 0, BUFFER, LOOK);
                long now = context.clock().monoNs();
                decoder.accept(buffer, 0, read, now, report -> report(report, now));
                watch(now);
            }
        }

        private void watch(long now) throws LinkException {
            if (now - answeredNs > GIVE_UP_NS) {
                throw new LinkException(
                        LinkException.Reason.SILENT,
                        "gpsd at " + link.address() + " does not answer any more");
            }
            if (now - answeredNs > ASK_NS && now - askedNs > ASK_NS) {
                askedNs = now;
                link.write(GpsdDecoder.version());
            }
            long silence = now - positionNs;
            if (silence > SILENT_NS) {
                if (anyReceiver) {
                    status.silent(silence / SECOND_NS);
                } else {
                    status.waiting("no_receiver", "gpsd has no receiver");
                }
            }
        }

        private void report(GpsdReport report, long now) {
            answeredNs = now;
            switch (report) {
                case GpsdReport.Position position -> position(position, now);
                case GpsdReport.Sky sats -> {
                    if (mine(sats.device(), now)) {
                        sky(sats, now);
                    }
                }
                case GpsdReport.Version version -> context.device("gpsd " + version.release());
                case GpsdReport.Devices devices -> {
                    anyReceiver = !devices.names().isEmpty();
                    if (anyReceiver) {
                        context.device("gpsd: " + String.join(", ", devices.names()));
                    }
                }
                case GpsdReport.Refused refused ->
                        context.rejected("gpsd says: " + refused.message(), new byte[0]);
                case GpsdReport.Other _ -> {
                    // WATCH and others tell nothing to record
                }
                case GpsdReport.Rejected rejected ->
                        context.rejected(rejected.reason(), rejected.bytes());
            }
        }

        private void position(GpsdReport.Position position, long now) {
            if (!mine(position.device(), now)) {
                return;
            }
            positionNs = now;
            anyReceiver = true;
            sky.report(
                    new NmeaReport.Precision("GN", -1, position.dimension(), -1, Double.NaN), now);
            GpsEpoch epoch = position.epoch();
            GpsEpoch before = last;
            last = epoch;
            boolean again =
                    before != null
                            && epoch.utc() != null
                            && epoch.utc().equals(before.utc())
                            && epoch.fix() == before.fix();
            publish(again && before != null ? epoch.beyond(before) : epoch);
        }

        private void sky(GpsdReport.Sky sats, long now) {
            if (sats.inView() >= 0) {
                sky.report(new NmeaReport.InView("GN", -1, sats.inView()), now);
            }
            if (sats.used() >= 0) {
                sky.used(sats.used(), now);
            }
            boolean fix = last != null && last.fix();
            SampleBatch.Builder batch = SampleBatch.builder(2);
            if (sats.used() >= 0) {
                batch.add(GpsChannels.SATELLITES, sats.monoNs(), sats.used());
            }
            if (fix && !Double.isNaN(sats.hdop())) {
                batch.add(GpsChannels.HDOP, sats.monoNs(), sats.hdop());
            }
            if (batch.size() > 0) {
                context.publish(batch.build());
            }
        }

        private void publish(GpsEpoch epoch) {
            SampleBatch batch = GpsChannels.batch(epoch);
            if (!batch.isEmpty()) {
                context.publish(batch);
            }
            trust.epoch(epoch);
            status.epoch(epoch);
        }

        /// gpsd may read several receivers; the first that reports is taken until it falls silent,
        /// so that two positions are never mixed.
        private boolean mine(String reporting, long now) {
            if (device.isEmpty() || now - positionNs > SILENT_NS) {
                device = reporting;
            }
            return reporting.isEmpty() || reporting.equals(device);
        }
    }
}
