package io.cartelem.core.mesh.pack;

import io.cartelem.core.mesh.air.Airtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// Makes payloads of samples. Safe on any thread.
///
/// The sequence numbers are the caller's: one for each packet that is really handed to a node, so
/// that the receiver counts as lost what the air lost and not what was never sent.
public final class PayloadEncoder {
    /// The smallest limit of a payload, in bytes.
    public static final int SMALLEST_LIMIT = 24;

    /// The most samples of a BATCH.
    public static final int MAX_SAMPLES = 64;

    private final RadioSchema schema;
    private final int limit;
    private final AtomicLongArray clamped;

    /// @param limit the longest payload it may make, [#SMALLEST_LIMIT] to [Airtime#LARGEST_PAYLOAD]
    ///   bytes
    public PayloadEncoder(RadioSchema schema, int limit) {
        if (limit < SMALLEST_LIMIT || limit > Airtime.LARGEST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a payload has %d to %d bytes, not %d"
                            .formatted(SMALLEST_LIMIT, Airtime.LARGEST_PAYLOAD, limit));
        }
        this.schema = schema;
        this.limit = limit;
        this.clamped = new AtomicLongArray(schema.channels().size());
    }

    public RadioSchema schema() {
        return schema;
    }

    /// One sample as DATA. Where there is no room for all its values, the channels that come first
    /// in the schema have precedence.
    ///
    /// @param sequence the packet's number; its low eight bits count
    public Packet data(RadioSample sample, int sequence) {
        Rows rows = new Rows(schema, List.of(sample));
        int left = rows.fit(8 * (limit - Head.CHECKSUM));
        return finish(rows.data(sequence), rows, left);
    }

    /// As many samples as fit, from the first on, as BATCH; a single one as DATA.
    ///
    /// @param samples at least one, in the order of time
    /// @param sequence the packet's number; its low eight bits count
    public Packet batch(List<RadioSample> samples, int sequence) {
        int count = Math.min(Rows.together(samples), MAX_SAMPLES);
        while (count > 1) {
            Rows rows = new Rows(schema, samples.subList(0, count));
            BitWriter out = rows.batch(sequence);
            int length = (out.bits() + 7) / 8 + Head.CHECKSUM;
            if (length <= limit) {
                return finish(out, rows, 0);
            }
            count = Math.min(count - 1, Math.max(1, count * limit / length + 1));
        }
        return data(samples.getFirst(), sequence);
    }

    /// The schema as SCHEMA packets, in as many parts as it takes.
    ///
    /// @param sent the time at which they are sent
    /// @param trusted whether that time came from satellites
    /// @param first whether the sender has just started to count its packets
    /// @param sequence the number of the first part; the others follow
    public List<Packet> schema(Instant sent, boolean trusted, boolean first, int sequence) {
        byte[] description = schema.description();
        int piece = limit - SchemaPart.AROUND;
        int parts = Math.ceilDiv(description.length, piece);
        List<Packet> packets = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            int from = part * piece;
            int to = Math.min(from + piece, description.length);
            SchemaPart what =
                    new SchemaPart(
                            part,
                            parts,
                            schema.hash(),
                            sent,
                            trusted,
                            first,
                            Arrays.copyOfRange(description, from, to));
            packets.add(new Packet(sealed(what.write(sequence + part)), 0, 0));
        }
        return packets;
    }

    /// How many values of a channel were out of its range and went as the nearest value there is.
    public long clamped(int channel) {
        return clamped.get(channel);
    }

    /// How many values of all channels were out of range.
    public long clamped() {
        long sum = 0;
        for (int i = 0; i < clamped.length(); i++) {
            sum += clamped.get(i);
        }
        return sum;
    }

    private Packet finish(BitWriter out, Rows rows, int leftOut) {
        rows.countClamped(clamped);
        return new Packet(sealed(out), rows.count(), leftOut);
    }

    private byte[] sealed(BitWriter out) {
        byte[] body = out.toBytes();
        byte[] packet = Arrays.copyOf(body, body.length + Head.CHECKSUM);
        int checksum = Checksum.of(schema.hash(), packet, body.length);
        packet[body.length] = (byte) (checksum >>> 8);
        packet[body.length + 1] = (byte) checksum;
        return packet;
    }
}
