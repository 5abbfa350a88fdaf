package io.cartelem.core.mesh;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.mesh.stream.NodeListener;
import io.cartelem.core.mesh.stream.NodeSession;

/// What Cartelem does with a node: send what a car measures, or receive what cars send. Outlives
/// the connections. All calls come on the collector's thread, [#status] on any.
public interface RadioRole extends NodeListener {

    /// A connection begins.
    ///
    /// @param session sends for the role, until the next begins
    void begin(NodeSession session, CollectorContext context);

    /// Does what is due; called at [#nextWakeNs] at the latest, and after each read.
    void tick(long nowNs) throws LinkException;

    /// When [#tick] has something to do next.
    long nextWakeNs();

    /// How the radio is now.
    RadioStatus status();
}
