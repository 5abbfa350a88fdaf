package io.cartelem.core.mesh.pack;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Schemas of which parts are still missing: the last few, each no longer than a schema may be.
/// Safe on any thread.
final class SchemaAssembly {
    private static final int MOST = 8;

    private final Map<Integer, byte @Nullable [][]> open = new LinkedHashMap<>();

    /// Adds a part; the schema, if it was the last one missing and what they make is one.
    synchronized Optional<RadioSchema> add(SchemaPart part) {
        byte @Nullable [][] pieces = open.remove(part.hash());
        if (pieces == null || pieces.length != part.parts()) {
            pieces = new byte @Nullable [part.parts()][];
        }
        pieces[part.part()] = part.piece();
        ByteArrayOutputStream description = new ByteArrayOutputStream();
        for (byte @Nullable [] piece : pieces) {
            if (piece == null) {
                keep(part.hash(), pieces);
                return Optional.empty();
            }
            description.writeBytes(piece);
        }
        byte[] whole = description.toByteArray();
        return RadioSchema.hashOf(whole) == part.hash()
                ? Descriptions.read(whole)
                : Optional.empty();
    }

    private void keep(int hash, byte @Nullable [][] pieces) {
        long size = Arrays.stream(pieces).mapToLong(p -> p == null ? 0 : p.length).sum();
        if (size > RadioSchema.MAX_DESCRIPTION) {
            return;
        }
        open.put(hash, pieces);
        Iterator<Integer> oldest = open.keySet().iterator();
        while (open.size() > MOST && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }
}
