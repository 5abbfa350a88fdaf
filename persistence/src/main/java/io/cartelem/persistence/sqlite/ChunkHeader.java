package io.cartelem.persistence.sqlite;

/// A row of `sample_chunk`.
record ChunkHeader(
        ChannelRow channel, long firstOrdinal, long timeId, long valueId, ChannelTotals totals) {

    int count() {
        return (int) totals.samples;
    }
}
