package io.cartelem.core.obd.pid;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The mode 01 parameters of SAE J1979, read from two resources: how long each is, and the values
/// in it. Immutable.
public final class PidTable {
    private static final class Standard {
        static final PidTable TABLE = PidTableReader.standard();
    }

    private final @Nullable Pid[] pids = new Pid[256];
    private final Map<String, PidValue> byName = new TreeMap<>();

    /// @param lengths data bytes by PID
    /// @param values in the order of the table
    PidTable(Map<Integer, Integer> lengths, List<PidValue> values) {
        Map<Integer, List<PidValue>> byPid = new TreeMap<>();
        for (PidValue value : values) {
            byPid.computeIfAbsent(value.pid(), pid -> new ArrayList<>()).add(value);
            byName.put(key(value.channel().name()), value);
            byName.putIfAbsent(key(value.tableName()), value);
        }
        lengths.forEach(
                (number, bytes) ->
                        pids[number] =
                                new Pid(number, bytes, byPid.getOrDefault(number, List.of())));
    }

    /// The table that ships with Cartelem.
    public static PidTable standard() {
        return Standard.TABLE;
    }

    /// The PID of that number, empty if its length is not known.
    public Optional<Pid> pid(int number) {
        return number < 0 || number > 0xFF ? Optional.empty() : Optional.ofNullable(pids[number]);
    }

    /// The value with that channel name or table name, without regard to case.
    public Optional<PidValue> value(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    /// Every name under which a value is known, for help with misspelt ones.
    public Collection<String> names() {
        return byName.values().stream().map(value -> value.channel().name()).distinct().toList();
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
