package io.cartelem.core.collect.discovery;

import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// What was tried on which port since the program began, so that devices which are none of ours are
/// left in peace. As many entries as there were port names. Any thread.
final class PortHistory {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Fruitless> fruitless = new HashMap<>();
    private final Map<String, Opened> opened = new HashMap<>();
    private final Map<String, Kept> reports = new HashMap<>();

    private record Fruitless(@Nullable Object presence, Duration pause, long untilNs) {}

    private record Opened(@Nullable Object presence) {}

    private record Kept(PortReport report, @Nullable Object presence) {}

    PortHistory(Clock clock) {
        this.clock = clock;
    }

    /// Whether a port may be tried (again).
    synchronized boolean isDue(String port, @Nullable Object presence) {
        Fruitless last = fruitless.get(port);
        return last == null
                || !Objects.equals(last.presence(), presence)
                || clock.monoNs() >= last.untilNs();
    }

    /// The port answered to nothing.
    synchronized void fruitless(String port, @Nullable Object presence) {
        Fruitless last = fruitless.get(port);
        Duration pause = FIRST_PAUSE;
        if (last != null && Objects.equals(last.presence(), presence)) {
            Duration twice = last.pause().multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
        fruitless.put(port, new Fruitless(presence, pause, clock.monoNs() + pause.toNanos()));
    }

    /// Something answered.
    synchronized void found(String port) {
        fruitless.remove(port);
    }

    /// Every port may be tried again.
    synchronized void forgetPauses() {
        fruitless.clear();
    }

    synchronized void keep(PortReport report, @Nullable Object presence) {
        reports.put(report.port(), new Kept(report, presence));
    }

    /// What was last found at a port, if that still holds: a device was found and has not been
    /// plugged in anew, or nothing was and it is too early to try again. Null if not.
    synchronized @Nullable PortReport standing(String port, @Nullable Object presence) {
        Kept last = reports.get(port);
        if (last == null || !Objects.equals(last.presence(), presence)) {
            return null;
        }
        boolean holds = last.report().finding() != null || !isDue(port, presence);
        return holds ? last.report() : null;
    }

    /// Whether the port is opened without asking for the first time since it was plugged in; notes
    /// that it is.
    synchronized boolean firstOpening(String port, @Nullable Object presence) {
        Opened before = opened.put(port, new Opened(presence));
        return before == null || !Objects.equals(before.presence(), presence);
    }

    /// The opening failed, so it does not count.
    synchronized void forgetOpening(String port) {
        opened.remove(port);
    }
}
