package io.cartelem.core.gps.receiver;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.wire.NmeaChecksum;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// MediaTek receivers and the many modules with their chips (PMTK packet user manual).
final class MediatekDriver implements ReceiverDriver {
    /// Asks for the firmware's release; every receiver may be asked.
    static final String POLL_RELEASE = "PMTK605";

    private static final String RELEASE = "PMTK705";
    private static final String ACK = "PMTK001";
    private static final int MOST_SELDOM = 5;
    private static final Duration PATIENCE = Duration.ofMillis(1200);

    private final String name;

    private MediatekDriver(String name) {
        this.name = name;
    }

    /// Whether only such a receiver says this.
    static boolean says(Reply reply) {
        return reply instanceof Reply.Text text && text.address().startsWith("PMTK");
    }

    static MediatekDriver of(@Nullable Reply reply) {
        boolean released = reply instanceof Reply.Text text && text.address().equals(RELEASE);
        String release = released && reply instanceof Reply.Text text ? text.field(0) : "";
        return new MediatekDriver(release.isEmpty() ? "MediaTek" : "MediaTek " + release);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int highestBaud() {
        return 115_200;
    }

    @Override
    public Answer thin(ReceiverLine line, int hertz) throws LinkException, InterruptedException {
        int every = Math.min(hertz, MOST_SELDOM);
        // GLL, RMC, VTG, GGA, GSA, GSV, then 13 kinds that are not used
        return set(line, 314, "0,1,1,1," + every + "," + every + ",0".repeat(13));
    }

    @Override
    public void sendBaud(ReceiverLine line, int baud) throws LinkException {
        line.send(NmeaChecksum.sentence("PMTK251," + baud));
    }

    @Override
    public Answer rate(ReceiverLine line, int periodMs) throws LinkException, InterruptedException {
        return set(line, 220, Integer.toString(periodMs));
    }

    private static Answer set(ReceiverLine line, int packet, String parameters)
            throws LinkException, InterruptedException {
        String number = Integer.toString(packet);
        line.send(NmeaChecksum.sentence("PMTK" + number + "," + parameters));
        Reply reply =
                line.await(
                        r ->
                                r instanceof Reply.Text text
                                        && text.address().equals(ACK)
                                        && text.field(0).equals(number),
                        PATIENCE);
        if (reply instanceof Reply.Text text) {
            // 0 invalid, 1 unsupported, 2 valid but failed, 3 done
            return text.field(1).equals("3") ? Answer.ACCEPTED : Answer.REFUSED;
        }
        return Answer.SILENT;
    }
}
