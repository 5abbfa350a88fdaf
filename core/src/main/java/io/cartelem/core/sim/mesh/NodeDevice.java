package io.cartelem.core.sim.mesh;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.device.Device;
import io.cartelem.core.thread.Threads;

import java.time.Duration;

/// A simulated node at the far end of a link: one thread reads what the client says, a second one
/// writes to it.
public final class NodeDevice implements Device {
    private static final Duration A_WHILE = Duration.ofMinutes(10);

    private final MeshNode node;
    private final Ether ether;
    private final Clock clock;

    public NodeDevice(MeshNode node, Ether ether, Clock clock) {
        this.node = node;
        this.ether = ether;
        this.clock = clock;
    }

    @Override
    public void serve(ByteLink link) throws LinkException {
        Thread writer =
                Thread.ofPlatform() // a pty's writes wait in native code
                        .daemon()
                        .name("sim-node-writer")
                        .start(() -> write(link));
        try {
            byte[] buffer = new byte[1024];
            while (true) {
                int count = link.read(buffer, 0, buffer.length, A_WHILE);
                ether.run(clock.monoNs(), () -> node.received(buffer, 0, count));
            }
        } finally {
            link.close();
            Threads.end(writer);
            ether.run(clock.monoNs(), node::hungUp);
        }
    }

    private void write(ByteLink link) {
        try {
            while (true) {
                link.write(node.line().take());
            }
        } catch (LinkException e) {
            link.close(); // ends the reading thread, which says why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void powerCycle() {
        ether.run(clock.monoNs(), node::powerCycle);
    }
}
