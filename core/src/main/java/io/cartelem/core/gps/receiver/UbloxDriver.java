package io.cartelem.core.gps.receiver;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.wire.UbxMessage;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// u-blox receivers of both generations of configuration: messages of class CFG up to generation 8
/// (u-blox 8 / M8 receiver description, UBX-13003221, 32.10), keys and values in RAM from
/// generation 9 on (u-blox F9 interface description, UBX-18010854, 5).
final class UbloxDriver implements ReceiverDriver {
    private static final int ACK = 0x05;
    private static final int CFG = 0x06;
    private static final int MON = 0x0A;
    private static final int MON_VER = 0x04;
    private static final int CFG_PRT = 0x00;
    private static final int CFG_MSG = 0x01;
    private static final int CFG_RATE = 0x08;
    private static final int CFG_VALSET = 0x8A;

    /// The protocol version with which keys and values came.
    private static final double FIRST_WITH_KEYS = 27;

    private static final int KEY_RATE_MEAS = 0x30210001;
    private static final int KEY_UART1_BAUDRATE = 0x40520001;

    /// Keys of the sentences' output rates on UART1; the same on USB are two higher.
    private static final int KEY_GLL_UART1 = 0x209100CA;

    private static final int KEY_GSA_UART1 = 0x209100C0;
    private static final int KEY_GSV_UART1 = 0x209100C5;
    private static final int UART1_TO_USB = 2;

    private static final int NMEA = 0xF0;
    private static final int GLL = 0x01;
    private static final int GSA = 0x02;
    private static final int GSV = 0x03;

    private static final Duration PATIENCE = Duration.ofMillis(1200);
    private static final Pattern PROTOCOL = Pattern.compile("PROTVER[ =]*([0-9]+(?:\\.[0-9]+)?)");
    private static final Pattern MODULE = Pattern.compile("MOD=(.+)");

    /// Asks for the versions of software and hardware; every receiver may be asked.
    static final UbxMessage POLL_VERSION = UbxMessage.of(MON, MON_VER);

    private final boolean keys;
    private final String name;

    private UbloxDriver(boolean keys, String name) {
        this.keys = keys;
        this.name = name;
    }

    /// Whether a message answers [#POLL_VERSION], be it by refusing it: imitations do.
    static boolean answersVersion(UbxMessage message) {
        return message.is(MON, MON_VER) || isAckOf(message, MON, MON_VER);
    }

    /// The driver for the receiver that sent `version`.
    ///
    /// @return null if it is no MON-VER of at least 40 bytes
    static @Nullable UbloxDriver of(UbxMessage version) {
        if (!version.is(MON, MON_VER) || version.payload().length < 40) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        texts.add(text(version.payload(), 0, 30));
        String hardware = text(version.payload(), 30, 10);
        for (int at = 40; at + 30 <= version.payload().length; at += 30) {
            texts.add(text(version.payload(), at, 30));
        }
        double protocol = 0;
        String module = "";
        for (String text : texts) {
            Matcher protver = PROTOCOL.matcher(text);
            if (protver.find()) {
                protocol = Double.parseDouble(protver.group(1));
            }
            Matcher mod = MODULE.matcher(text);
            if (mod.find()) {
                module = mod.group(1);
            }
        }
        int generation = generation(hardware);
        boolean keys = protocol > 0 ? protocol >= FIRST_WITH_KEYS : generation >= 9;
        String kind = module.isEmpty() ? "generation " + generation : module;
        return new UbloxDriver(
                keys, generation == 0 && module.isEmpty() ? "u-blox" : "u-blox " + kind);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int highestBaud() {
        return 460_800;
    }

    @Override
    public Answer thin(ReceiverLine line, int hertz) throws LinkException, InterruptedException {
        if (keys) {
            Answer serial = set(line, thinning(0, hertz));
            // receivers without USB refuse the whole message, so it goes alone
            Answer usb = set(line, thinning(UART1_TO_USB, hertz));
            return serial == Answer.ACCEPTED ? serial : usb;
        }
        Answer gll = set(line, UbxMessage.of(CFG, CFG_MSG, NMEA, GLL, 0));
        Answer gsa = set(line, UbxMessage.of(CFG, CFG_MSG, NMEA, GSA, hertz));
        Answer gsv = set(line, UbxMessage.of(CFG, CFG_MSG, NMEA, GSV, hertz));
        return gll == gsa && gsa == gsv ? gll : Answer.REFUSED;
    }

    @Override
    public void sendBaud(ReceiverLine line, int baud) throws LinkException {
        line.send((keys ? baudByKey(baud) : baudByPort(baud)).encode());
    }

    @Override
    public Answer rate(ReceiverLine line, int periodMs) throws LinkException, InterruptedException {
        return set(line, keys ? rateByKey(periodMs) : rateByMessage(periodMs));
    }

    /// CFG-RATE: time between measurements, one fix each, aligned to GPS time.
    static UbxMessage rateByMessage(int periodMs) {
        return UbxMessage.of(CFG, CFG_RATE, periodMs, periodMs >> 8, 1, 0, 1, 0);
    }

    static UbxMessage rateByKey(int periodMs) {
        return valset(KEY_RATE_MEAS, periodMs, periodMs >> 8);
    }

    /// CFG-PRT of UART1: 8 bits, no parity, one stop bit; UBX, NMEA and RTCM in, UBX and NMEA out.
    static UbxMessage baudByPort(int baud) {
        return UbxMessage.of(
                CFG,
                CFG_PRT,
                1,
                0,
                0,
                0,
                0xD0,
                0x08,
                0,
                0,
                baud,
                baud >> 8,
                baud >> 16,
                baud >> 24,
                7,
                0,
                3,
                0,
                0,
                0,
                0,
                0);
    }

    static UbxMessage baudByKey(int baud) {
        return valset(KEY_UART1_BAUDRATE, baud, baud >> 8, baud >> 16, baud >> 24);
    }

    private static UbxMessage thinning(int port, int hertz) {
        return joined(
                valset(KEY_GLL_UART1 + port, 0),
                valset(KEY_GSA_UART1 + port, hertz),
                valset(KEY_GSV_UART1 + port, hertz));
    }

    /// CFG-VALSET, version 0, of one key in RAM only.
    private static UbxMessage valset(int key, int... value) {
        int[] payload = new int[8 + value.length];
        payload[1] = 1;
        for (int i = 0; i < 4; i++) {
            payload[4 + i] = key >> (8 * i);
        }
        System.arraycopy(value, 0, payload, 8, value.length);
        return UbxMessage.of(CFG, CFG_VALSET, payload);
    }

    private static UbxMessage joined(UbxMessage first, UbxMessage... others) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : first.payload()) {
            bytes.add(b);
        }
        for (UbxMessage other : others) {
            for (int i = 4; i < other.payload().length; i++) {
                bytes.add(other.payload()[i]);
            }
        }
        return UbxMessage.of(CFG, CFG_VALSET, bytes.stream().mapToInt(Byte::intValue).toArray());
    }

    private static Answer set(ReceiverLine line, UbxMessage message)
            throws LinkException, InterruptedException {
        line.send(message.encode());
        Reply reply =
                line.await(
                        r ->
                                r instanceof Reply.Binary(UbxMessage ack)
                                        && isAckOf(
                                                ack, message.messageClass(), message.messageId()),
                        PATIENCE);
        if (reply instanceof Reply.Binary(UbxMessage ack)) {
            return ack.messageId() == 1 ? Answer.ACCEPTED : Answer.REFUSED;
        }
        return Answer.SILENT;
    }

    /// ACK-ACK (id 1) or ACK-NAK (id 0) of a message.
    private static boolean isAckOf(UbxMessage ack, int messageClass, int messageId) {
        return ack.messageClass() == ACK
                && ack.messageId() <= 1
                && ack.payload().length == 2
                && ack.u8(0) == messageClass
                && ack.u8(1) == messageId;
    }

    private static int generation(String hardware) {
        return switch (hardware.toUpperCase(Locale.ROOT)) {
            case "00040005", "00040007" -> 6;
            case "00070000" -> 7;
            case "00080000" -> 8;
            case "00190000" -> 9;
            case "000A0000" -> 10;
            default -> 0;
        };
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).strip();
    }
}
