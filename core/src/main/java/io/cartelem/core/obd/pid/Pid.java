package io.cartelem.core.obd.pid;

import java.util.List;

/// One parameter of mode 01.
///
/// @param number 00h to FFh
/// @param bytes how many data bytes a reply carries
/// @param values what they mean, in the order of the table; empty for status bits
public record Pid(int number, int bytes, List<PidValue> values) {

    public Pid {
        values = List.copyOf(values);
    }

    /// Its number as two hex digits.
    public String hex() {
        return "%02X".formatted(number);
    }
}
