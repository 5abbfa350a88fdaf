package io.cartelem.core.mesh.stream;

import io.cartelem.core.mesh.proto.AppMessage;
import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.MeshPacket;

/// Hears what a [NodeSession] learns, on the thread of the session and before the call into it
/// returns. It must not call the session.
public interface NodeListener {

    /// The handshake is complete; again after each restart of the node.
    void ready(NodeConfig config);

    /// The node restarted or fell silent and is asked anew; nothing can be sent until then.
    void asking(String sentence);

    /// A packet of another node on a private port.
    void packet(MeshPacket packet, MeshPacket.Data data);

    /// Another node introduced itself.
    void node(FromRadio.Node node);

    /// How busy the air is, by our own node.
    void metrics(AppMessage.Metrics metrics);

    /// A packet was not sent; told once for each packet, whichever ways the node says it.
    void refused(Refusal refusal);

    /// The node says something to its owner.
    void notice(String sentence);

    /// Bytes that were not understood.
    void rejected(String reason, byte[] bytes);
}
