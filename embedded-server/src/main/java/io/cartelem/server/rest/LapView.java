package io.cartelem.server.rest;

import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.lap.Reason;
import io.cartelem.core.lap.Sector;
import io.cartelem.core.lap.session.SessionLaps;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// A part of a drive as the API shows it. Times are seconds, speeds km/h.
///
/// @param number from 1, 0 for what is no lap
/// @param t seconds from the session's start to its own
/// @param uncertaintyS the time is within this of the truth 19 times out of 20
record LapView(
        int number,
        String part,
        double t,
        double timeS,
        double uncertaintyS,
        double lengthM,
        @Nullable Double maxSpeedKph,
        List<SectorView> sectors,
        boolean counts,
        List<ReasonView> reasons) {
    private static final double KPH = 3.6;

    /// @param timeS null if a line of it was missed
    record SectorView(@Nullable Double timeS, @Nullable Double uncertaintyS) {
        static SectorView of(Sector sector) {
            return sector.isKnown()
                    ? new SectorView(sector.timeNs() / 1e9, sector.uncertaintyNs() / 1e9)
                    : new SectorView(null, null);
        }
    }

    /// @param value null where it has no bound
    /// @param atM null for the lap as a whole
    record ReasonView(String kind, @Nullable Double value, @Nullable Double atM, String sentence) {
        static ReasonView of(Reason reason) {
            return new ReasonView(
                    reason.kind().name().toLowerCase(Locale.ROOT),
                    Json.number(reason.value()),
                    reason.atM() < 0 ? null : reason.atM(),
                    reason.sentence());
        }
    }

    static LapView of(Lap lap) {
        return new LapView(
                lap.number(),
                lap.part().name().toLowerCase(Locale.ROOT),
                lap.startNs() / 1e9,
                lap.timeNs() / 1e9,
                lap.uncertaintyNs() / 1e9,
                lap.metres(),
                Json.number(lap.maxSpeed() * KPH),
                lap.sectors().stream().map(SectorView::of).toList(),
                lap.counts(),
                lap.reasons().stream().map(ReasonView::of).toList());
    }

    /// The laps of a session.
    ///
    /// @param track null where none is known and none was found
    /// @param saved whether the track is one of the saved ones
    /// @param best number of the fastest lap that counts
    record TableView(
            long sessionId,
            @Nullable TrackView track,
            boolean saved,
            @Nullable Integer best,
            @Nullable Double theoreticalBestS,
            List<@Nullable Double> bestSectorsS,
            List<LapView> laps) {
        static TableView of(SessionLaps laps) {
            LapTable table = laps.table();
            return new TableView(
                    laps.sessionId(),
                    laps.course() == null ? null : TrackView.of(laps.course()),
                    laps.saved(),
                    table.best().map(Lap::number).orElse(null),
                    table.bestSectorsNs().isEmpty() ? null : seconds(table.theoreticalBestNs()),
                    table.bestSectorsNs().stream().<@Nullable Double>map(LapView::seconds).toList(),
                    table.parts().stream().map(LapView::of).toList());
        }
    }

    /// Null for a time that is not known.
    static @Nullable Double seconds(long ns) {
        return ns < 0 ? null : ns / 1e9;
    }
}
