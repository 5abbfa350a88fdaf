package io.cartelem.core.sim.car;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The fault memory of a control unit: stored, pending and permanent codes, the warning lamp and
/// the freeze frame of the first stored code. Safe on any thread.
public final class TroubleMemory {
    /// As many as the count of mode 01 PID 01 can say.
    private static final int MOST_CODES = 127;

    private static final String SYSTEMS = "PCBU";
    private static final Pattern CODE = Pattern.compile("[PCBU][0-3][0-9A-F]{3}");

    private final List<String> stored = new ArrayList<>();
    private final List<String> pending = new ArrayList<>();
    private final List<String> permanent = new ArrayList<>();
    private boolean lamp;
    private @Nullable CarState freezeFrame;
    private @Nullable CarState lampSince;
    private @Nullable CarState clearedAt;

    /// What the memory holds at one time.
    ///
    /// @param lamp whether the warning lamp (MIL) is lit
    /// @param freezeFrame the car when the first stored code was set, null without one
    /// @param lampSince the car when the lamp was lit, null while it is dark
    /// @param clearedAt the car when the memory was last cleared, null if never
    public record Content(
            List<String> stored,
            List<String> pending,
            List<String> permanent,
            boolean lamp,
            @Nullable CarState freezeFrame,
            @Nullable CarState lampSince,
            @Nullable CarState clearedAt) {}

    public synchronized Content content() {
        return new Content(
                List.copyOf(stored),
                List.copyOf(pending),
                List.copyOf(permanent),
                lamp,
                freezeFrame,
                lampSince,
                clearedAt);
    }

    /// Stores a confirmed fault: stored and permanent code, lamp on, freeze frame of `now`.
    ///
    /// @param code for example `P0301`
    public synchronized void confirm(String code, CarState now) {
        String checked = checked(code);
        pending.remove(checked);
        addTo(stored, checked);
        addTo(permanent, checked);
        if (freezeFrame == null) {
            freezeFrame = now;
        }
        if (!lamp) {
            lamp = true;
            lampSince = now;
        }
    }

    /// Notes a fault seen once, which lights no lamp.
    public synchronized void suspect(String code) {
        addTo(pending, checked(code));
    }

    /// What service 04 does: permanent codes stay until the car itself has seen the repair.
    public synchronized void clear(CarState now) {
        stored.clear();
        pending.clear();
        lamp = false;
        freezeFrame = null;
        lampSince = null;
        clearedAt = now;
    }

    /// The two bytes of a code (SAE J2012): the top two bits say P, C, B or U.
    static int bytesOf(String code) {
        return (SYSTEMS.indexOf(code.charAt(0)) << 14) | Integer.parseInt(code.substring(1), 16);
    }

    private static String checked(String code) {
        String upper = code.toUpperCase(Locale.ROOT);
        if (!CODE.matcher(upper).matches()) {
            throw new IllegalArgumentException(
                    "'" + code + "' is no trouble code; write one like P0301");
        }
        return upper;
    }

    private static void addTo(List<String> codes, String code) {
        if (!codes.contains(code) && codes.size() < MOST_CODES) {
            codes.add(code);
        }
    }
}
