package io.cartelem.core.gps.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class GpsFramerTest {
    private static final String GLL = "$GPGLL,5546.81975,N,02334.70604,E,143308.00,A,A*67";
    private static final String GLL_BODY = "GPGLL,5546.81975,N,02334.70604,E,143308.00,A,A";
    private static final byte[] RATE_ACK = {
        (byte) 0xB5, 0x62, 0x05, 0x01, 0x02, 0x00, 0x06, 0x08, 0x16, 0x3F
    };

    @Test
    void stampsASentenceWithTheReadThatBroughtItsLastByte() {
        GpsFramer framer = new GpsFramer();
        List<GpsFrame> frames = new ArrayList<>();

        feed(framer, GLL.substring(0, 20), 100, frames);
        feed(framer, GLL.substring(20), 200, frames);
        assertEquals(List.of(), frames);
        feed(framer, "\r", 300, frames);
        feed(framer, "\n", 400, frames);

        assertEquals(List.of(new GpsFrame.Nmea(GLL_BODY, 100, 300)), frames);
    }

    @Test
    void acceptsChecksumsInLowerCase() {
        assertEquals(List.of("GPZDA,,,,,00,06"), bodies("$GPZDA,,,,,00,06*4e\r\n"));
        assertEquals(List.of("GPZDA,,,,,00,06"), bodies("$GPZDA,,,,,00,06*4E\r\n"));
    }

    @Test
    void acceptsASentenceWhoseLineEndIsMissing() {
        assertEquals(List.of(GLL_BODY, GLL_BODY), bodies(GLL + GLL + "\n"));
    }

    @Test
    void findsTheSentenceSplicedIntoAnother() {
        List<GpsFrame> frames = frames("$GPGLL,5546.81" + GLL + "\r\n");

        assertRejected("sentence torn off before its end", "$GPGLL,5546.81", frames.get(0));
        assertEquals(GLL_BODY, ((GpsFrame.Nmea) frames.get(1)).body());
        assertEquals(2, frames.size());
    }

    @Test
    void rejectsAWrongAndAMissingChecksum() {
        List<GpsFrame> frames = frames("$GPZDA,,,,,00,00*49\r\n$POLYN,EPH,0,00000000\r\n");

        assertRejected("sentence with a wrong checksum", "$GPZDA,,,,,00,00*49", frames.get(0));
        assertRejected("sentence without a checksum", "$POLYN,EPH,0,00000000", frames.get(1));
    }

    @Test
    void acceptsLongLinesAndBoundsEndlessOnes() {
        String longBody = "PMTKCHN" + ",10001".repeat(80);
        String longLine = new String(NmeaChecksum.sentence(longBody), StandardCharsets.US_ASCII);
        assertEquals(List.of(longBody), bodies(longLine));

        List<GpsFrame> frames = frames("$GP" + "A".repeat(3000) + "\r\n" + GLL + "\r\n");
        String reason = ((GpsFrame.Rejected) frames.getFirst()).reason();
        assertEquals("sentence longer than 1024 characters", reason);
        assertEquals(GLL_BODY, ((GpsFrame.Nmea) frames.getLast()).body());
    }

    @Test
    void findsBinaryMessagesBetweenSentences() {
        List<GpsFrame> frames = new ArrayList<>();
        GpsFramer framer = new GpsFramer();
        feed(framer, GLL + "\r\n", 1, frames);
        framer.accept(RATE_ACK, 0, 4, 2, frames::add);
        framer.accept(RATE_ACK, 4, 6, 3, frames::add);
        feed(framer, GLL + "\r\n", 4, frames);

        assertEquals(3, frames.size());
        UbxMessage ack = UbxMessage.of(5, 1, 6, 8);
        assertEquals(new GpsFrame.Ubx(ack, 3), frames.get(1));
    }

    @Test
    void doesNotLoseTheSentenceBehindADamagedBinaryMessage() {
        byte[] damaged = RATE_ACK.clone();
        damaged[9]++;
        List<GpsFrame> frames = new ArrayList<>();
        GpsFramer framer = new GpsFramer();
        framer.accept(damaged, 0, damaged.length, 1, frames::add);
        feed(framer, GLL + "\r\n", 2, frames);

        assertInstanceOf(GpsFrame.Rejected.class, frames.get(0));
        assertEquals(new GpsFrame.Nmea(GLL_BODY, 2, 2), frames.get(1));
    }

    @Test
    void doesNotWaitForEverForTheEndOfWhatLooksLikeABinaryMessage() {
        byte[] header = {(byte) 0xB5, 0x62, 1, 7, 0, 4};
        List<GpsFrame> frames = new ArrayList<>();
        GpsFramer framer = new GpsFramer();
        framer.accept(header, 0, header.length, 0, frames::add);
        feed(framer, GLL + "\r\n", 1_000_000_000L, frames);
        assertEquals(List.of(), frames);
        feed(framer, GLL + "\r\n", 2_000_000_000L, frames);

        assertInstanceOf(GpsFrame.Rejected.class, frames.get(0));
        assertEquals(new GpsFrame.Nmea(GLL_BODY, 1_000_000_000L, 1_000_000_000L), frames.get(1));
        assertEquals(new GpsFrame.Nmea(GLL_BODY, 2_000_000_000L, 2_000_000_000L), frames.get(2));
    }

    @Test
    void handsOutNoiseInBoundedPieces() {
        byte[] noise = new byte[10_000];
        java.util.Arrays.fill(noise, (byte) 0xF0);
        List<GpsFrame> frames = new ArrayList<>();
        new GpsFramer().accept(noise, 0, noise.length, 0, frames::add);

        assertTrue(frames.size() >= 10_000 / 256);
        for (GpsFrame frame : frames) {
            assertTrue(((GpsFrame.Rejected) frame).bytes().length <= 256);
        }
    }

    @Test
    void encodesTheSentencesOfTheDescriptions() {
        assertArrayEquals(
                "$PMTK220,100*2F\r\n".getBytes(StandardCharsets.US_ASCII),
                NmeaChecksum.sentence("PMTK220,100"));
    }

    private static void assertRejected(String reason, String text, GpsFrame frame) {
        GpsFrame.Rejected rejected = assertInstanceOf(GpsFrame.Rejected.class, frame);
        assertEquals(reason, rejected.reason());
        assertEquals(text, new String(rejected.bytes(), StandardCharsets.US_ASCII));
    }

    private static List<String> bodies(String text) {
        List<String> bodies = new ArrayList<>();
        for (GpsFrame frame : frames(text)) {
            bodies.add(assertInstanceOf(GpsFrame.Nmea.class, frame).body());
        }
        return bodies;
    }

    private static List<GpsFrame> frames(String text) {
        List<GpsFrame> frames = new ArrayList<>();
        feed(new GpsFramer(), text, 0, frames);
        return frames;
    }

    private static void feed(GpsFramer framer, String text, long monoNs, List<GpsFrame> frames) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        framer.accept(bytes, 0, bytes.length, monoNs, frames::add);
    }
}
