package io.cartelem.server.rest;

import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LiveLap;
import io.cartelem.core.lap.Reason;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.server.ServerContext;
import io.cartelem.server.rest.LapView.SectorView;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How the drive stands, as the API and the stream show it. Times are seconds.
///
/// @param sessionId the recording that runs, null if none does
/// @param track null while none is known
/// @param saved whether that is a track the user saved
/// @param number of the lap being driven, 0 before the first
/// @param elapsedS of it, up to the latest position
/// @param ageS how long ago that position was measured: elapsed and age together are the lap's time
///   now
/// @param deltaS behind the lap it is compared with
/// @param predictedS the lap's time if the rest goes as in the lap it is compared with
/// @param lastReasons why the last lap does not count, in sentences; empty if it does
/// @param referenceS the time of the lap it is compared with
/// @param sectorCount how many sectors a lap of this track has
/// @param sectors of the lap being driven, those that are finished
/// @param bestSectorsS of the laps of this drive that count, null where there is none
public record LiveLapView(
        @Nullable Long sessionId,
        @Nullable String track,
        boolean saved,
        int number,
        @Nullable Double elapsedS,
        @Nullable Double ageS,
        @Nullable Double deltaS,
        @Nullable Double predictedS,
        @Nullable Integer lastNumber,
        @Nullable Double lastS,
        boolean lastCounts,
        List<String> lastReasons,
        @Nullable Integer bestNumber,
        @Nullable Double bestS,
        @Nullable Double referenceS,
        int sectorCount,
        List<SectorView> sectors,
        List<SectorView> lastSectors,
        List<@Nullable Double> bestSectorsS) {

    /// The state of now.
    public static LiveLapView of(ServerContext context) {
        SessionInfo recorded = context.recorder().status().session();
        return of(
                context.drive().live().state(),
                recorded == null ? null : recorded.id(),
                context.clock().monoNs());
    }

    /// @param sessionId of the recording that runs, null if none does
    /// @param nowNs the process's monotonic time
    public static LiveLapView of(LiveLaps.State state, @Nullable Long sessionId, long nowNs) {
        LiveLap now = state.now();
        Lap last = now.last();
        Lap best = now.best();
        return new LiveLapView(
                sessionId,
                state.course() == null ? null : state.course().name(),
                state.saved(),
                now.number(),
                now.isTiming() ? (now.latestNs() - now.startNs()) / 1e9 : null,
                now.latestNs() == 0 ? null : Math.max(0, nowNs - now.latestNs()) / 1e9,
                Json.number(now.delta()),
                LapView.seconds(now.predictedNs()),
                last == null ? null : last.number(),
                last == null ? null : last.timeNs() / 1e9,
                last != null && last.counts(),
                last == null ? List.of() : last.reasons().stream().map(Reason::sentence).toList(),
                best == null ? null : best.number(),
                best == null ? null : best.timeNs() / 1e9,
                LapView.seconds(now.referenceNs()),
                state.course() == null ? 0 : state.course().sectors(),
                now.sectors().stream().map(SectorView::of).toList(),
                last == null ? List.of() : last.sectors().stream().map(SectorView::of).toList(),
                state.table().bestSectorsNs().stream()
                        .<@Nullable Double>map(LapView::seconds)
                        .toList());
    }
}
