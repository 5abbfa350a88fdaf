package io.cartelem.core.obd.poll;

import io.cartelem.core.obd.pid.Pid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Decides which PIDs are asked for next: earliest deadline first. A PID is due one period after it
/// was due before, and its deadline is one period later. When the bus is too slow for all, every
/// period stretches: a PID that waits keeps its deadline while those served get later ones, so none
/// starves.
public final class PollScheduler {
    private static final long NANOS = 1_000_000_000L;

    /// How long a PID that never answers is left alone before it is tried once more.
    private static final long DEMOTED_PERIOD_NS = 60 * NANOS;

    private final Map<Integer, Task> tasks = new TreeMap<>();
    private final int missesAllowed;

    /// @param hertz the wanted rate of each PID
    /// @param missesAllowed how many requests in a row a PID may leave unanswered before it is
    ///   demoted
    public PollScheduler(Map<Pid, Double> hertz, int missesAllowed, long nowNs) {
        this.missesAllowed = missesAllowed;
        hertz.forEach(
                (pid, rate) ->
                        tasks.put(pid.number(), new Task(pid, Math.round(NANOS / rate), nowNs)));
    }

    /// The PIDs to ask for now, most urgent first, empty if none is due. Where the request has room
    /// left, slow PIDs that are at least half way to their next turn fill it.
    ///
    /// @param room how many PIDs fit into one request
    /// @param fits whether a PID may share a request with others
    public List<Pid> next(long nowNs, int room, Predicate<Pid> fits) {
        List<Task> candidates = new ArrayList<>(tasks.values());
        candidates.sort(
                Comparator.comparingInt((Task task) -> task.dueNs > nowNs ? 1 : 0)
                        .thenComparingLong(task -> task.dueNs + task.periodNs()));
        Task first = candidates.isEmpty() ? null : candidates.getFirst();
        if (first == null || first.dueNs > nowNs) {
            return List.of();
        }
        List<Pid> chosen = new ArrayList<>();
        chosen.add(first.pid);
        if (!fits.test(first.pid) || first.demoted) {
            return chosen;
        }
        for (Task task : candidates.subList(1, candidates.size())) {
            boolean ready = task.dueNs - task.periodNs() / 2 <= nowNs;
            if (chosen.size() < room && ready && !task.demoted && fits.test(task.pid)) {
                chosen.add(task.pid);
            }
        }
        return chosen;
    }

    /// When the next PID is due, [Long#MAX_VALUE] if there is none.
    public long nextDueNs() {
        long next = Long.MAX_VALUE;
        for (Task task : tasks.values()) {
            next = Math.min(next, task.dueNs);
        }
        return next;
    }

    /// The PID was answered; it gets its turn again after its period.
    ///
    /// @return whether it was demoted until now
    public boolean answered(Pid pid, long nowNs) {
        Task task = task(pid);
        boolean back = task.demoted;
        task.misses = 0;
        task.demoted = false;
        task.served(nowNs);
        return back;
    }

    /// The PID was asked for and not answered.
    ///
    /// @return whether it is demoted by this
    public boolean missed(Pid pid, long nowNs) {
        Task task = task(pid);
        task.misses++;
        boolean now = !task.demoted && task.misses >= missesAllowed;
        task.demoted |= now;
        task.served(nowNs);
        return now;
    }

    /// The request failed through nobody's fault; the PID gets another turn after its period.
    public void postpone(Pid pid, long nowNs) {
        task(pid).served(nowNs);
    }

    /// The PIDs that do not answer and are asked for but once a minute.
    public List<Pid> demoted() {
        return tasks.values().stream().filter(task -> task.demoted).map(task -> task.pid).toList();
    }

    public boolean isEmpty() {
        return tasks.isEmpty();
    }

    private Task task(Pid pid) {
        Task task = tasks.get(pid.number());
        if (task == null) {
            throw new IllegalArgumentException("PID " + pid.hex() + " is not scheduled");
        }
        return task;
    }

    private static final class Task {
        private final Pid pid;
        private final long wantedPeriodNs;
        private long dueNs;
        private int misses;
        private boolean demoted;

        Task(Pid pid, long periodNs, long dueNs) {
            this.pid = pid;
            this.wantedPeriodNs = periodNs;
            this.dueNs = dueNs;
        }

        long periodNs() {
            return demoted ? Math.max(DEMOTED_PERIOD_NS, wantedPeriodNs) : wantedPeriodNs;
        }

        /// Keeps the rhythm; a turn that came too late does not have to be caught up.
        void served(long nowNs) {
            dueNs = Math.max(dueNs + periodNs(), nowNs);
        }
    }
}
