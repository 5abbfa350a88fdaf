package io.cartelem.core.sim.can;

import java.util.HexFormat;

/// A frame on the simulated bus, and how tools write it down.
///
/// @param id 11 bits or, if `extended`, 29
/// @param data 0 to 8 bytes, of a CAN FD frame up to 64
public record BusFrame(int id, boolean extended, byte[] data) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int MICROS_DIGITS = 6;

    /// As `candump -L` writes it, with the line end.
    ///
    /// @param utcNs nanoseconds since 1970, written in microseconds
    public String candump(long utcNs, String bus) {
        long micros = utcNs / 1_000;
        String fraction = Long.toString(micros % 1_000_000);
        StringBuilder text = new StringBuilder(96);
        text.append('(').append(micros / 1_000_000).append('.');
        text.repeat('0', MICROS_DIGITS - fraction.length()).append(fraction).append(") ");
        text.append(bus).append(' ');
        appendId(text).append(data.length > 8 ? "##0" : "#");
        return text.append(HEX.formatHex(data)).append('\n').toString();
    }

    /// As a SLCAN adapter sends it, with the carriage return.
    ///
    /// @param millis milliseconds within the minute, below 0 for no stamp
    public String slcan(int millis) {
        StringBuilder text = new StringBuilder(32);
        appendId(text.append(extended ? 'T' : 't')).append(data.length);
        text.append(HEX.formatHex(data));
        if (millis >= 0) {
            text.append(HEX.toHexDigits((short) millis));
        }
        return text.append('\r').toString();
    }

    private StringBuilder appendId(StringBuilder text) {
        return text.append(HEX.toHexDigits(id, extended ? 8 : 3));
    }
}
