package io.cartelem.server.rest;

import io.cartelem.core.alert.AlertMark;
import io.cartelem.core.debrief.Debrief;
import io.cartelem.core.debrief.Debrief.Comparison;
import io.cartelem.core.debrief.Debrief.Extreme;
import io.cartelem.core.debrief.Debrief.PlacedLoss;
import io.cartelem.core.debrief.Debrief.SeenCode;
import io.cartelem.core.debrief.Debrief.SourceQuality;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.LapTable;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.obd.diag.TroubleCodes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// A debrief as the API shows it. Times are seconds, `t` since the session's start; speeds km/h.
///
/// @param distanceM null if the recording does not show it
/// @param laps how many there are
/// @param countingLaps how many of them are without a doubt
/// @param comparison null unless there are two laps to compare
record DebriefView(
        long sessionId,
        String name,
        @Nullable String startedAt,
        boolean active,
        double durationS,
        @Nullable Double distanceM,
        @Nullable String track,
        boolean trackSaved,
        int laps,
        long countingLaps,
        @Nullable LapView best,
        @Nullable Double theoreticalBestS,
        @Nullable ComparisonView comparison,
        List<ExtremeView> temperatures,
        @Nullable ExtremeView lowestVoltage,
        List<AlertMarkView> alerts,
        CodesView codes,
        QualityView quality) {
    private static final double KPH = 3.6;

    /// @param reference as `session:lap`
    /// @param referenceSession the name of its session
    /// @param withinSession whether a usual lap is compared with the best of the same session
    record ComparisonView(
            String reference,
            String referenceSession,
            double referenceS,
            String lap,
            double lapS,
            double gapS,
            boolean withinSession,
            List<LossView> losses) {
        static ComparisonView of(Comparison compared) {
            return new ComparisonView(
                    compared.reference().toString(),
                    compared.referenceSession(),
                    compared.referenceNs() / 1e9,
                    compared.ref().toString(),
                    compared.lap().timeNs() / 1e9,
                    compared.gapNs() / 1e9,
                    compared.withinSession(),
                    compared.losses().stream().map(LossView::of).toList());
        }
    }

    /// @param corner from 1, 0 for a part that is no corner
    /// @param t when the judged lap was there
    record LossView(
            int corner,
            int sector,
            double fromM,
            double apexM,
            double toM,
            double lostS,
            @Nullable Double slowestKph,
            @Nullable Double referenceSlowestKph,
            double t,
            double latitude,
            double longitude) {
        static LossView of(PlacedLoss placed) {
            return new LossView(
                    placed.loss().corner().number(),
                    placed.loss().sector(),
                    placed.loss().corner().fromM(),
                    placed.loss().corner().apexM(),
                    placed.loss().corner().toM(),
                    placed.loss().seconds(),
                    Json.number(placed.loss().slowest() * KPH),
                    Json.number(placed.loss().referenceSlowest() * KPH),
                    placed.timeNs() / 1e9,
                    placed.place().latitude(),
                    placed.place().longitude());
        }
    }

    /// @param part `coolant`, `oil`, `intake` or `other`
    record ExtremeView(String channel, String part, String unit, double value, double t) {
        static ExtremeView of(Extreme extreme) {
            return new ExtremeView(
                    extreme.channel().id(),
                    extreme.part().name().toLowerCase(Locale.ROOT),
                    extreme.channel().unit(),
                    extreme.value(),
                    extreme.timeNs() / 1e9);
        }
    }

    /// @param lastedS null if the recording does not show its end
    record AlertMarkView(
            String name,
            String sentence,
            double t,
            @Nullable Double lastedS,
            @Nullable String acknowledgedBy) {
        static AlertMarkView of(AlertMark alert) {
            return new AlertMarkView(
                    alert.name(),
                    alert.sentence(),
                    alert.timeNs() / 1e9,
                    alert.lastedNs() < 0 ? null : alert.lastedNs() / 1e9,
                    alert.acknowledgedBy());
        }
    }

    /// @param recorded whether the car was asked in this session
    /// @param comparedWith the session before in which it was, null for none
    record CodesView(boolean recorded, @Nullable Long comparedWith, List<CodeView> seen) {}

    /// @param fresh whether the session before did not have it
    record CodeView(String code, String meaning, double t, boolean fresh) {
        static CodeView of(SeenCode seen) {
            return new CodeView(
                    seen.code(),
                    TroubleCodes.meaning(seen.code()),
                    seen.timeNs() / 1e9,
                    seen.fresh());
        }
    }

    record QualityView(
            boolean complete,
            long lostSamples,
            boolean recovered,
            List<SourceQualityView> sources) {}

    /// @param channel its busiest, by which it is judged
    record SourceQualityView(
            String source,
            String channel,
            double rateHz,
            int gaps,
            double missingS,
            double longestS,
            double longestT) {
        static SourceQualityView of(SourceQuality quality) {
            return new SourceQualityView(
                    quality.source(),
                    quality.channel().id(),
                    quality.hertz(),
                    quality.gaps(),
                    quality.missingNs() / 1e9,
                    quality.longestNs() / 1e9,
                    quality.longestAtNs() / 1e9);
        }
    }

    static DebriefView of(Debrief debrief) {
        SessionInfo session = debrief.session();
        LapTable table = debrief.laps().table();
        Lap best = table.best().orElse(null);
        SessionInfo before = debrief.codes().comparedWith();
        return new DebriefView(
                session.id(),
                session.name(),
                Json.isoOrNull(session.started()),
                session.active(),
                debrief.durationNs() / 1e9,
                Json.number(debrief.metres()),
                debrief.laps().course() == null ? null : debrief.laps().course().name(),
                debrief.laps().saved(),
                table.laps().size(),
                table.laps().stream().filter(Lap::counts).count(),
                best == null ? null : LapView.of(best),
                best == null || table.theoreticalBestNs() < 0
                        ? null
                        : table.theoreticalBestNs() / 1e9,
                debrief.comparison() == null ? null : ComparisonView.of(debrief.comparison()),
                debrief.temperatures().stream().map(ExtremeView::of).toList(),
                debrief.lowestVoltage() == null ? null : ExtremeView.of(debrief.lowestVoltage()),
                debrief.alerts().stream().map(AlertMarkView::of).toList(),
                new CodesView(
                        debrief.codes().recorded(),
                        before == null ? null : before.id(),
                        debrief.codes().seen().stream().map(CodeView::of).toList()),
                new QualityView(
                        debrief.quality().complete(),
                        debrief.quality().lostSamples(),
                        debrief.quality().recovered(),
                        debrief.quality().sources().stream().map(SourceQualityView::of).toList()));
    }
}
