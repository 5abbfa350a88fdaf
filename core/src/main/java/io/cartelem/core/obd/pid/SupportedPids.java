package io.cartelem.core.obd.pid;

import java.util.BitSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which control unit supports which mode 01 PIDs, collected from the replies to the PIDs 00, 20, …
/// E0. Used by one thread.
public final class SupportedPids {
    private static final int BLOCK = 0x20;

    private final SortedMap<Integer, BitSet> byEcu = new TreeMap<>();

    /// Adds a reply.
    ///
    /// @param first the PID asked for: 00h, 20h, …
    /// @param bits four bytes; the highest bit of the first stands for `first` + 1
    public void add(int ecu, int first, byte[] bits) {
        if (first % BLOCK != 0 || bits.length != 4) {
            throw new IllegalArgumentException("four bytes for a PID that is a multiple of 20h");
        }
        BitSet supported = byEcu.computeIfAbsent(ecu, id -> new BitSet(256));
        for (int i = 0; i < BLOCK; i++) {
            if ((bits[i / 8] & (0x80 >> (i % 8))) != 0 && first + i + 1 <= 0xFF) {
                supported.set(first + i + 1);
            }
        }
    }

    /// Whether any control unit supports it.
    public boolean supports(int pid) {
        return owner(pid).isPresent();
    }

    /// Whether a control unit announced the block of PIDs that begins at `first`.
    public boolean announces(int first) {
        return first == 0 || (first < 0x100 && supports(first));
    }

    /// The control unit whose value counts where several answer: the one with the lowest
    /// identifier, which is the engine's.
    public OptionalInt owner(int pid) {
        for (Map.Entry<Integer, BitSet> entry : byEcu.entrySet()) {
            if (entry.getValue().get(pid)) {
                return OptionalInt.of(entry.getKey());
            }
        }
        return OptionalInt.empty();
    }

    /// The control units that answered, lowest identifier first, each with its PIDs.
    public SortedMap<Integer, BitSet> byEcu() {
        SortedMap<Integer, BitSet> copy = new TreeMap<>();
        byEcu.forEach((ecu, pids) -> copy.put(ecu, (BitSet) pids.clone()));
        return copy;
    }

    public boolean isEmpty() {
        return byEcu.isEmpty();
    }
}
