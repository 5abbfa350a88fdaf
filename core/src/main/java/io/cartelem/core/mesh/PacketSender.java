package io.cartelem.core.mesh;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.mesh.RadioStatus.Warning;
import io.cartelem.core.mesh.air.Addressing;
import io.cartelem.core.mesh.air.DutyMeter;
import io.cartelem.core.mesh.air.ModemPreset;
import io.cartelem.core.mesh.air.RadioSettings;
import io.cartelem.core.mesh.air.RadioWarning;
import io.cartelem.core.mesh.air.Region;
import io.cartelem.core.mesh.air.SendPlan;
import io.cartelem.core.mesh.air.SendPlanner;
import io.cartelem.core.mesh.pack.Packet;
import io.cartelem.core.mesh.pack.PayloadEncoder;
import io.cartelem.core.mesh.pack.RadioSample;
import io.cartelem.core.mesh.pack.RadioSchema;
import io.cartelem.core.mesh.proto.FromRadio.Channel;
import io.cartelem.core.mesh.stream.NodeConfig;
import io.cartelem.core.mesh.stream.NodeSession;
import io.cartelem.core.mesh.stream.Refusal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// Hands samples and schemas to the node as planned: never more than the duty budget, never while
/// the node has a packet of ours, never what has grown old meanwhile. Belongs to one thread.
final class PacketSender {
    private static final long SECOND = 1_000_000_000L;
    private static final int SHORTER_BY = 12;

    private static final Duration DUTY_LOOK = Duration.ofSeconds(5);

    /// A plan that uses the whole budget comes up against it now and then; waiting longer than that
    /// is worth a word.
    private static final Duration DUTY_PATIENCE = Duration.ofSeconds(20);

    /// What a node waits at most for a free channel, before a packet goes out.
    private static final long CONTENTION_NS = Duration.ofMillis(100).toNanos();

    private final UplinkSettings settings;
    private final DutyMeter duty = new DutyMeter();
    private final ArrayDeque<RadioSample> waiting = new ArrayDeque<>();
    private RadioSettings radio = RadioSettings.of(Region.UNSET, ModemPreset.LONG_FAST);
    private Addressing addressing = Addressing.BROADCAST;
    private @Nullable Channel channel;
    private Warning channelTrouble = Warnings.NO_PRIVATE_CHANNEL;
    private @Nullable PayloadEncoder encoder;
    private int payloadLimit;
    private @Nullable SendPlan plan;
    private long nextSchemaNs;
    private int schemaPart;
    private boolean schemaSaid;
    private int sequence;
    private int lastId;
    private int lastLength;
    private boolean lastWasSchema;
    private int longest = Integer.MAX_VALUE;
    private long holdNs = Long.MIN_VALUE;
    private long onAirUntilNs = Long.MIN_VALUE;
    private String holdSentence = "";
    private long sent;
    private long refusals;
    private long clampedBefore;

    PacketSender(UplinkSettings settings) {
        this.settings = settings;
    }

    /// The node told how it is set up.
    void configure(NodeConfig node) {
        radio = Warnings.radio(node.lora());
        addressing =
                settings.broadcast()
                        ? node.signs() ? Addressing.SIGNED_BROADCAST : Addressing.BROADCAST
                        : Addressing.UNICAST;
        longest = settings.maxPayload().orElse(addressing.largestPayload());
        Optional<Channel> found = node.channel(settings.channel());
        channel = found.filter(Channel::isPrivate).orElse(null);
        channelTrouble =
                found.isPresent()
                        ? Warnings.of(RadioWarning.DEFAULT_KEY)
                        : Warnings.NO_PRIVATE_CHANNEL;
        waiting.clear();
        plan = null;
        clampedBefore = clamped();
        encoder = null;
        holdNs = Long.MIN_VALUE;
        onAirUntilNs = Long.MIN_VALUE;
        lastId = 0;
    }

    /// Sends by this plan from now on.
    void use(RadioSchema schema, Pace.Result result, long nowNs) {
        plan = result.plan();
        PayloadEncoder before = encoder;
        int limit = Math.clamp(result.limit(), PayloadEncoder.SMALLEST_LIMIT, longest());
        if (before == null || !before.schema().equals(schema)) {
            nextSchemaNs = nowNs;
            schemaPart = 0;
            waiting.clear();
        } else if (limit == payloadLimit) {
            return;
        } else if (schemaPart > 0) {
            // Parts of another length would not join those that were sent.
            schemaPart = 0;
        }
        clampedBefore = clamped();
        encoder = new PayloadEncoder(schema, limit);
        payloadLimit = limit;
    }

    /// A sample to be sent; the oldest one gives way when the plan has no place for it.
    void add(RadioSample sample) {
        SendPlan present = plan;
        int most = present == null ? 1 : Math.max(1, present.samplesPerPacket());
        while (waiting.size() >= most) {
            waiting.removeFirst();
        }
        waiting.add(sample);
    }

    /// Sends what is due, if the node takes it now.
    ///
    /// @param utc now, best known
    /// @param trusted whether that came from satellites
    void send(NodeSession session, long nowNs, Instant utc, boolean trusted) throws LinkException {
        PayloadEncoder present = encoder;
        SendPlan now = plan;
        if (present == null || now == null || !now.sends()) {
            return;
        }
        if (nowNs < Math.max(holdNs, onAirUntilNs) || !session.maySend()) {
            return;
        }
        if (nowNs >= nextSchemaNs) {
            List<Packet> parts = present.schema(utc, trusted, !schemaSaid, sequence - schemaPart);
            if (hand(session, parts.get(schemaPart), nowNs)) {
                lastWasSchema = true;
                schemaPart++;
                if (schemaPart == parts.size()) {
                    schemaPart = 0;
                    schemaSaid = true;
                    nextSchemaNs = nowNs + now.schemaPeriod().toNanos();
                }
            }
        } else if (waiting.size() >= now.samplesPerPacket()) {
            Packet packet = present.batch(List.copyOf(waiting), sequence);
            if (hand(session, packet, nowNs)) {
                lastWasSchema = false;
                for (int i = 0; i < packet.samples(); i++) {
                    waiting.removeFirst();
                }
            }
        }
    }

    private boolean hand(NodeSession session, Packet packet, long nowNs) throws LinkException {
        Channel on = channel;
        if (on == null) {
            return false;
        }
        double air = addressing.seconds(packet.length(), radio.modulation());
        Optional<Duration> wait = duty.waitFor(nowNs, air, budgetSeconds());
        Duration left = wait.orElse(Duration.ofHours(1));
        if (left.isPositive()) {
            // The node's next word on its sending time may shorten a long wait.
            Duration look = left.compareTo(DUTY_LOOK) < 0 ? left : DUTY_LOOK;
            if (left.compareTo(DUTY_PATIENCE) > 0) {
                hold(nowNs + look.toNanos(), "The sending time of this hour is used up.");
            } else {
                onAirUntilNs = nowNs + look.toNanos();
            }
            return false;
        }
        lastId = session.send(settings.to(), on.index(), packet.payload(), nowNs);
        lastLength = packet.length();
        duty.sent(nowNs, air);
        onAirUntilNs = nowNs + Math.round(air * SECOND) + CONTENTION_NS;
        sequence = (sequence + 1) & 0xFF;
        sent++;
        return true;
    }

    private void hold(long untilNs, String sentence) {
        holdNs = untilNs;
        holdSentence = sentence;
    }

    /// The node did not send a packet. Its number is given to the next one, so that the pit does
    /// not count it as lost.
    void refused(Refusal refusal, long nowNs) {
        refusals++;
        if (refusal.packetId() != 0 && refusal.packetId() == lastId) {
            lastId = 0;
            sequence = (sequence - 1) & 0xFF;
            sent--;
            if (lastWasSchema) {
                nextSchemaNs = nowNs;
                schemaPart = 0;
            }
        }
        long pause =
                switch (refusal.reason()) {
                    case TOO_LARGE -> {
                        longest = Math.max(PayloadEncoder.SMALLEST_LIMIT, lastLength - SHORTER_BY);
                        yield 0;
                    }
                    case DUTY_CYCLE -> 60;
                    case QUEUE_FULL, OTHER -> 2;
                    case RATE_LIMIT -> 10;
                    case NO_INTERFACE, SENDING_OFF, NO_CHANNEL, NO_KEY -> 30;
                };
        hold(nowNs + pause * SECOND, refusal.sentence());
    }

    /// The node told how much it sent.
    void reported(long nowNs, double airUtilTxPercent) {
        duty.reported(nowNs, airUtilTxPercent);
    }

    /// Why nothing is sent just now, null if nothing is in the way.
    @Nullable String holding(long nowNs) {
        return nowNs < holdNs ? holdSentence : null;
    }

    /// When [#send] has something to do next that a sample or the node does not bring about.
    long nextWakeNs(NodeSession session) {
        if (!session.maySend()) {
            return Long.MAX_VALUE;
        }
        SendPlan present = plan;
        boolean due = present != null && waiting.size() >= Math.max(1, present.samplesPerPacket());
        return Math.max(Math.max(holdNs, onAirUntilNs), due ? Long.MIN_VALUE : nextSchemaNs);
    }

    /// Whether the node's set-up allows to send at all.
    boolean canSend() {
        return channel != null && radio.dutySecondsOfHour() > 0;
    }

    @Nullable Channel channel() {
        return channel;
    }

    Warning channelTrouble() {
        return channelTrouble;
    }

    RadioSettings radio() {
        return radio;
    }

    Addressing addressing() {
        return addressing;
    }

    @Nullable SendPlan plan() {
        return plan;
    }

    /// The longest payload that may be sent.
    int longest() {
        return Math.min(longest, addressing.largestPayload());
    }

    double budgetSeconds() {
        return SendPlanner.OF_DUTY * radio.dutySecondsOfHour();
    }

    double usedPercent(long nowNs) {
        return duty.usedSeconds(nowNs) / 36;
    }

    long sent() {
        return sent;
    }

    long refusals() {
        return refusals;
    }

    long clamped() {
        PayloadEncoder present = encoder;
        return clampedBefore + (present == null ? 0 : present.clamped());
    }
}
