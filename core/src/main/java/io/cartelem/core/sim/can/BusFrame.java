package io.cartelem.core.sim.can;

import java.util.Locale;

/// A frame on the simulated bus, and how tools write it down.
///
/// @param id 11 bits or, if `extended`, 29
/// @param data 0 to 8 bytes, of a CAN FD frame up to 64
public record BusFrame(int id, boolean extended, byte[] data) {

    /// As `candump -L` writes it, with the line end.
    ///
    /// @param utcNs nanoseconds since 1970, written in microseconds
    public String candump(long utcNs, String bus) {
        StringBuilder text = new StringBuilder(96);
        long micros = utcNs / 1_000;
        text.append(
                String.format(Locale.ROOT, "(%d.%06d) ", micros / 1_000_000, micros % 1_000_000));
        text.append(bus).append(' ').append(hexId()).append('#');
        if (data.length > 8) {
            text.append("#0");
        }
        return appendData(text).append('\n').toString();
    }

    /// As a SLCAN adapter sends it, with the carriage return.
    ///
    /// @param millis milliseconds within the minute, below 0 for no stamp
    public String slcan(int millis) {
        StringBuilder text = new StringBuilder(32);
        text.append(extended ? 'T' : 't').append(hexId()).append(data.length);
        appendData(text);
        if (millis >= 0) {
            text.append(String.format(Locale.ROOT, "%04X", millis));
        }
        return text.append('\r').toString();
    }

    private String hexId() {
        return String.format(Locale.ROOT, extended ? "%08X" : "%03X", id);
    }

    private StringBuilder appendData(StringBuilder text) {
        for (byte b : data) {
            text.append(String.format(Locale.ROOT, "%02X", b & 0xFF));
        }
        return text;
    }
}
