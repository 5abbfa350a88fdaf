package io.cartelem.persistence.sqlite;

import io.cartelem.core.model.Sample;
import io.cartelem.core.port.SignalQuery;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What stood last at an instant, found by one look into the index for each channel.
final class StateReader {
    private static final String CHUNKS_UNTIL =
            "SELECT "
                    + Columns.CHUNK
                    + " FROM sample_chunk WHERE channel_id = ? AND first_us <= ?"
                    + " ORDER BY first_us DESC, first_ordinal DESC";

    private StateReader() {}

    static List<Sample> at(SessionView view, SignalQuery query, long timeNs) throws SQLException {
        long us = Math.floorDiv(timeNs, 1000L);
        List<ChannelRow> channels = new ArrayList<>(view.channels(query));
        channels.sort(null);
        Map<Long, Last> found = new HashMap<>();
        for (ChannelRow channel : channels) {
            inChunks(view, channel, us, found);
        }
        for (Run run : view.tail(channels, new TimeRange(TimeRange.ALL.from(), us + 1))) {
            consider(run, us, found);
        }
        List<Sample> state = new ArrayList<>();
        for (ChannelRow channel : channels) {
            Last last = found.get(channel.id());
            if (last != null) {
                state.add(last.run.sample(last.rank));
            }
        }
        return state;
    }

    private static void inChunks(
            SessionView view, ChannelRow channel, long us, Map<Long, Last> found)
            throws SQLException {
        if (channel.chunked().samples == 0) {
            return;
        }
        PreparedStatement select = view.connection().prepare(CHUNKS_UNTIL);
        select.setLong(1, channel.id());
        select.setLong(2, us);
        List<ChunkHeader> candidates = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                candidates.add(Columns.chunk(row, channel));
                if (channel.chunked().ordered) {
                    break;
                }
            }
        }
        for (ChunkHeader chunk : candidates) {
            Last best = found.get(channel.id());
            if (best == null || chunk.totals().lastUs >= best.us()) {
                consider(view.load(chunk), us, found);
            }
        }
    }

    private static void consider(Run run, long us, Map<Long, Last> found) {
        int rank = run.rankOf(us + 1) - 1;
        if (rank >= 0) {
            found.merge(run.channel().id(), new Last(run, rank), Last::later);
        }
    }

    private record Last(Run run, int rank) {
        long us() {
            return run.usAt(rank);
        }

        static Last later(Last a, @Nullable Last b) {
            if (b == null) {
                return a;
            }
            boolean aLater = a.us() > b.us() || (a.us() == b.us() && a.id() > b.id());
            return aLater ? a : b;
        }

        private long id() {
            return run.id(rank);
        }
    }
}
