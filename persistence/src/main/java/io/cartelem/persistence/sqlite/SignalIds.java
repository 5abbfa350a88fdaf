package io.cartelem.persistence.sqlite;

/// The id of a sample: the channel's number in the high 24 bits, its ordinal within the channel in
/// the low 40.
final class SignalIds {
    private static final int ORDINAL_BITS = 40;
    private static final long ORDINALS = 1L << ORDINAL_BITS;

    /// The highest channel number whose ids are positive.
    static final long MAX_CHANNEL = (1L << (63 - ORDINAL_BITS)) - 1;

    private SignalIds() {}

    static long of(long channelId, long ordinal) {
        return channelId << ORDINAL_BITS | ordinal;
    }

    static long channelOf(long id) {
        return id >>> ORDINAL_BITS;
    }

    static long ordinalOf(long id) {
        return id & (ORDINALS - 1);
    }
}
