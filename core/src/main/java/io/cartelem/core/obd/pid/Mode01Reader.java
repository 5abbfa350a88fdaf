package io.cartelem.core.obd.pid;

import io.cartelem.core.obd.iso.Decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Takes a mode 01 reply apart into PIDs: one, or up to six in any order. Since nothing but the
/// known length tells where the next PID begins, one that was not asked for refuses the whole
/// reply.
public final class Mode01Reader {
    private final PidTable table;
    private final boolean fourBanks;

    /// @param fourBanks whether the car supports PID 1D: then trims carry a second byte
    public Mode01Reader(PidTable table, boolean fourBanks) {
        this.table = table;
        this.fourBanks = fourBanks;
    }

    /// How long a trim is depends on the car, and cars do not agree on the secondary trims: those
    /// are asked for alone where it is not certain.
    public boolean lengthCertain(int pid) {
        return fourBanks || pid < 0x55 || pid > 0x58;
    }

    /// @param data of the reply, without the service byte
    /// @param asked the PIDs of the request
    public Decode<List<PidData>> read(byte[] data, Set<Integer> asked) {
        List<PidData> found = new ArrayList<>();
        int at = 0;
        while (at < data.length) {
            int number = data[at] & 0xFF;
            Pid pid = table.pid(number).orElse(null);
            if (pid == null || !asked.contains(number)) {
                return Decode.rejected("a reply with a PID that was not asked for", data);
            }
            for (PidData before : found) {
                if (before.pid().number() == number) {
                    return Decode.rejected("a reply with a PID twice", data);
                }
            }
            int left = data.length - at - 1;
            int length = asked.size() == 1 ? alone(pid, left) : length(pid);
            if (left < length) {
                return Decode.rejected("a reply shorter than its PID", data);
            }
            if (asked.size() == 1 && left > length) {
                return Decode.rejected("a reply longer than its PID", data);
            }
            found.add(new PidData(pid, Arrays.copyOfRange(data, at + 1, at + 1 + length)));
            at += 1 + length;
        }
        if (found.isEmpty()) {
            return Decode.rejected("a reply without a PID", data);
        }
        return Decode.of(found);
    }

    private int length(Pid pid) {
        return isTrim(pid.number()) ? (fourBanks ? 2 : 1) : pid.bytes();
    }

    /// Where a PID came alone, a trim may have one byte or two; only the first is read.
    private int alone(Pid pid, int left) {
        boolean trim = isTrim(pid.number()) || !lengthCertain(pid.number());
        return trim && (left == 1 || left == 2) ? left : length(pid);
    }

    private static boolean isTrim(int number) {
        return number >= 0x06 && number <= 0x09;
    }
}
