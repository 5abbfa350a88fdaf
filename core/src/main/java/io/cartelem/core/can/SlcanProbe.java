package io.cartelem.core.can;

import io.cartelem.core.collect.discovery.DeviceProbe;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tries whether a SLCAN adapter is at the other end. Writes `V` and a line end only, a question to
/// which nothing else acts: an ELM327 answers that it does not know it. Neither opens nor closes
/// the adapter's channel.
public final class SlcanProbe implements DeviceProbe {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final int MOST_BYTES = 4_096;
    private static final Set<Integer> BAUD_RATES = Set.of(115_200, 57_600);

    /// `V1013` of LAWICEL's manual, and the names by which others answer.
    private static final Pattern VERSION =
            Pattern.compile("V[0-9A-Fa-f]{4}|V[0-9]+\\.[0-9.]+.*|.*(?i:canable|slcan|usbtin).*");

    private final Clock waiting;

    /// @param waiting counts the time-outs of answers
    public SlcanProbe(Clock waiting) {
        this.waiting = waiting;
    }

    @Override
    public String source() {
        return CanSettings.SOURCE;
    }

    @Override
    public boolean passive() {
        return false;
    }

    @Override
    public Optional<Finding> probe(ByteLink link) throws LinkException, InterruptedException {
        if (!link.hasBaud()) {
            return named(version(link), 0);
        }
        Set<Integer> rates = new LinkedHashSet<>();
        if (BAUD_RATES.contains(link.baud())) {
            rates.add(link.baud());
        }
        rates.add(115_200);
        rates.add(57_600);
        for (int rate : rates) {
            if (link.baud() != rate) {
                link.baud(rate);
            }
            Optional<Finding> found = named(version(link), rate);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> named(@Nullable String version, int baud) {
        return Optional.ofNullable(version)
                .map(text -> new Finding(source(), "SLCAN adapter " + text, baud));
    }

    /// What it answers, null if that is no SLCAN adapter's answer.
    private @Nullable String version(ByteLink link) throws LinkException, InterruptedException {
        link.write("\rV\r".getBytes(StandardCharsets.US_ASCII));
        StringBuilder heard = new StringBuilder();
        byte[] buffer = new byte[256];
        long end = waiting.monoNs() + PATIENCE.toNanos();
        long left = PATIENCE.toNanos();
        boolean over = false;
        while (!over && heard.length() < MOST_BYTES) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            over = left == 0;
            int count = link.read(buffer, 0, buffer.length, Duration.ofNanos(left));
            heard.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            int last = heard.lastIndexOf("\r");
            if (last >= 0) {
                for (String line : heard.substring(0, last).split("[\r\n\u0007]+")) {
                    if (line.length() <= 60 && VERSION.matcher(line).matches()) {
                        return line;
                    }
                }
            }
            // What has arrived counts, even if this thread was held up and its time is over.
            left = Math.max(end - waiting.monoNs(), 0);
        }
        return null;
    }
}
