package io.cartelem.app.live;

import io.cartelem.app.chart.Columns;
import io.cartelem.app.chart.Pyramid;

import java.util.Optional;
import java.util.function.Supplier;

/// The last minute of a value, for the spark beside it. FX thread.
public final class Trend {
    /// How much of the past a spark shows.
    public static final long SPAN_NS = 60_000_000_000L;

    private final Supplier<Optional<Pyramid>> numbers;
    private final Columns columns = new Columns();
    private long toNs;

    /// @param numbers the value over time, asked at each drawing
    Trend(Supplier<Optional<Pyramid>> numbers) {
        this.numbers = numbers;
    }

    void update(long nowNs) {
        toNs = nowNs;
    }

    /// Changes whenever the spark has to be drawn anew in `width` columns.
    public long key(int width) {
        long step = Math.max(1, SPAN_NS / Math.max(1, width));
        return 31 * (toNs / step) + numbers.get().map(Pyramid::version).orElse(-1L);
    }

    /// The minute in `width` columns, each with its smallest and largest number, NaN where there is
    /// none.
    public Columns columns(int width) {
        columns.resize(width);
        Optional<Pyramid> known = numbers.get();
        if (known.isPresent()) {
            long step = Math.max(1, SPAN_NS / Math.max(1, width));
            long end = toNs / step * step;
            known.get().columns(end - SPAN_NS, end, columns);
        } else {
            columns.empty();
        }
        return columns;
    }
}
