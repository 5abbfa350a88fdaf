package io.cartelem.core.mesh.stream;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.mesh.proto.AppMessage;
import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.mesh.proto.Parsed;
import io.cartelem.core.mesh.proto.Ports;
import io.cartelem.core.mesh.proto.ToRadio;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;

/// One connection with a node, from the wake-up to the loss of the link.
///
/// ```
///  WAKING  32 × C3, then 100 ms
///     ↓
///  ASKING  want_config, again every 5 s  ←─── rebooted · no status three times · long silence
///     ↓ configuration complete
///  READY   packets; a heartbeat every 45 s; want_config every 30 s while some of it is missing
/// ```
///
/// Times are nanoseconds of one clock, handed in with every call. Belongs to one thread.
public final class NodeSession {
    private static final byte WAKE = (byte) 0xC3;
    private static final int WAKE_BYTES = 32;
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long WAKE_PAUSE_NS = 100 * MS;
    private static final long ASK_AGAIN_NS = 5 * SECOND;
    private static final long HEARTBEAT_NS = 45 * SECOND;

    /// How soon an incomplete configuration is asked for once more.
    private static final long REFRESH_NS = 30 * SECOND;

    /// How long a node may leave us without an answer while it is asked for its configuration.
    private static final long ASKING_PATIENCE_NS = 32 * SECOND;

    /// Two heartbeats without an answer.
    private static final long SILENCE_NS = 100 * SECOND;

    /// After so many askings an incomplete configuration is good enough.
    private static final int THOROUGH_ASKINGS = 3;

    private static final int LOST_STATUSES = 3;
    private static final int REFUSALS_REMEMBERED = 16;

    private final Line line;
    private final NodeListener listener;
    private final StreamFramer framer = new StreamFramer();
    private final Handshake handshake = new Handshake();
    private final TransmitQueue queue = new TransmitQueue();
    private final ArrayDeque<Integer> refused = new ArrayDeque<>();
    private final StreamFramer.Sink sink = new Frames();
    private Phase phase = Phase.WAKING;
    private @Nullable NodeConfig config;
    private long nowNs;
    private long askNs;
    private long askingSinceNs;
    private long heardNs;
    private long heartbeatNs;
    private long refreshNs = Long.MAX_VALUE;
    private int askings;
    private int running;

    /// Where a session stands.
    public enum Phase {
        WAKING,
        ASKING,
        READY
    }

    /// Takes the bytes for the node.
    @FunctionalInterface
    public interface Line {
        void send(byte[] bytes) throws LinkException;
    }

    /// @param firstRunning what the numbers of our packets begin with; best not the same each time
    public NodeSession(Line line, NodeListener listener, int firstRunning) {
        this.line = line;
        this.listener = listener;
        this.running = firstRunning;
    }

    /// Wakes the node.
    public void start(long now) throws LinkException {
        nowNs = now;
        byte[] wake = new byte[WAKE_BYTES];
        Arrays.fill(wake, WAKE);
        line.send(wake);
        ask(now + WAKE_PAUSE_NS);
        phase = Phase.WAKING;
    }

    /// Takes bytes from the node.
    public void received(byte[] bytes, int offset, int length, long now) {
        nowNs = now;
        framer.accept(bytes, offset, length, sink);
    }

    /// The line has been quiet for about a second.
    public void quiet(long now) {
        nowNs = now;
        framer.quiet(sink);
    }

    /// Does what is due; to be called at [#nextWakeNs] at the latest.
    ///
    /// @throws LinkException SILENT when the node does not answer, or that of the line
    public void tick(long now) throws LinkException {
        nowNs = now;
        queue.tick(now);
        switch (phase) {
            case WAKING, ASKING -> tickAsking(now);
            case READY -> tickReady(now);
        }
    }

    private void tickAsking(long now) throws LinkException {
        if (now - Math.max(heardNs, askingSinceNs) >= ASKING_PATIENCE_NS) {
            throw new LinkException(
                    LinkException.Reason.SILENT,
                    "no Meshtastic node answers: is the device switched on, and its serial or"
                            + " network interface enabled?");
        }
        if (now < askNs) {
            return;
        }
        phase = Phase.ASKING;
        // What is there after some askings must do: old firmware may lack a part.
        if (askings >= THOROUGH_ASKINGS && becomeReady(false)) {
            return;
        }
        askings++;
        askNs = now + ASK_AGAIN_NS;
        say(new ToRadio.WantConfig(ToRadio.WantConfig.CONFIG_ONLY));
    }

    private void tickReady(long now) throws LinkException {
        if (now - heardNs >= SILENCE_NS || queue.lostInARow() >= LOST_STATUSES) {
            askAnew("The node does not answer; asking it anew");
            return;
        }
        if (now >= refreshNs) {
            refresh(now);
        }
        if (now >= heartbeatNs || queue.look(now)) {
            heartbeatNs = now + HEARTBEAT_NS;
            say(new ToRadio.Heartbeat(0));
        }
    }

    /// Asks for the configuration once more, because it lacks something or cannot be worked with.
    /// The session stays ready meanwhile.
    public void refresh(long now) throws LinkException {
        refreshNs = now + REFRESH_NS;
        say(new ToRadio.WantConfig(ToRadio.WantConfig.CONFIG_ONLY));
    }

    /// When [#tick] has something to do next.
    public long nextWakeNs() {
        return switch (phase) {
            case WAKING, ASKING -> askNs;
            case READY -> Math.min(Math.min(heartbeatNs, refreshNs), queue.nextWakeNs());
        };
    }

    public Phase phase() {
        return phase;
    }

    /// What the node told of itself; null before the first handshake is complete.
    public @Nullable NodeConfig config() {
        return config;
    }

    /// Whether the node takes a packet now.
    public boolean maySend() {
        return phase == Phase.READY && queue.takesOne();
    }

    /// Places that are free in the node's queue, as far as known.
    public int queueFree() {
        return queue.free();
    }

    /// Hands a packet to the node, without relays and without acknowledgement.
    ///
    /// @param to node number or [MeshPacket#BROADCAST]
    /// @return its number
    /// @throws IllegalStateException unless [#maySend]
    public int send(int to, int channel, byte[] payload, long now) throws LinkException {
        NodeConfig known = config;
        if (!maySend() || known == null) {
            throw new IllegalStateException("the node takes no packet now");
        }
        nowNs = now;
        int id = PacketId.of(known.number(), running++, payload);
        queue.sent(id, now);
        say(
                new ToRadio.Packet(
                        MeshPacket.toSend(
                                to, channel, id, 0, MeshPacket.Data.of(Ports.PRIVATE, payload))));
        return id;
    }

    /// Tells the node that we leave.
    public void leave() throws LinkException {
        say(new ToRadio.Disconnect());
    }

    private void say(ToRadio message) throws LinkException {
        line.send(StreamFramer.frame(message.encode()));
    }

    private void askAnew(String sentence) {
        handshake.forget();
        queue.forget();
        ask(nowNs);
        listener.asking(sentence);
    }

    private void ask(long when) {
        phase = Phase.ASKING;
        askings = 0;
        askNs = when;
        askingSinceNs = when;
    }

    private boolean becomeReady(boolean whole) {
        NodeConfig told = handshake.config(whole);
        if (told == null) {
            return false;
        }
        if (phase != Phase.READY) {
            phase = Phase.READY;
            queue.forget();
            heartbeatNs = nowNs + HEARTBEAT_NS;
        }
        config = told;
        refreshNs = whole ? Long.MAX_VALUE : nowNs + REFRESH_NS;
        listener.ready(told);
        return true;
    }

    private void hear(FromRadio message) {
        heardNs = nowNs;
        handshake.take(message);
        switch (message) {
            case FromRadio.Packet heard -> hear(heard.packet());
            case FromRadio.Node node -> {
                if (!node.shortName().isEmpty()) {
                    listener.node(node);
                }
            }
            case FromRadio.ConfigComplete complete -> {
                if (complete.nonce() == ToRadio.WantConfig.CONFIG_ONLY) {
                    becomeReady(true);
                }
            }
            case FromRadio.Rebooted _ -> askAnew("The node restarted; asking it anew");
            case FromRadio.QueueStatus status -> {
                queue.status(status, nowNs);
                if (status.res() != 0) {
                    refuse(Refusal.ofStatus(status.res(), status.packetId()));
                }
            }
            case FromRadio.Notification note -> {
                if (note.replyId() == 0) {
                    listener.notice("The node says: " + note.message());
                } else {
                    refuse(Refusal.ofNotification(note.message(), note.replyId()));
                }
            }
            case FromRadio.MyInfo _,
                    FromRadio.DeviceConfig _,
                    FromRadio.LoraConfig _,
                    FromRadio.Channel _,
                    FromRadio.Metadata _,
                    FromRadio.Other _ -> {}
        }
    }

    private void hear(MeshPacket packet) {
        NodeConfig known = config;
        MeshPacket.Data data = packet.data();
        if (known == null || data == null) {
            return;
        }
        boolean own = packet.from() == 0 || packet.from() == known.number();
        if (data.port() >= Ports.PRIVATE) {
            if (!own) {
                listener.packet(packet, data);
            }
            return;
        }
        switch (AppMessage.decode(packet.from(), data)) {
            case Parsed.Message<AppMessage>(AppMessage.Routing(int error))
                    when own && error != 0 && data.requestId() != 0 ->
                    refuse(Refusal.ofRouting(error, data.requestId()));
            case Parsed.Message<AppMessage>(AppMessage.Metrics metrics) when own ->
                    listener.metrics(metrics);
            case Parsed.Message<AppMessage>(AppMessage.User(FromRadio.Node node)) ->
                    listener.node(node);
            case Parsed.Message<AppMessage> _ -> {}
            case Parsed.Malformed<AppMessage>(String reason) ->
                    listener.rejected(reason, data.payload());
        }
    }

    private void refuse(Refusal refusal) {
        int id = refusal.packetId();
        queue.refused(id);
        if (id != 0) {
            if (refused.contains(id)) {
                return;
            }
            refused.add(id);
            if (refused.size() > REFUSALS_REMEMBERED) {
                refused.removeFirst();
            }
        }
        listener.refused(refusal);
    }

    private final class Frames implements StreamFramer.Sink {
        @Override
        public @Nullable String message(byte[] body) {
            return switch (FromRadio.decode(body)) {
                case Parsed.Message<FromRadio>(FromRadio message) -> {
                    hear(message);
                    yield null;
                }
                case Parsed.Malformed<FromRadio>(String reason) -> reason;
            };
        }

        @Override
        public void text(byte[] bytes) {
            // The node's log, for whoever debugs the node; the transcript shows it.
        }

        @Override
        public void rejected(String reason, byte[] frame) {
            listener.rejected(reason, frame);
        }
    }
}
