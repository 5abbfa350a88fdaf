package io.cartelem.core.can.dbc;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.SortedMap;

/// One quantity within a message (`SG_`).
///
/// @param name as written in the file
/// @param startBit 0 to 511; of a little-endian signal its lowest bit, of a big-endian one its
///   highest, both counted by bytes and within a byte from the lowest bit (so 7 is the highest bit
///   of the first byte)
/// @param length bits, 1 to 64
/// @param form how the bits make a number
/// @param factor physical = raw × factor + offset
/// @param range what the file says is possible; null where it says nothing (`[0|0]`)
/// @param unit as written, often empty
/// @param selector whether its raw value tells which other signals the message has
/// @param choice when it is there; null for always
/// @param texts words for raw values (`VAL_`), often empty
/// @param comment from `CM_`, often empty
public record DbcSignal(
        String name,
        int startBit,
        int length,
        boolean bigEndian,
        Form form,
        BigDecimal factor,
        BigDecimal offset,
        @Nullable Range range,
        String unit,
        boolean selector,
        @Nullable DbcChoice choice,
        SortedMap<Long, String> texts,
        String comment) {

    /// How raw bits are read (the sign in `SG_`, and `SIG_VALTYPE_`).
    public enum Form {
        UNSIGNED,
        SIGNED,
        /// IEEE 754, 32 bits.
        FLOAT,
        /// IEEE 754, 64 bits.
        DOUBLE
    }

    /// Physical values that the file calls possible.
    public record Range(double min, double max) {}
}
