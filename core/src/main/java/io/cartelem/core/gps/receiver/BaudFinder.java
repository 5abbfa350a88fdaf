package io.cartelem.core.gps.receiver;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.gps.nmea.SentenceDecoder;
import io.cartelem.core.gps.wire.GpsFrame;
import io.cartelem.core.gps.wire.GpsFramer;
import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Finds the baud rate at which a receiver speaks, by listening only.
public final class BaudFinder {
    /// The rates of receivers, the most usual first.
    static final List<Integer> RATES = List.of(9_600, 115_200, 38_400, 4_800, 57_600, 230_400);

    /// A little more than the second between two bursts.
    private static final Duration LISTENING = Duration.ofMillis(1200);

    private static final int ENOUGH = 2;
    private static final int BUFFER = 1024;

    private final ByteLink link;
    private final Clock clock;
    private final SentenceDecoder decoder = new SentenceDecoder();
    private int valid;
    private int received;

    /// What was heard.
    ///
    /// @param baud the rate at which two checksums were right, 0 where the link has none or nothing
    ///   was found
    /// @param found whether it was a satellite receiver
    /// @param silent whether not one byte came
    public record Heard(int baud, boolean found, boolean silent) {}

    public BaudFinder(ByteLink link, Clock clock) {
        this.link = link;
        this.clock = clock;
    }

    /// Listens at `first` (0 for none) and then at the usual rates. A line on which nothing at all
    /// comes is silent at every rate, so it is not tried further; on a link without a rate it
    /// listens once. The link is left at the rate found, else at its rate before.
    ///
    /// @param trying told of each rate before it is tried
    public Heard find(int first, IntConsumer trying) throws LinkException, InterruptedException {
        if (!link.hasBaud()) {
            boolean found = listens(LISTENING.multipliedBy(2));
            return new Heard(0, found, received == 0);
        }
        int before = link.baud();
        List<Integer> rates = new ArrayList<>(RATES);
        if (first > 0) {
            rates.remove(Integer.valueOf(first));
            rates.addFirst(first);
        }
        for (int baud : rates) {
            trying.accept(baud);
            link.baud(baud);
            boolean found = listens(LISTENING);
            if (!found && received == 0) {
                found = listens(LISTENING);
                if (received == 0) {
                    break;
                }
            }
            if (found) {
                return new Heard(baud, true, false);
            }
        }
        link.baud(before);
        return new Heard(0, false, received == 0);
    }

    /// Listens for some time, for another second when one checksum was right.
    private boolean listens(Duration time) throws LinkException, InterruptedException {
        GpsFramer framer = new GpsFramer();
        byte[] buffer = new byte[BUFFER];
        valid = 0;
        long end = clock.monoNs() + time.toNanos();
        boolean extended = false;
        while (valid < ENOUGH) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // What has arrived counts, even if this thread was held up and its time is over.
            long left = Math.max(end - clock.monoNs(), 0);
            int read = link.read(buffer, 0, BUFFER, Duration.ofNanos(left));
            received += read;
            framer.accept(buffer, 0, read, clock.monoNs(), this::count);
            if (left == 0 && valid < ENOUGH) {
                if (valid == 0 || extended) {
                    return false;
                }
                extended = true;
                end = clock.monoNs() + LISTENING.toNanos();
            }
        }
        return true;
    }

    private void count(GpsFrame frame) {
        switch (frame) {
            case GpsFrame.Nmea nmea -> valid += isReceivers(nmea) ? 1 : 0;
            case GpsFrame.Ubx _ -> valid++;
            case GpsFrame.Rejected _ -> {
                // noise at a wrong rate
            }
        }
    }

    /// Whether only a satellite receiver says this: wind sensors and autopilots speak NMEA too.
    private boolean isReceivers(GpsFrame.Nmea nmea) {
        return switch (decoder.decode(nmea.body())) {
            case NmeaReport.Fix _,
                    NmeaReport.Course _,
                    NmeaReport.Precision _,
                    NmeaReport.InView _,
                    NmeaReport.Clock _ ->
                    true;
            case NmeaReport.Other other ->
                    SentenceDecoder.isReceivers(other.address())
                            || other.address().startsWith("PMTK")
                            || other.address().startsWith("PUBX");
            case NmeaReport.Rejected _ -> false;
        };
    }
}
