package io.cartelem.core.mesh;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.port.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Keeps a role and its node together over an open link.
///
/// What is due is due by the context's clock, while a link waits in real time. So a wait is never
/// longer than a tenth of a second: with the machine's clock it ends when something is due, and
/// with any other soon after.
public final class MeshCollector implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(MeshCollector.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int CHUNK = 2048;

    private final RadioRole role;

    /// Counts the silence on the line, which is real time.
    private final Clock waiting = Clock.system();

    public MeshCollector(RadioRole role) {
        this.role = role;
    }

    @Override
    public String source() {
        return RadioChannel.SOURCE;
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        context.state(Phase.STARTING, "asking_node", "Asking the node for its configuration");
        Clock clock = context.clock();
        MeshConnection connection =
                new MeshConnection(link::write, role, context, (int) waiting.monoNs());
        try {
            connection.start(clock.monoNs());
            byte[] chunk = new byte[CHUNK];
            long heardNs = waiting.monoNs();
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long now = clock.monoNs();
                connection.tick(now);
                int got = link.read(chunk, 0, CHUNK, waitFor(connection.nextWakeNs() - now));
                if (got > 0) {
                    heardNs = waiting.monoNs();
                    connection.received(chunk, 0, got, clock.monoNs());
                } else if (waiting.monoNs() - heardNs >= QUIET.toNanos()) {
                    heardNs = waiting.monoNs();
                    connection.quiet(clock.monoNs());
                }
            }
        } finally {
            leave(connection);
        }
    }

    private static Duration waitFor(long ns) {
        return Duration.ofNanos(Math.clamp(ns, SHORTEST_WAIT.toNanos(), LONGEST_WAIT.toNanos()));
    }

    private static void leave(MeshConnection connection) {
        try {
            connection.leave();
        } catch (LinkException e) {
            LOG.debug("the node could not be told that we leave: {}", e.getMessage());
        }
    }
}
