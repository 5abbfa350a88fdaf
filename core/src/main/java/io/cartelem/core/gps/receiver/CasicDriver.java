package io.cartelem.core.gps.receiver;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.wire.NmeaChecksum;

import org.jspecify.annotations.Nullable;

/// Receivers with Zhongkewei (CASIC) chips: ATGM336H, Quectel L76K and others (CASIC multimode
/// satellite navigation receiver protocol specification, 1.5). They acknowledge nothing, so the
/// measured rate is what counts.
final class CasicDriver implements ReceiverDriver {
    /// Asks for the firmware's version; every receiver may be asked.
    static final String POLL_VERSION = "PCAS06,0";

    private static final String VERSION = "SW=";
    private static final int MOST_SELDOM = 9;

    private final String name;

    private CasicDriver(String name) {
        this.name = name;
    }

    /// Whether it is the answer to [#POLL_VERSION].
    static boolean says(Reply reply) {
        return version(reply) != null;
    }

    static CasicDriver of(Reply reply) {
        String version = version(reply);
        return new CasicDriver(version == null ? "CASIC" : "CASIC " + version);
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
    public Answer thin(ReceiverLine line, int hertz) throws LinkException {
        int every = Math.min(hertz, MOST_SELDOM);
        // GGA, GLL, GSA, GSV, RMC, VTG; what is left empty stays as it is
        String body = "PCAS03,1,0," + every + "," + every + ",1,1,0,0,0,0,,,0,0";
        line.send(NmeaChecksum.sentence(body));
        return Answer.NOT_TOLD;
    }

    @Override
    public void sendBaud(ReceiverLine line, int baud) throws LinkException {
        int code =
                switch (baud) {
                    case 4_800 -> 0;
                    case 9_600 -> 1;
                    case 19_200 -> 2;
                    case 38_400 -> 3;
                    case 57_600 -> 4;
                    default -> 5;
                };
        line.send(NmeaChecksum.sentence("PCAS01," + code));
    }

    @Override
    public Answer rate(ReceiverLine line, int periodMs) throws LinkException {
        line.send(NmeaChecksum.sentence("PCAS02," + periodMs));
        return Answer.NOT_TOLD;
    }

    private static @Nullable String version(Reply reply) {
        if (reply instanceof Reply.Text text
                && text.address().endsWith("TXT")
                && text.field(3).startsWith(VERSION)) {
            return text.field(3).substring(VERSION.length());
        }
        return null;
    }
}
