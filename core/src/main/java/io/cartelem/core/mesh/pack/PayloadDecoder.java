package io.cartelem.core.mesh.pack;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Reads payloads, of any number of senders. Never throws for what is in one; memory is bounded by
/// the cache and a few schemas in the making. Safe on any thread.
public final class PayloadDecoder {
    private static final int LONGEST = 255;

    private final SchemaCache cache;
    private final SchemaAssembly assembly = new SchemaAssembly();

    /// @param cache where schemas are found and kept
    public PayloadDecoder(SchemaCache cache) {
        this.cache = cache;
    }

    /// @param near the best idea there is of the present UTC, within twelve hours; samples carry
    ///   only the time of day
    public Received decode(byte[] payload, Instant near) {
        if (payload.length == 0 || (payload[0] & 0xF0) >>> 4 != Head.MAGIC) {
            return new Received.Foreign("the payload is not of this format");
        }
        int version = payload[0] & 0x0F;
        if (version != Head.VERSION) {
            return new Received.Foreign("the payload is of version " + version + " of the format");
        }
        if (payload.length < Head.LENGTH + Head.CHECKSUM || payload.length > LONGEST) {
            return new Received.Damaged("a packet of " + payload.length + " bytes");
        }
        Head head = Head.read(payload);
        return switch (head.type()) {
            case Head.DATA, Head.BATCH -> samples(head, payload, near);
            case Head.SCHEMA -> schema(head, payload);
            default -> new Received.Foreign("the payload is of type " + head.type());
        };
    }

    private Received samples(Head head, byte[] payload, Instant near) {
        List<RadioSchema> candidates = cache.withId(head.id());
        if (candidates.isEmpty()) {
            return new Received.Waiting(head.id(), head.sequence());
        }
        for (RadioSchema schema : candidates) {
            if (Checksum.matches(schema.hash(), payload)) {
                List<RadioSample> samples = SampleReading.read(schema, head, payload, near);
                return samples.isEmpty()
                        ? new Received.Damaged("a value that its channel does not have")
                        : new Received.Samples(schema, head.sequence(), samples);
            }
        }
        return new Received.Damaged("the checksum is wrong");
    }

    private Received schema(Head head, byte[] payload) {
        if (payload.length <= SchemaPart.AROUND) {
            return new Received.Damaged("a schema of " + payload.length + " bytes");
        }
        int hash = SchemaPart.hashIn(payload);
        if (RadioSchema.idOf(hash) != head.id() || !Checksum.matches(hash, payload)) {
            return new Received.Damaged("the checksum is wrong");
        }
        SchemaPart part = SchemaPart.read(payload);
        if (part.part() >= part.parts()) {
            return new Received.Damaged(
                    "part %d of a schema of %d".formatted(part.part(), part.parts()));
        }
        return new Received.Schema(
                head.sequence(),
                hash,
                part.part(),
                part.parts(),
                part.sent(),
                part.trusted(),
                part.first(),
                complete(part));
    }

    private @Nullable RadioSchema complete(SchemaPart part) {
        RadioSchema known = cache.withHash(part.hash()).orElse(null);
        if (known != null) {
            return known;
        }
        RadioSchema whole = assembly.add(part).orElse(null);
        if (whole != null) {
            cache.add(whole);
        }
        return whole;
    }
}
