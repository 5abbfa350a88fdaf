package io.cartelem.app.lap;

import io.cartelem.app.lap.LapRow.Cell;
import io.cartelem.app.lap.LapRow.Rank;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.Sector;
import io.cartelem.core.lap.session.LapRef;

import java.util.ArrayList;
import java.util.List;

/// Writes laps as rows of a table. FX thread.
final class LapRows {
    private final Presentation presentation;
    private final LapWords words;

    LapRows(Presentation presentation, LapWords words) {
        this.presentation = presentation;
        this.words = words;
    }

    /// The laps of a session, and below them what its best sectors give together.
    List<LapRow> of(long sessionId, LapTable table) {
        int best = table.best().map(Lap::number).orElse(0);
        List<LapRow> rows = new ArrayList<>();
        for (Lap lap : table.laps()) {
            Rank rank =
                    lap.number() == best ? Rank.BEST : lap.counts() ? Rank.COUNTS : Rank.DOUBTFUL;
            rows.add(
                    new LapRow(
                            new LapRef(sessionId, lap.number()),
                            Integer.toString(lap.number()),
                            LapTimes.time(lap.timeNs()),
                            LapTimes.uncertainty(lap.uncertaintyNs()),
                            cells(lap, table.bestSectorsNs()),
                            words.speed(lap.maxSpeed()),
                            presentation.text(badge(rank)),
                            words.reasons(lap),
                            rank,
                            lap.startNs(),
                            lap.endNs()));
        }
        if (best > 0 && table.bestSectorsNs().size() > 1) {
            rows.add(theoretical(table));
        }
        return rows;
    }

    private static List<Cell> cells(Lap lap, List<Long> bestNs) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < lap.sectors().size(); i++) {
            Sector sector = lap.sectors().get(i);
            boolean best =
                    lap.counts()
                            && sector.isKnown()
                            && i < bestNs.size()
                            && sector.timeNs() == bestNs.get(i)
                            && lap.sectors().size() > 1;
            cells.add(new Cell(LapTimes.sector(sector.timeNs()), best));
        }
        return cells;
    }

    private LapRow theoretical(LapTable table) {
        return new LapRow(
                null,
                "Σ",
                LapTimes.time(table.theoreticalBestNs()),
                "",
                table.bestSectorsNs().stream()
                        .map(ns -> new Cell(LapTimes.sector(ns), ns >= 0))
                        .toList(),
                "",
                presentation.text("laps.theoretical"),
                "",
                Rank.THEORETICAL,
                0,
                0);
    }

    private static String badge(Rank rank) {
        return switch (rank) {
            case BEST -> "laps.best";
            case COUNTS -> "laps.counts";
            case DOUBTFUL -> "laps.doubtful";
            case THEORETICAL -> "laps.theoretical";
        };
    }
}
