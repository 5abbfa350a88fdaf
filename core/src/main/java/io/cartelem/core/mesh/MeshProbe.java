package io.cartelem.core.mesh;

import io.cartelem.core.collect.discovery.DeviceProbe;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.mesh.proto.AppMessage;
import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.mesh.stream.NodeConfig;
import io.cartelem.core.mesh.stream.NodeListener;
import io.cartelem.core.mesh.stream.NodeSession;
import io.cartelem.core.mesh.stream.Refusal;
import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.util.Optional;

/// Tries whether a Meshtastic node is at the other end, by asking for its configuration. Bytes that
/// wake a node and a frame that only a node understands: no line end is among them, so that nothing
/// that reads lines acts upon them.
public final class MeshProbe implements DeviceProbe {
    /// The rate of every Meshtastic board.
    public static final int BAUD = 115_200;

    private static final Duration PATIENCE = Duration.ofMillis(2_500);
    private static final Duration STEP = Duration.ofMillis(100);

    private final Clock waiting;

    public MeshProbe() {
        this(Clock.system());
    }

    /// @param waiting counts the time-outs of answers
    MeshProbe(Clock waiting) {
        this.waiting = waiting;
    }

    @Override
    public String source() {
        return RadioChannel.SOURCE;
    }

    @Override
    public boolean passive() {
        return false;
    }

    @Override
    public Optional<Finding> probe(ByteLink link) throws LinkException, InterruptedException {
        if (link.hasBaud() && link.baud() != BAUD) {
            link.baud(BAUD);
        }
        Answer answer = new Answer();
        NodeSession session = new NodeSession(link::write, answer, 0);
        long startNs = waiting.monoNs();
        session.start(startNs);
        byte[] chunk = new byte[1024];
        boolean over = false;
        while (answer.device.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (over) {
                return Optional.empty();
            }
            long now = waiting.monoNs();
            // What has arrived counts, even if this thread was held up and its time is over.
            over = now - startNs >= PATIENCE.toNanos();
            session.tick(now);
            int got = link.read(chunk, 0, chunk.length, STEP);
            session.received(chunk, 0, got, waiting.monoNs());
        }
        session.leave();
        return Optional.of(new Finding(source(), answer.device, link.hasBaud() ? BAUD : 0));
    }

    /// Waits for the node to say who it is.
    private static final class Answer implements NodeListener {
        private String device = "";

        @Override
        public void ready(NodeConfig config) {
            device = config.description();
        }

        @Override
        public void asking(String sentence) {}

        @Override
        public void packet(MeshPacket packet, MeshPacket.Data data) {}

        @Override
        public void node(FromRadio.Node node) {}

        @Override
        public void metrics(AppMessage.Metrics metrics) {}

        @Override
        public void refused(Refusal refusal) {}

        @Override
        public void notice(String sentence) {}

        @Override
        public void rejected(String reason, byte[] bytes) {}
    }
}
