package io.cartelem.core.mesh;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.mesh.stream.NodeSession;

/// One connection of a role with its node: bytes and times go in, bytes come out. Holds no thread
/// and reads no clock but the context's.
public final class MeshConnection {
    private final NodeSession session;
    private final RadioRole role;

    /// @param line takes the bytes for the node
    /// @param firstRunning what the numbers of our packets begin with; best not the same each time
    public MeshConnection(
            NodeSession.Line line, RadioRole role, CollectorContext context, int firstRunning) {
        this.role = role;
        this.session = new NodeSession(line, role, firstRunning);
        role.begin(session, context);
    }

    /// Wakes the node.
    public void start(long nowNs) throws LinkException {
        session.start(nowNs);
    }

    /// Takes bytes from the node.
    public void received(byte[] bytes, int offset, int length, long nowNs) throws LinkException {
        session.received(bytes, offset, length, nowNs);
        tick(nowNs);
    }

    /// The line has been quiet for about a second.
    public void quiet(long nowNs) {
        session.quiet(nowNs);
    }

    /// Does what is due; to be called at [#nextWakeNs] at the latest.
    ///
    /// @throws LinkException when the node does not answer or the line is lost
    public void tick(long nowNs) throws LinkException {
        session.tick(nowNs);
        role.tick(nowNs);
    }

    public long nextWakeNs() {
        return Math.min(session.nextWakeNs(), role.nextWakeNs());
    }

    /// Tells the node that we leave.
    public void leave() throws LinkException {
        session.leave();
    }
}
