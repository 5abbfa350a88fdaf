package io.cartelem.core.can.dbc;

import io.cartelem.core.can.dbc.DbcSignal.Form;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A signal while its file is being read.
final class SignalDraft {
    final int line;
    final String name;
    int startBit;
    int length;
    boolean bigEndian;
    Form form = Form.UNSIGNED;
    BigDecimal factor = BigDecimal.ONE;
    BigDecimal offset = BigDecimal.ZERO;
    DbcSignal.@Nullable Range range;
    String unit = "";
    boolean selector;

    /// The value of `m0`, -1 where the signal is always there.
    long chosenBy = -1;

    /// From `SG_MUL_VAL_`, in place of `m0`.
    @Nullable DbcChoice choice;

    SortedMap<Long, String> texts = new TreeMap<>();
    String comment = "";
    @Nullable String longName;

    SignalDraft(int line, String name) {
        this.line = line;
        this.name = name;
    }

    /// Why its bits cannot be in a message of so many bytes, null if they can.
    @Nullable String misfit(int bytes) {
        if (length < 1 || length > 64) {
            return "has " + length + " bits, possible are 1 to 64";
        }
        int first = bigEndian ? (startBit & ~7) + 7 - (startBit & 7) : startBit;
        if (startBit < 0 || first + length > bytes * 8) {
            return "does not fit into the " + bytes + " bytes of its message";
        }
        if (form == Form.FLOAT && length != 32) {
            return "is a float of " + length + " bits, possible are 32";
        }
        if (form == Form.DOUBLE && length != 64) {
            return "is a double of " + length + " bits, possible are 64";
        }
        return null;
    }

    String shownName() {
        return longName == null ? name : longName;
    }

    /// @param when when it is in the message, null for always
    DbcSignal finish(@Nullable DbcChoice when) {
        return new DbcSignal(
                shownName(),
                startBit,
                length,
                bigEndian,
                form,
                factor,
                offset,
                range,
                unit,
                selector,
                when,
                Collections.unmodifiableSortedMap(texts),
                comment);
    }
}
