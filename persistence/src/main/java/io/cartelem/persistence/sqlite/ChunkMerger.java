package io.cartelem.persistence.sqlite;

final class ChunkMerger {
    ChunkMerger(WriterConnection connection, long sessionId) {}

    boolean mergeSome() {
        return false;
    }
}
