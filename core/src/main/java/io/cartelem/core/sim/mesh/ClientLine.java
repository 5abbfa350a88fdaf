package io.cartelem.core.sim.mesh;

import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.FromRadio.Channel;
import io.cartelem.core.mesh.stream.NodeConfig;
import io.cartelem.core.mesh.stream.StreamFramer;
import io.cartelem.core.sim.device.Faults;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a node writes to its client: frames, log text between them, and all that goes wrong with
/// it. A queue of 32 packets, beyond which new ones are dropped as in a real node; answers to the
/// client always fit. Guarded by the ether's lock.
public final class ClientLine {
    private static final int PACKETS = 32;
    private static final String[] LOG = {
        "DEBUG | 12:34:56 789 [Router] Received routing from=0x917\r\n",
        "INFO  | 12:34:57 790 [RadioIf] Completed sending (id=0x5d1c fr=0xca)\r\n",
        "\u001b[32mINFO \u001b[0m| ??:??:?? 12 [SerialConsole] Client \u00c3 wants config\r\n"
    };

    private final ReentrantLock lock;
    private final Condition filled;
    private final Faults<NodeFault> faults;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private int messageId;
    private long dropped;

    ClientLine(ReentrantLock lock, Faults<NodeFault> faults) {
        this.lock = lock;
        this.filled = lock.newCondition();
        this.faults = faults;
    }

    /// All bytes that wait for the client, without waiting for any.
    public byte[] drain() {
        lock.lock();
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            waiting.forEach(all::writeBytes);
            waiting.clear();
            return all.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    /// The next bytes for the client, when there are any.
    byte[] take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                filled.await();
            }
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }

    /// Packets that did not fit the queue, as of a client that reads too slowly.
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        waiting.clear();
    }

    void text(String text) {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void sayIfRoom(FromRadio message) {
        if (waiting.size() < PACKETS) {
            say(message);
        } else {
            dropped++;
        }
    }

    void say(FromRadio message) {
        byte[] frame = StreamFramer.frame(message.encode(++messageId));
        boolean log = faults.strikes(NodeFault.LOG_TEXT);
        if (faults.strikes(NodeFault.TORN_FRAME)) {
            write(Arrays.copyOf(frame, faults.pick(frame.length)));
        } else if (log) {
            // At 0 the text stands before the frame, which is then whole.
            int at = faults.pick(2) * faults.pick(frame.length);
            byte[] line = LOG[faults.pick(LOG.length)].getBytes(StandardCharsets.ISO_8859_1);
            ByteArrayOutputStream torn = new ByteArrayOutputStream();
            torn.write(frame, 0, at);
            torn.writeBytes(line);
            torn.write(frame, at, frame.length - at);
            write(torn.toByteArray());
        } else {
            write(frame);
        }
    }

    /// Answers a client that asks for the configuration.
    ///
    /// @param order mixes the parts, null for the usual order
    void tellConfiguration(NodeProfile profile, int nonce, @Nullable Random order) {
        List<FromRadio> parts = new ArrayList<>();
        parts.add(new FromRadio.MyInfo(profile.number()));
        parts.add(
                new FromRadio.Node(
                        profile.number(),
                        NodeConfig.id(profile.number()),
                        profile.longName(),
                        profile.shortName()));
        parts.add(new FromRadio.Metadata(profile.firmware(), profile.signs()));
        for (Channel channel : profile.channels()) {
            parts.add(channel);
        }
        parts.add(new FromRadio.DeviceConfig(profile.role()));
        parts.add(profile.lora());
        parts.add(new FromRadio.Other(9));
        if (order != null) {
            Collections.shuffle(parts, order);
        }
        parts.forEach(this::say);
        say(new FromRadio.ConfigComplete(nonce));
    }

    private void write(byte[] bytes) {
        if (bytes.length > 0) {
            waiting.add(bytes);
            filled.signalAll();
        }
    }
}
