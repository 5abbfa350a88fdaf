package io.cartelem.core.mesh;

import io.cartelem.core.mesh.pack.PayloadDecoder;
import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.mesh.pack.RadioSample;
import io.cartelem.core.mesh.pack.RadioSchema;
import io.cartelem.core.mesh.pack.Received;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;

/// What the pit hears of one car. Bounded: the last numbers of packets, and a minute's worth of
/// packets whose schema is not known yet. Belongs to one thread.
final class CarStream {
    private static final int REMEMBERED = 512;
    private static final int HELD = 64;
    private static final long RATE_WINDOW_NS = Duration.ofSeconds(20).toNanos();
    private static final long SHORTEST_SILENCE_NS = Duration.ofSeconds(10).toNanos();
    private static final int SILENT_PACES = 6;

    private final int node;
    private final String source;
    private final PayloadDecoder decoder;
    private final SequenceMeter sequence = new SequenceMeter();
    private final CarClock clock = new CarClock();
    private final LinkedHashSet<Integer> seen = new LinkedHashSet<>();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final ArrayDeque<long[]> lately = new ArrayDeque<>();
    private final Channel carTime;
    private final Channel packetCount;
    private final Channel lossPercent;
    private final Channel snrChannel;
    private final Channel rssiChannel;
    private @Nullable RadioSchema schema;
    private Channel[] channels = {};
    private long packets;
    private long heardNs;
    private double snr;
    private int rssi;

    /// A payload that waits for its schema, with the times of its arrival.
    private record Held(byte[] payload, Instant utc, long nowNs) {}

    /// @param source the source of its channels here
    CarStream(int node, String source, PayloadDecoder decoder) {
        this.node = node;
        this.source = source;
        this.decoder = decoder;
        carTime = Channel.number(source, RadioChannel.CAR_TIME, "s", 2);
        packetCount = Channel.number(source, RadioChannel.PACKET_COUNT, "", 0);
        lossPercent = Channel.number(source, RadioChannel.LOSS_PERCENT, "%", 1);
        snrChannel = Channel.number(source, RadioChannel.SNR, "dB", 2);
        rssiChannel = Channel.number(source, RadioChannel.RSSI, "dBm", 0);
    }

    /// What came of a packet.
    ///
    /// @param batch the samples to publish, perhaps none
    /// @param damage what was wrong with it, null if nothing
    record Outcome(SampleBatch batch, @Nullable String damage) {}

    /// Whether a packet of that number came before.
    boolean isNew(int packetId) {
        if (!seen.add(packetId)) {
            return false;
        }
        if (seen.size() > REMEMBERED) {
            Iterator<Integer> oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    /// Takes a packet that is whole and new.
    Outcome take(MeshPacket packet, byte[] payload, Instant utc, long nowNs) {
        SampleBatch.Builder out = SampleBatch.builder(32);
        switch (decoder.decode(payload, clock.carUtc(utc))) {
            case Received.Samples samples -> {
                count(packet, samples.sequence(), false, nowNs);
                add(samples, utc, nowNs, out);
            }
            case Received.Schema part -> {
                count(packet, part.sequence(), part.first(), nowNs);
                clock.date(part.sent(), utc);
                if (part.complete() != null) {
                    addHeld(out);
                }
            }
            case Received.Waiting waiting -> {
                count(packet, waiting.sequence(), false, nowNs);
                hold(new Held(payload, utc, nowNs));
            }
            case Received.Damaged(String reason) -> {
                return new Outcome(out.build(), reason);
            }
            case Received.Foreign(String reason) -> {
                return new Outcome(out.build(), reason);
            }
        }
        out.add(packetCount, nowNs, (double) packets);
        out.add(lossPercent, nowNs, sequence.lossPercent());
        if (snr >= -40 && snr <= 40 && rssi < 0 && rssi >= -200) {
            out.add(snrChannel, nowNs, snr).add(rssiChannel, nowNs, rssi);
        }
        return new Outcome(out.build(), null);
    }

    private void count(MeshPacket packet, int number, boolean anew, long nowNs) {
        packets++;
        heardNs = nowNs;
        snr = packet.rxSnr();
        rssi = packet.rxRssi();
        sequence.received(number, anew, nowNs);
    }

    private void hold(Held payload) {
        if (held.size() == HELD) {
            held.removeFirst();
        }
        held.add(payload);
    }

    private void addHeld(SampleBatch.Builder out) {
        for (int i = held.size(); i > 0; i--) {
            Held one = held.remove();
            switch (decoder.decode(one.payload(), clock.carUtc(one.utc()))) {
                case Received.Samples samples -> add(samples, one.utc(), one.nowNs(), out);
                case Received.Waiting _ -> held.add(one);
                case Received.Schema _, Received.Damaged _, Received.Foreign _ -> {}
            }
        }
    }

    private void add(Received.Samples received, Instant utc, long nowNs, SampleBatch.Builder out) {
        List<RadioSample> samples = received.samples();
        clock.heard(samples.getLast().utc(), utc, nowNs);
        use(received.schema());
        for (RadioSample sample : samples) {
            long timeNs = clock.monoOf(sample.utc(), utc, nowNs);
            for (int i = 0; i < sample.size(); i++) {
                if (sample.has(i)) {
                    out.add(channels[i], timeNs, sample.value(i));
                }
            }
            out.add(
                    carTime,
                    timeNs,
                    sample.utc().toEpochMilli() / 1e3,
                    null,
                    sample.trusted() ? Quality.GOOD : Quality.SUSPECT);
        }
        lately.add(new long[] {nowNs, samples.size()});
    }

    private void use(RadioSchema used) {
        if (schema != null && used.equals(schema)) {
            return;
        }
        schema = used;
        channels =
                used.channels().stream()
                        .map(
                                radio -> {
                                    Channel c = radio.channel();
                                    return new Channel(
                                            source, c.name(), c.unit(), c.kind(), c.decimals());
                                })
                        .toArray(Channel[]::new);
    }

    /// Whether nothing of it was understood so far.
    boolean isUnheard() {
        return packets == 0;
    }

    String source() {
        return source;
    }

    /// When it counts as silent if nothing more is heard.
    long silentNs() {
        return heardNs
                + Math.max(SHORTEST_SILENCE_NS, Math.round(SILENT_PACES * sequence.paceNs()));
    }

    boolean clockDisagrees() {
        return clock.disagrees();
    }

    /// Samples a second, over the last seconds.
    double rateHz(long nowNs) {
        while (!lately.isEmpty() && lately.getFirst()[0] < nowNs - RATE_WINDOW_NS) {
            lately.removeFirst();
        }
        long samples = lately.stream().mapToLong(at -> at[1]).sum();
        return samples * 1e9 / RATE_WINDOW_NS;
    }

    RadioStatus.Car status(String name, long nowNs) {
        return new RadioStatus.Car(
                node,
                source,
                name,
                packets,
                sequence.lossPercent(),
                sequence.lost(),
                snr,
                rssi,
                heardNs,
                nowNs >= silentNs());
    }
}
