package io.cartelem.core.can.dbc;

import java.util.List;

/// One message of a bus (`BO_`).
///
/// @param id 11 bits or, if `extended`, 29
/// @param length data bytes, 0 to 64
/// @param signals in the file's order
/// @param comment from `CM_`, often empty
public record DbcMessage(
        int id,
        boolean extended,
        String name,
        int length,
        List<DbcSignal> signals,
        String comment) {

    /// Its identifier as people write it: `0x123`, `0x18FEF100`.
    public String hexId() {
        return String.format(extended ? "0x%08X" : "0x%03X", id);
    }
}
