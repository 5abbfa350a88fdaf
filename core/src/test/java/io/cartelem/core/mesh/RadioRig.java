package io.cartelem.core.mesh;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.ManualClock;
import io.cartelem.core.sim.mesh.Ether;
import io.cartelem.core.sim.mesh.MeshNode;
import io.cartelem.core.sim.mesh.NodeProfile;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Computers, their nodes and the air between them on one thread, with a clock that goes from one
/// event to the next: hours in seconds, the same every time.
final class RadioRig {
    static final long SECOND = 1_000_000_000L;
    static final Instant START = Instant.parse("2026-06-14T13:00:00Z");

    private static final long RETRY_NS = SECOND;

    final ManualClock clock;
    final Ether ether;
    private final List<Post> posts = new ArrayList<>();
    private LongConsumer everyTenth = nowNs -> {};
    private long nextTenthNs;

    RadioRig(long seed) {
        this(seed, START);
    }

    RadioRig(long seed, Instant start) {
        clock = new ManualClock(start);
        ether = new Ether(seed, 0);
    }

    /// A computer with its role and its node.
    final class Post implements CollectorContext {
        final MeshNode node;
        final RadioRole role;
        final TelemetryBus bus = new TelemetryBus();
        final List<String> states = new ArrayList<>();
        final List<String> rejections = new ArrayList<>();
        final Clock ownClock;
        private @Nullable MeshConnection connection;
        private long retryNs;
        private long heardNs;
        int connections;

        /// Sees what the node says.
        Consumer<byte[]> tap = bytes -> {};

        Post(NodeProfile profile, RadioRole role, Clock ownClock, long seed) {
            this.node = new MeshNode(profile, ether, seed);
            this.role = role;
            this.ownClock = ownClock;
        }

        private void turn(long now) {
            MeshConnection present = connection;
            try {
                if (present == null) {
                    if (now >= retryNs) {
                        present =
                                new MeshConnection(this::toNode, role, this, 1000 * ++connections);
                        connection = present;
                        heardNs = now;
                        present.start(now);
                    }
                    return;
                }
                byte[] bytes = node.line().drain();
                while (bytes.length > 0) {
                    heardNs = now;
                    tap.accept(bytes);
                    present.received(bytes, 0, bytes.length, now);
                    bytes = node.line().drain();
                }
                if (now - heardNs >= SECOND) {
                    heardNs = now;
                    present.quiet(now);
                }
                present.tick(now);
            } catch (LinkException e) {
                states.add(String.valueOf(e.getMessage()));
                connection = null;
                retryNs = now + RETRY_NS;
                ether.run(now, node::hungUp);
            }
        }

        private void toNode(byte[] bytes) {
            ether.run(clock.monoNs(), () -> node.received(bytes, 0, bytes.length));
        }

        private long nextNs() {
            MeshConnection present = connection;
            return present == null ? retryNs : Math.min(present.nextWakeNs(), heardNs + SECOND);
        }

        @Override
        public Clock clock() {
            return ownClock;
        }

        @Override
        public void publish(SampleBatch batch) {
            bus.publish(batch);
        }

        @Override
        public void state(Phase phase, String code, String sentence) {
            String text = phase + " " + code;
            if (states.isEmpty() || !states.getLast().equals(text)) {
                states.add(text);
            }
        }

        @Override
        public void device(String name) {}

        @Override
        public void rate(double hertz) {}

        @Override
        public void rejected(String reason, byte[] bytes) {
            rejections.add(reason);
        }

        String lastState() {
            return states.getLast();
        }
    }

    Post add(NodeProfile profile, RadioRole role) {
        return add(profile, role, clock);
    }

    /// @param ownClock the computer's clock, whose monotonic time must be the rig's
    Post add(NodeProfile profile, RadioRole role, Clock ownClock) {
        Post post = new Post(profile, role, ownClock, 100 + posts.size());
        posts.add(post);
        return post;
    }

    /// Ten times a second, at whole tenths.
    void everyTenth(LongConsumer action) {
        everyTenth = action;
    }

    void run(Duration duration) {
        long end = clock.monoNs() + duration.toNanos();
        while (clock.monoNs() < end) {
            long now = clock.monoNs();
            if (now >= nextTenthNs) {
                everyTenth.accept(now);
                nextTenthNs += SECOND / 10;
            }
            ether.advance(now);
            posts.forEach(post -> post.turn(now));
            long next = Math.min(end, Math.min(nextTenthNs, ether.nextNs()));
            for (Post post : posts) {
                next = Math.min(next, post.nextNs());
            }
            clock.advance(Duration.ofNanos(Math.max(1, next - now)));
        }
    }
}
