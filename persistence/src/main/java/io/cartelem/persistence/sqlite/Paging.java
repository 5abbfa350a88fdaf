package io.cartelem.persistence.sqlite;

import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalPage;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Pages of samples. A cursor names the last sample of a page by time and id, so pages neither
/// overlap nor skip when samples arrive in between.
final class Paging {
    private static final int RADIX = 36;

    private Paging() {}

    static SignalPage page(
            SessionView view, SignalQuery query, @Nullable String after, long offset, int limit)
            throws SQLException {
        if (limit < 1 || offset < 0) {
            throw new StoreException(
                    Reason.INVALID, "A page has at least one sample and no negative offset.");
        }
        TimeRange range = TimeRange.of(query);
        Position start = after == null ? null : Position.parse(after);
        if (start != null) {
            range = new TimeRange(Math.max(range.from(), start.us), range.to());
        }
        List<Signal> signals = new ArrayList<>(Math.min(limit, 10_000));
        try (SampleMerge merge = new SampleMerge(view, view.channels(query), range)) {
            while (start != null && merge.hasNext() && !start.isBefore(merge)) {
                merge.advance();
            }
            for (long skip = start == null ? offset : 0; skip > 0 && merge.hasNext(); skip--) {
                merge.advance();
            }
            Position last = null;
            while (merge.hasNext() && signals.size() < limit) {
                last = new Position(merge.nextUs(), merge.nextId());
                signals.add(merge.signal());
                merge.advance();
            }
            return new SignalPage(
                    signals, last == null || !merge.hasNext() ? null : last.toString());
        }
    }

    private record Position(long us, long id) {
        static Position parse(String cursor) {
            int dot = cursor.indexOf('.');
            try {
                return new Position(
                        Long.parseLong(cursor.substring(0, Math.max(dot, 0)), RADIX),
                        Long.parseLong(cursor.substring(dot + 1), RADIX));
            } catch (NumberFormatException e) {
                throw new StoreException(
                        Reason.INVALID, "'" + cursor + "' is no cursor of a page.", e);
            }
        }

        boolean isBefore(SampleMerge merge) {
            return us < merge.nextUs() || (us == merge.nextUs() && id < merge.nextId());
        }

        @Override
        public String toString() {
            return Long.toString(us, RADIX) + "." + Long.toString(id, RADIX);
        }
    }
}
