package io.cartelem.core.collect.discovery;

import io.cartelem.core.collect.discovery.DeviceIdentity.Located;
import io.cartelem.core.collect.discovery.DeviceProbe.Finding;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/// Finds out what is on the serial ports and gives each source its device.
///
/// - A device that was found once is known by its USB serial number and opened at once, whatever
///   its port is called now. One without a serial number is looked for first at its place on the
///   bus and then under its make, and always asked before it is taken.
/// - All other ports are tried side by side, first by listening. A port that answers to nothing is
///   left alone for half a minute, then twice as long each time up to ten minutes, because opening
///   one restarts some devices; one that is plugged in again is tried at once.
/// - A port that is in use, or known to be another source's device, is not touched.
///
/// One search at a time; any thread may ask. Opening is native: call from platform threads.
public final class PortScanner {
    private final PortAccess ports;
    private final List<DeviceProbe> probes;
    private final DeviceMemory memory;
    private final PortHistory history;

    /// Held during a search.
    private final ReentrantLock searching = new ReentrantLock();

    private volatile List<PortReport> reports = List.of();
    private Set<Object> seen = Set.of();
    private long arrivals;

    /// @param probes what can be found; those that only listen are used first
    public PortScanner(
            PortAccess ports, List<DeviceProbe> probes, DeviceMemory memory, Clock clock) {
        this.ports = ports;
        this.probes =
                probes.stream()
                        .sorted(Comparator.comparing(DeviceProbe::passive).reversed())
                        .toList();
        this.memory = memory;
        this.history = new PortHistory(clock);
    }

    /// What the last search or opening found, without looking again.
    public List<PortReport> reports() {
        return reports;
    }

    /// Looks at every port that is free, also at those that answered to nothing a moment ago; takes
    /// about ten seconds. Ports in use are reported with what is remembered of them.
    public List<PortReport> scan() throws LinkException, InterruptedException {
        searching.lockInterruptibly();
        try {
            List<Located> present = DeviceIdentity.locate(ports.list());
            history.forgetPauses();
            List<PortReport> found = search(present);
            reports = found;
            return found;
        } finally {
            searching.unlock();
        }
    }

    /// Opens the device that feeds a source, at the rate at which it answers.
    ///
    /// @throws LinkException NOT_FOUND with a sentence that tells what was looked at
    ByteLink openFor(String source) throws LinkException, InterruptedException {
        List<Located> present = DeviceIdentity.locate(ports.list());
        if (present.isEmpty()) {
            reports = List.of();
            throw new LinkException(
                    Reason.NOT_FOUND,
                    "there is no serial port: plug the device in, or enter its address");
        }
        Map<String, PortReport> tried = new HashMap<>();
        ByteLink known = openKnown(source, present, tried);
        if (known != null) {
            return known;
        }
        searching.lockInterruptibly();
        try {
            ByteLink asked = openAfterAsking(source, present, tried);
            if (asked != null) {
                return asked;
            }
            List<Located> rest = new ArrayList<>(present);
            rest.removeIf(at -> tried.containsKey(at.port().path()));
            for (PortReport report : search(rest)) {
                tried.put(report.port(), report);
            }
            reports = inOrder(present, tried);
            for (Located at : rest) {
                String path = at.port().path();
                PortReport report = tried.get(path);
                Finding finding = report == null ? null : report.finding();
                if (finding != null
                        && finding.source().equals(source)
                        && ports.user(path) == null) {
                    history.firstOpening(path, presence(at));
                    return ports.open(path, rate(finding.baud()));
                }
            }
        } finally {
            searching.unlock();
        }
        throw new LinkException(Reason.NOT_FOUND, sentence(reports));
    }

    /// A device of which the serial number is known is opened without asking, unless that was done
    /// since it was plugged in: then it did not go well.
    private @Nullable ByteLink openKnown(
            String source, List<Located> present, Map<String, PortReport> tried) {
        for (Located at : present) {
            Optional<DeviceMemory.Known> known = memory.find(at.identity());
            if (!at.identity().certain()
                    || known.isEmpty()
                    || !known.get().source().equals(source)
                    || ports.user(at.port().path()) != null
                    || !history.firstOpening(at.port().path(), presence(at))) {
                continue;
            }
            Finding finding = known.get().finding();
            try {
                ByteLink link = ports.open(at.port().path(), rate(finding.baud()));
                memory.remember(at.identity(), finding, at.port().path());
                return link;
            } catch (LinkException e) {
                history.forgetOpening(at.port().path());
                tried.put(at.port().path(), report(at, failure(at, e), finding));
            }
        }
        return null;
    }

    /// Asks the ports at which the source's device may be, the likeliest first.
    private @Nullable ByteLink openAfterAsking(
            String source, List<Located> present, Map<String, PortReport> tried)
            throws InterruptedException {
        List<DeviceProbe> own =
                probes.stream().filter(probe -> probe.source().equals(source)).toList();
        for (boolean exact : new boolean[] {true, false}) {
            for (Located at : present) {
                String path = at.port().path();
                Optional<Finding> expected = expected(source, at, exact);
                if (expected.isEmpty()
                        || tried.containsKey(path)
                        || (!exact && !history.isDue(path, presence(at)))
                        || ports.user(path) != null) {
                    continue;
                }
                PortProbe.Result result =
                        PortProbe.ask(ports, at, own, rate(expected.get().baud()), true);
                tried.put(path, result.report());
                if (result.link() != null) {
                    settled(at, result.report());
                    return result.link();
                }
                if (!exact) {
                    history.fruitless(path, presence(at));
                }
            }
        }
        return null;
    }

    /// What is expected at a port from what is remembered.
    ///
    /// @param exact whether it must be remembered of this very identity, or just of the same make
    private Optional<Finding> expected(String source, Located at, boolean exact) {
        Optional<DeviceMemory.Known> here = memory.find(at.identity());
        if (exact || here.isPresent()) {
            return here.filter(known -> exact && known.source().equals(source))
                    .map(DeviceMemory.Known::finding);
        }
        return memory.all().stream()
                .filter(known -> known.source().equals(source))
                .filter(known -> new DeviceIdentity(known.identity(), false).isMake(at.port()))
                .map(DeviceMemory.Known::finding)
                .findFirst();
    }

    /// Tries ports side by side with all probes.
    private List<PortReport> search(List<Located> present) throws InterruptedException {
        Map<String, PortReport> found = new HashMap<>();
        Map<Located, Future<PortProbe.Result>> running = new HashMap<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("port-search-", 0).daemon().factory())) {
            try {
                for (Located at : present) {
                    PortReport untouched = withoutTouching(at);
                    if (untouched != null) {
                        found.put(at.port().path(), untouched);
                    } else {
                        int baud = rate(memory.find(at.identity()).map(k -> k.baud()).orElse(0));
                        running.put(
                                at,
                                threads.submit(
                                        () -> PortProbe.ask(ports, at, probes, baud, false)));
                    }
                }
                for (Map.Entry<Located, Future<PortProbe.Result>> task : running.entrySet()) {
                    PortReport report = resultOf(task.getKey(), task.getValue());
                    found.put(report.port(), report);
                    settled(task.getKey(), report);
                }
            } finally {
                // After an interrupt the searches end at once, and the ports are free again.
                threads.shutdownNow();
            }
        }
        return inOrder(present, found);
    }

    private static PortReport resultOf(Located at, Future<PortProbe.Result> task)
            throws InterruptedException {
        try {
            return task.get().report();
        } catch (ExecutionException e) {
            return report(at, "could not be tried: " + e.getCause(), null);
        }
    }

    /// What can be said of a port that is better left alone; null if it may be tried.
    private @Nullable PortReport withoutTouching(Located at) {
        Finding known = memory.find(at.identity()).map(k -> k.finding()).orElse(null);
        String user = ports.user(at.port().path());
        if (user != null) {
            return report(at, "is in use by " + user, known);
        }
        if (known != null && at.identity().certain()) {
            return report(at, PortProbe.describe(known), known);
        }
        return history.standing(at.port().path(), presence(at));
    }

    private void settled(Located at, PortReport report) {
        Finding finding = report.finding();
        if (finding == null) {
            history.fruitless(report.port(), presence(at));
        } else {
            history.found(report.port());
            memory.remember(at.identity(), finding, report.port());
        }
        history.keep(report, presence(at));
    }

    /// A number that grows when a port arrives that was not there at the last look.
    synchronized long arrivals() {
        Set<Object> now = new HashSet<>();
        try {
            for (Located at : DeviceIdentity.locate(ports.list())) {
                now.add(List.of(at, Optional.ofNullable(presence(at))));
            }
        } catch (LinkException e) {
            return arrivals;
        }
        if (!seen.containsAll(now)) {
            arrivals++;
        }
        seen = now;
        return arrivals;
    }

    private @Nullable Object presence(Located at) {
        return ports.presence(at.port().path());
    }

    private static List<PortReport> inOrder(List<Located> present, Map<String, PortReport> byPort) {
        return present.stream().map(at -> byPort.get(at.port().path())).toList();
    }

    private static PortReport report(Located at, String status, @Nullable Finding finding) {
        return new PortReport(
                at.port().path(), at.port().description(), at.identity().key(), status, finding);
    }

    private static String failure(Located at, LinkException e) {
        return PortProbe.withoutPort(at.port().path(), String.valueOf(e.getMessage()));
    }

    private static int rate(int baud) {
        return baud > 0 ? baud : PortProbe.FIRST_BAUD;
    }

    private static String sentence(List<PortReport> reports) {
        StringBuilder text = new StringBuilder();
        text.append(reports.size())
                .append(reports.size() == 1 ? " port tried: " : " ports tried: ");
        for (int i = 0; i < reports.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(reports.get(i).port())
                    .append(' ')
                    .append(reports.get(i).status());
        }
        return text.toString();
    }
}
