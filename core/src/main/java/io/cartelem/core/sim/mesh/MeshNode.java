package io.cartelem.core.sim.mesh;

import io.cartelem.core.mesh.air.Airtime;
import io.cartelem.core.mesh.air.RadioSettings;
import io.cartelem.core.mesh.proto.AppMessage;
import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.FromRadio.Channel;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.mesh.proto.Parsed;
import io.cartelem.core.mesh.proto.Ports;
import io.cartelem.core.mesh.proto.ToRadio;
import io.cartelem.core.mesh.stream.StreamFramer;
import io.cartelem.core.sim.device.Faults;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Random;

/// One simulated node, from its client's bytes to the ether and back. What it does happens within
/// [Ether#run]; its client end is a [ClientLine].
///
/// As a real node it queues at most 16 packets to send, waits for a free channel, refuses what its
/// region forbids, and tells its client nothing before it was asked for its configuration.
public final class MeshNode {
    private static final int QUEUE_PLACES = 16;
    private static final int OK = 0;
    private static final int TOO_LARGE = 7;
    private static final int NO_CHANNEL = 6;
    private static final int DUTY_CYCLE = 9;
    private static final int FULL = 32;
    private static final int DISABLED = 34;
    private static final long MS = 1_000_000;
    private static final int BACK_OFF_SLOTS = 8;
    private static final long SLOT_NS = 8 * MS;
    private static final long BOOT_NS = 4_000 * MS;
    private static final long METRICS_NS = 60_000 * MS;

    private final Ether ether;
    private final Faults<NodeFault> faults;
    private final Random random;
    private final ClientLine line;
    private final StreamFramer framer = new StreamFramer();
    private final StreamFramer.Sink sink = new Frames();
    private final ArrayDeque<MeshPacket> queue = new ArrayDeque<>();
    private DutyClock duty = new DutyClock();
    private NodeProfile profile;
    private boolean asked;
    private boolean sending;
    private boolean booting;
    private int boots;

    public MeshNode(NodeProfile profile, Ether ether, long seed) {
        this.profile = profile;
        this.ether = ether;
        this.faults = new Faults<>(NodeFault.class, seed ^ profile.number());
        this.random = new Random(seed + profile.number());
        this.line = new ClientLine(ether.lock(), faults);
        ether.run(ether.nowNs(), () -> ether.add(this));
        ether.run(ether.nowNs(), this::tellMetrics);
    }

    public Faults<NodeFault> faults() {
        return faults;
    }

    /// Where its client's bytes come out.
    public ClientLine line() {
        return line;
    }

    public int number() {
        return profile.number();
    }

    /// The highest percentage of any hour in which it was sending; within [Ether#run].
    public double highestDutyPercent() {
        return duty.highest();
    }

    /// Takes bytes from its client; within [Ether#run].
    public void received(byte[] bytes, int offset, int length) {
        if (!booting) {
            framer.accept(bytes, offset, length, sink);
        }
    }

    /// The client is gone; within [Ether#run].
    public void hungUp() {
        asked = false;
        line.clear();
    }

    /// Changes the set-up and restarts, as real nodes do; within [Ether#run].
    public void configure(NodeProfile changed) {
        profile = changed;
        reboot();
    }

    /// Restarts; within [Ether#run].
    public void reboot() {
        booting = true;
        asked = false;
        queue.clear();
        int boot = ++boots;
        line.text("\r\nESP-ROM:esp32s3-20210327\r\n");
        ether.schedule(
                BOOT_NS,
                () -> {
                    if (boot == boots) {
                        booting = false;
                        line.text("INFO  | ??:??:?? 1 Booted\r\n");
                        line.say(new FromRadio.Rebooted());
                    }
                });
    }

    /// Forgets what was sent, as when power is applied anew; within [Ether#run].
    void powerCycle() {
        boots++;
        booting = false;
        sending = false;
        queue.clear();
        duty = new DutyClock();
        hungUp();
    }

    private void hear(ToRadio message) {
        switch (message) {
            case ToRadio.WantConfig(int nonce) -> tellConfiguration(nonce);
            case ToRadio.Heartbeat _ -> {
                if (asked) {
                    line.say(status(OK, 0));
                }
            }
            case ToRadio.Disconnect _ -> asked = false;
            case ToRadio.Packet(MeshPacket packet) -> {
                if (faults.strikes(NodeFault.REBOOT)) {
                    reboot();
                } else {
                    take(packet);
                }
            }
        }
    }

    private void tellConfiguration(int nonce) {
        asked = true;
        line.tellConfiguration(profile, nonce, profile.shuffled() ? random : null);
    }

    private void take(MeshPacket packet) {
        MeshPacket.Data data = packet.data();
        if (data == null) {
            return;
        }
        if (faults.strikes(NodeFault.DUTY_REFUSAL)) {
            refuseForDuty(packet, faults.pick(3));
            return;
        }
        int res = verdict(packet, data);
        if (res == NO_CHANNEL) {
            line.say(routing(packet, res));
        } else if (res == DUTY_CYCLE) {
            refuseForDuty(packet, 0);
        } else {
            if (res == OK) {
                queue.add(packet);
            }
            if (!faults.strikes(NodeFault.LOST_STATUS)) {
                line.say(status(res, packet.id()));
            }
            if (res == OK && !sending) {
                sending = true;
                contend();
            }
        }
    }

    private int verdict(MeshPacket packet, MeshPacket.Data data) {
        RadioSettings radio = profile.radio();
        if (data.payload().length > Airtime.LARGEST_PAYLOAD) {
            return TOO_LARGE;
        }
        if (radio.dutySecondsOfHour() == 0) {
            return DISABLED;
        }
        Channel channel =
                packet.channel() < 0 || packet.channel() >= profile.channels().size()
                        ? null
                        : profile.channels().get(packet.channel());
        if (channel == null || !channel.enabled()) {
            return NO_CHANNEL;
        }
        if (queue.size() == QUEUE_PLACES || faults.strikes(NodeFault.QUEUE_FULL)) {
            return FULL;
        }
        double allowed = radio.dutySecondsOfHour() / 36;
        return allowed < 100 && duty.percent(ether.nowNs()) >= allowed ? DUTY_CYCLE : OK;
    }

    private void refuseForDuty(MeshPacket packet, int way) {
        switch (way) {
            case 0 -> {
                line.say(
                        new FromRadio.Notification(
                                packet.id(), 30, "Duty cycle limit exceeded. Wait 3 mins"));
                line.say(status(DUTY_CYCLE, packet.id()));
            }
            case 1 -> line.say(routing(packet, DUTY_CYCLE));
            default -> line.say(status(DUTY_CYCLE, packet.id()));
        }
    }

    private FromRadio.QueueStatus status(int res, int packetId) {
        return new FromRadio.QueueStatus(res, QUEUE_PLACES - queue.size(), QUEUE_PLACES, packetId);
    }

    private FromRadio routing(MeshPacket packet, int error) {
        return own(
                new MeshPacket.Data(
                        Ports.ROUTING, new AppMessage.Routing(error).encode(), packet.id()));
    }

    /// A packet of the node itself, for its client only.
    private FromRadio own(MeshPacket.Data data) {
        return new FromRadio.Packet(
                MeshPacket.toSend(number(), 0, random.nextInt(), 0, data).heard(number(), 0, 0, 0));
    }

    private void contend() {
        long wait = ether.busyForNs() + random.nextInt(BACK_OFF_SLOTS) * SLOT_NS;
        ether.schedule(wait, this::sendNext);
    }

    private void sendNext() {
        if (queue.isEmpty()) {
            sending = false;
            return;
        }
        if (ether.busyForNs() > 0) {
            contend();
            return;
        }
        MeshPacket packet = queue.remove();
        MeshPacket.Data data = packet.data();
        int length = data == null ? 0 : data.payload().length;
        long airtime = Airtime.of(length, profile.radio().modulation()).toNanos();
        duty.sent(ether.nowNs(), airtime);
        float snr = 6 - random.nextInt(48) / 4f;
        int rssi = -70 - random.nextInt(40);
        ether.transmit(this, packet.heard(number(), 0, snr, rssi), airtime);
    }

    /// The packet that was being sent is out.
    void transmitted() {
        if (queue.isEmpty()) {
            sending = false;
        } else {
            contend();
        }
    }

    /// A packet reached the antenna.
    void heard(MeshPacket packet) {
        if (booting || !asked) {
            return;
        }
        boolean forUs = packet.to() == MeshPacket.BROADCAST || packet.to() == number();
        MeshPacket.Data data = packet.data();
        boolean keptToItself =
                data != null
                        && data.port() >= Ports.PRIVATE
                        && new FromRadio.DeviceConfig(profile.role()).keepsPrivatePackets();
        if (forUs && !keptToItself) {
            line.sayIfRoom(new FromRadio.Packet(packet));
        }
    }

    private void tellMetrics() {
        if (asked) {
            double used = duty.percent(ether.nowNs());
            AppMessage metrics = new AppMessage.Metrics((float) used, (float) used);
            line.sayIfRoom(own(MeshPacket.Data.of(Ports.TELEMETRY, metrics.encode())));
        }
        ether.schedule(METRICS_NS, this::tellMetrics);
    }

    private final class Frames implements StreamFramer.Sink {
        @Override
        public @Nullable String message(byte[] body) {
            return switch (ToRadio.decode(body)) {
                case Parsed.Message<ToRadio>(ToRadio message) -> {
                    hear(message);
                    yield null;
                }
                case Parsed.Malformed<ToRadio>(String reason) -> reason;
            };
        }

        @Override
        public void text(byte[] bytes) {
            // Wake bytes and noise: a node passes over them.
        }

        @Override
        public void rejected(String reason, byte[] frame) {
            line.text("ERROR | malformed ToRadio of " + frame.length + " bytes\r\n");
        }
    }
}
