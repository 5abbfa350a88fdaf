package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Quality;
import io.cartelem.core.model.Sample;
import io.cartelem.core.port.Signal;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Samples of one channel in memory, walked in the order of time, then ordinal: a decoded chunk, or
/// the channel's part of the tail. Used by one thread.
///
/// @param order places in the order of time, null where the samples are in it as they stand
record Run(
        ChannelRow channel,
        long firstOrdinal,
        long[] us,
        double[] values,
        @Nullable String @Nullable [] texts,
        byte @Nullable [] qualities,
        int @Nullable [] order) {

    static Run of(
            ChannelRow channel,
            long firstOrdinal,
            long[] us,
            double[] values,
            @Nullable String @Nullable [] texts,
            byte @Nullable [] qualities) {
        return new Run(channel, firstOrdinal, us, values, texts, qualities, orderOf(us));
    }

    int size() {
        return us.length;
    }

    /// Where the sample stands that is number `rank` in the order of time.
    int place(int rank) {
        return order == null ? rank : order[rank];
    }

    long usAt(int rank) {
        return us[place(rank)];
    }

    /// The first rank whose time is not before `timeUs`.
    int rankOf(long timeUs) {
        int low = 0;
        int high = us.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (usAt(middle) < timeUs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long id(int rank) {
        return SignalIds.of(channel.id(), firstOrdinal + place(rank));
    }

    double value(int rank) {
        return texts == null ? values[place(rank)] : Double.NaN;
    }

    Signal signal(int rank) {
        int place = place(rank);
        return new Signal(
                SignalIds.of(channel.id(), firstOrdinal + place),
                channel.channel(),
                us[place] * 1000,
                texts == null ? values[place] : Double.NaN,
                texts == null ? null : texts[place],
                quality(place));
    }

    Sample sample(int rank) {
        int place = place(rank);
        return new Sample(
                channel.channel(),
                us[place] * 1000,
                texts == null ? values[place] : Double.NaN,
                texts == null ? null : texts[place],
                quality(place));
    }

    /// The quality of the sample that stands at `place`.
    Quality quality(int place) {
        return qualities == null ? Quality.GOOD : Quality.ofCode(qualities[place]);
    }

    /// The places of `us` in the order of time, null if they are in it.
    static int @Nullable [] orderOf(long[] us) {
        for (int i = 1; i < us.length; i++) {
            if (us[i] < us[i - 1]) {
                return sorted(us);
            }
        }
        return null;
    }

    private static int[] sorted(long[] us) {
        Integer[] places = IntStream.range(0, us.length).boxed().toArray(Integer[]::new);
        Arrays.sort(places, (a, b) -> Long.compare(us[a], us[b]));
        return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
    }
}
