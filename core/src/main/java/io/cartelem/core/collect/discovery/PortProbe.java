package io.cartelem.core.collect.discovery;

import io.cartelem.core.collect.discovery.DeviceIdentity.Located;
import io.cartelem.core.collect.discovery.DeviceProbe.Finding;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks one port what is on it.
final class PortProbe {
    /// The rate at which a port is opened when nothing is known of it.
    static final int FIRST_BAUD = 9600;

    private static final int LEFT_OVERS = 16 * 1024;

    /// What came of it.
    ///
    /// @param link the open link, if it was to be kept and something was found
    record Result(PortReport report, @Nullable ByteLink link) {}

    private PortProbe() {}

    /// Opens the port and tries the probes in their order.
    ///
    /// @param keep whether the link stays open, at the rate of the finding
    static Result ask(
            PortAccess ports, Located at, List<DeviceProbe> probes, int baud, boolean keep)
            throws InterruptedException {
        String path = at.port().path();
        @Nullable ByteLink open = null;
        try {
            open = ports.open(path, baud);
            for (DeviceProbe probe : probes) {
                setRate(open, baud);
                Optional<Finding> finding = tryOne(probe, open);
                if (finding.isPresent()) {
                    PortReport report = report(at, describe(finding.get()), finding.get());
                    if (!keep) {
                        return new Result(report, null);
                    }
                    setRate(open, finding.get().baud());
                    ByteLink link = open;
                    open = null;
                    return new Result(report, link);
                }
                dropLeftOvers(open);
            }
            String sources =
                    probes.stream()
                            .map(DeviceProbe::source)
                            .distinct()
                            .collect(Collectors.joining(" or "));
            return new Result(report(at, "does not answer as " + sources, null), null);
        } catch (LinkException e) {
            if (e.reason() == Reason.CLOSED && Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Result(
                    report(at, withoutPort(path, String.valueOf(e.getMessage())), null), null);
        } finally {
            if (open != null) {
                open.close();
            }
        }
    }

    /// A device that says nothing to one probe may answer to the next.
    private static Optional<Finding> tryOne(DeviceProbe probe, ByteLink link)
            throws LinkException, InterruptedException {
        try {
            return probe.probe(link);
        } catch (LinkException e) {
            if (e.reason() == Reason.SILENT || e.reason() == Reason.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void setRate(ByteLink link, int baud) throws LinkException {
        if (link.hasBaud() && baud > 0 && link.baud() != baud) {
            link.baud(baud);
        }
    }

    /// An answer to one probe that comes late must not be taken for one to the next.
    private static void dropLeftOvers(ByteLink link) throws LinkException {
        byte[] buffer = new byte[1024];
        int dropped = 0;
        int got = 1;
        while (got > 0 && dropped < LEFT_OVERS) {
            got = link.read(buffer, 0, buffer.length, Duration.ZERO);
            dropped += got;
        }
    }

    /// A finding, as the rest of a sentence that begins with the port.
    static String describe(Finding finding) {
        String rate = finding.baud() > 0 ? " at " + finding.baud() + " baud" : "";
        return "is the device of " + finding.source() + " (" + finding.device() + rate + ")";
    }

    /// A sentence of a link without the port it begins with.
    static String withoutPort(String port, String sentence) {
        return sentence.startsWith(port + " ")
                ? sentence.substring(port.length() + 1)
                : "cannot be tried: " + sentence;
    }

    private static PortReport report(Located at, String status, @Nullable Finding finding) {
        return new PortReport(
                at.port().path(), at.port().description(), at.identity().key(), status, finding);
    }
}
