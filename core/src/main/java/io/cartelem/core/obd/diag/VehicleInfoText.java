package io.cartelem.core.obd.diag;

import io.cartelem.core.obd.iso.Decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The texts of service 09: VIN, calibration identifications, control unit names.
///
/// On CAN one message carries the type, a count and the items. Elsewhere an item comes in several
/// messages of four bytes, numbered from 1, the first filled up with zeros in front.
public final class VehicleInfoText {
    public static final int VIN = 0x02;
    public static final int CALIBRATION = 0x04;
    public static final int UNIT_NAME = 0x0A;

    private static final int LEGACY_PIECE = 4;
    private static final int MAX_BYTES = 4096;
    private static final Pattern VIN_FORM = Pattern.compile("[A-HJ-NPR-Z0-9]{17}");

    private VehicleInfoText() {}

    /// @param messages of one control unit in their order, without the service byte
    /// @param type which text was asked for
    /// @param counted whether the form of CAN is expected
    /// @return the items, each without padding
    public static Decode<List<String>> read(List<byte[]> messages, int type, boolean counted) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int items = 0;
        for (byte[] data : messages) {
            if (data.length < 2 || (data[0] & 0xFF) != type) {
                return Decode.rejected("a vehicle information reply of another type", data);
            }
            int number = data[1] & 0xFF;
            if (counted) {
                items = number;
                all.write(data, 2, data.length - 2);
            } else if (number != ++items || data.length != 2 + LEGACY_PIECE) {
                return Decode.rejected("a piece of vehicle information is missing", data);
            } else {
                all.write(data, 2, LEGACY_PIECE);
            }
            if (all.size() > MAX_BYTES) {
                return Decode.rejected("the vehicle information is too long", data);
            }
        }
        byte[] bytes = all.toByteArray();
        int length =
                switch (type) {
                    case VIN -> 17;
                    case CALIBRATION -> 16;
                    default -> 20;
                };
        if (counted) {
            return split(bytes, items, length);
        }
        // Pieces of four bytes fill calibrations exactly, and a VIN with three zeros before it.
        return type == CALIBRATION
                ? split(bytes, bytes.length / length, length)
                : Decode.of(List.of(text(bytes)));
    }

    /// Whether a text has the form of a vehicle identification number (ISO 3779).
    public static boolean isVin(String text) {
        return VIN_FORM.matcher(text).matches();
    }

    private static Decode<List<String>> split(byte[] bytes, int items, int length) {
        if (items == 0 || bytes.length < items * length) {
            return Decode.rejected("the vehicle information is shorter than its count", bytes);
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            String text = text(Arrays.copyOfRange(bytes, i * length, (i + 1) * length));
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return Decode.of(texts);
    }

    /// Printable ASCII only; control units fill up with zeros on either side.
    private static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (c >= ' ' && c < 0x7F) {
                text.append(c);
            }
        }
        return text.toString().strip();
    }
}
