package io.cartelem.core.obd.elm;

import io.cartelem.core.obd.iso.Decode;
import io.cartelem.core.obd.iso.Frame;

import java.util.Arrays;

/// One line of a reply with headers on → one frame. The check bytes of K-line and J1850 are
/// verified; CAN's is verified by the adapter and not printed.
public final class FrameReader {
    private static final int LEGACY_HEADER = 3;
    private static final int MAX_LEGACY_DATA = 255;

    private FrameReader() {}

    /// @param form one of the forms with headers
    public static Decode<Frame> read(String line, HeaderForm form) {
        String hex = Hex.compact(line);
        return switch (form) {
            case CAN_11 -> can(hex, 3);
            case CAN_29 -> can(hex, 8);
            case ISO_9141, KWP, J1850 -> legacy(hex, form);
            case PLAIN_CAN, PLAIN -> Decode.rejected("a line without a header is no frame", line);
        };
    }

    /// Whether the line is a frame of that form.
    public static boolean fits(String line, HeaderForm form) {
        return read(line, form) instanceof Decode.Decoded<Frame>;
    }

    private static Decode<Frame> can(String hex, int idDigits) {
        if (hex.length() <= idDigits || !Hex.isHex(hex)) {
            return Decode.rejected("the line is no CAN frame", hex);
        }
        long id = Long.parseLong(hex, 0, idDigits, 16);
        if (idDigits == 3 ? id > 0x7FF : id > 0x1FFF_FFFF) {
            return Decode.rejected("the line has no CAN identifier", hex);
        }
        byte[] data = Hex.bytes(hex, idDigits);
        if (data == null || data.length > 8) {
            return Decode.rejected("a CAN frame has 1 to 8 whole bytes", hex);
        }
        return Decode.of(new Frame((int) id, true, data));
    }

    private static Decode<Frame> legacy(String hex, HeaderForm form) {
        byte[] all = Hex.bytes(hex, 0);
        if (all == null || all.length < LEGACY_HEADER + 2) {
            return Decode.rejected("the line is no frame with header and check byte", hex);
        }
        if (all.length > LEGACY_HEADER + MAX_LEGACY_DATA + 1) {
            return Decode.rejected("the line is too long for a frame", hex);
        }
        int last = all.length - 1;
        int expected = form == HeaderForm.J1850 ? crc8(all, last) : sum(all, last);
        if ((all[last] & 0xFF) != expected) {
            return Decode.rejected("the check byte is wrong", hex);
        }
        if (form == HeaderForm.KWP) {
            int length = all[0] & 0x3F;
            if ((all[0] & 0x80) == 0 || (length != 0 && length != last - LEGACY_HEADER)) {
                return Decode.rejected("the format byte does not fit the frame", hex);
            }
        }
        byte[] data = Arrays.copyOfRange(all, LEGACY_HEADER, last);
        return Decode.of(new Frame(all[2] & 0xFF, false, data));
    }

    /// The sum of the first `count` bytes modulo 256 (ISO 9141-2, ISO 14230-2).
    static int sum(byte[] bytes, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += bytes[i];
        }
        return sum & 0xFF;
    }

    /// CRC-8 of SAE J1850: polynomial 1Dh, begun with FFh, inverted.
    static int crc8(byte[] bytes, int count) {
        int crc = 0xFF;
        for (int i = 0; i < count; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? ((crc << 1) ^ 0x1D) & 0xFF : crc << 1;
            }
        }
        return crc ^ 0xFF;
    }
}
