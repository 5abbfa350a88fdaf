package io.cartelem.app.debrief;

import io.cartelem.app.debrief.DebriefPage.Block;
import io.cartelem.app.debrief.DebriefPage.Figure;
import io.cartelem.app.debrief.DebriefPage.Line;
import io.cartelem.app.lap.LapTimes;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
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
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.obd.diag.TroubleCodes;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says a debrief in the person's words and units. Knows no toolkit.
final class DebriefWords {
    /// What fits on one page beside the rest.
    private static final int MOST_LINES = 7;

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private final Presentation presentation;

    DebriefWords(Presentation presentation) {
        this.presentation = presentation;
    }

    DebriefPage page(Debrief debrief) {
        SessionInfo session = debrief.session();
        return new DebriefPage(
                session.id(),
                session.name(),
                subtitle(debrief),
                session.origin() == SessionOrigin.SIMULATED,
                figures(debrief),
                List.of(
                        losses(debrief.comparison()),
                        alerts(debrief.alerts()),
                        codes(debrief.codes()),
                        heat(debrief),
                        quality(debrief.quality())));
    }

    /// One sentence about a session that has just ended.
    String offer(Debrief debrief) {
        Lap best = debrief.laps().table().best().orElse(null);
        return best == null
                ? text(
                        "debrief.offer",
                        debrief.session().name(),
                        elapsed(debrief),
                        distance(debrief.metres()))
                : text(
                        "debrief.offer_laps",
                        debrief.session().name(),
                        debrief.laps().table().laps().size(),
                        LapTimes.time(best.timeNs()));
    }

    private String subtitle(Debrief debrief) {
        SessionInfo session = debrief.session();
        String track =
                debrief.laps().course() != null && debrief.laps().saved()
                        ? debrief.laps().course().name()
                        : session.details().track();
        String when = session.started() == null ? null : WHEN.format(session.started());
        return Stream.of(when, track, session.details().carId(), session.details().driver())
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" · "));
    }

    private List<Figure> figures(Debrief debrief) {
        LapTable table = debrief.laps().table();
        Lap best = table.best().orElse(null);
        long counting = table.laps().stream().filter(Lap::counts).count();
        return List.of(
                new Figure(
                        "best",
                        text("debrief.best"),
                        best == null ? Format.DASH : LapTimes.time(best.timeNs()),
                        best == null
                                ? ""
                                : text(
                                        "debrief.best_note",
                                        best.number(),
                                        Format.number(best.uncertaintyNs() / 1e9, 3))),
                against(debrief.comparison()),
                new Figure(
                        "theoretical",
                        text("debrief.theoretical"),
                        best == null ? Format.DASH : LapTimes.time(table.theoreticalBestNs()),
                        ""),
                new Figure(
                        "laps",
                        text("debrief.laps"),
                        Integer.toString(table.laps().size()),
                        table.laps().isEmpty() ? "" : text("debrief.laps_note", counting)),
                new Figure("distance", text("debrief.distance"), distance(debrief.metres()), ""),
                new Figure("duration", text("debrief.duration"), elapsed(debrief), ""));
    }

    private Figure against(@Nullable Comparison compared) {
        if (compared == null) {
            return new Figure(
                    "gap", text("debrief.gap"), Format.DASH, text("debrief.no_reference"));
        }
        String gap = LapTimes.delta(compared.gapNs() / 1e9);
        return compared.withinSession()
                ? new Figure(
                        "gap",
                        text("debrief.usual"),
                        gap,
                        text(
                                "debrief.usual_note",
                                compared.ref().number(),
                                compared.reference().number()))
                : new Figure(
                        "gap",
                        text("debrief.gap"),
                        gap,
                        text(
                                "debrief.gap_note",
                                LapTimes.time(compared.referenceNs()),
                                compared.referenceSession(),
                                compared.reference().number()));
    }

    private Block losses(@Nullable Comparison compared) {
        List<Line> lines =
                compared == null ? List.of() : compared.losses().stream().map(this::loss).toList();
        String title =
                compared == null
                        ? text("debrief.losses")
                        : text("debrief.losses_of", compared.ref().number());
        return new Block(
                "losses",
                title,
                lines,
                text(compared == null ? "debrief.no_comparison" : "debrief.no_losses"));
    }

    private Line loss(PlacedLoss placed) {
        Measure speed = presentation.units().measure("km/h");
        Measure way = presentation.units().measure("m");
        String where =
                placed.loss().corner().number() > 0
                        ? text("debrief.corner", placed.loss().corner().number())
                        : text("debrief.straight");
        String words =
                text(
                        "debrief.loss",
                        where,
                        Format.number(way.shown(placed.loss().corner().apexM()), 0)
                                + " "
                                + way.symbol(),
                        Format.number(speed.shown(placed.loss().slowest() * 3.6), 0),
                        Format.number(speed.shown(placed.loss().referenceSlowest() * 3.6), 0),
                        speed.symbol());
        return new Line(
                LapTimes.delta(placed.loss().seconds()) + " s", words, false, placed.timeNs());
    }

    private Block alerts(List<AlertMark> alerts) {
        return block(
                "alerts",
                text("debrief.alerts"),
                alerts.stream().map(this::alert).toList(),
                text("debrief.no_alerts"));
    }

    private Line alert(AlertMark alert) {
        String sentence = presentation.texts().sentence(alert.sentence());
        String by = alert.acknowledgedBy();
        return new Line(
                LapTimes.running(alert.timeNs()),
                by == null
                        ? sentence
                        : text("debrief.alert_noted", sentence, presentation.texts().sentence(by)),
                true,
                alert.timeNs());
    }

    private Block heat(Debrief debrief) {
        List<Line> lines = new ArrayList<>();
        Extreme volts = debrief.lowestVoltage();
        if (volts != null) {
            lines.add(extreme(volts, "debrief.lowest"));
        }
        int at = 0;
        for (Extreme extreme : debrief.temperatures()) {
            lines.add(at++, extreme(extreme, "debrief.highest"));
        }
        return block("heat", text("debrief.heat"), lines, text("debrief.no_heat"));
    }

    private Line extreme(Extreme extreme, String key) {
        Measure measure = presentation.units().measure(extreme.channel().unit());
        int decimals = extreme.channel().decimals() + measure.decimals();
        return new Line(
                Format.number(measure.shown(extreme.value()), decimals) + " " + measure.symbol(),
                text(
                        key,
                        presentation.texts().channel(extreme.channel()),
                        LapTimes.running(extreme.timeNs())),
                false,
                extreme.timeNs());
    }

    private Block codes(Debrief.Codes codes) {
        List<Line> lines =
                codes.seen().stream()
                        .sorted(Comparator.comparing((SeenCode code) -> !code.fresh()))
                        .map(
                                code ->
                                        new Line(
                                                code.code(),
                                                text(
                                                        code.fresh()
                                                                ? "debrief.code_new"
                                                                : "debrief.code_known",
                                                        presentation
                                                                .texts()
                                                                .sentence(
                                                                        TroubleCodes.meaning(
                                                                                code.code()))),
                                                code.fresh(),
                                                code.timeNs()))
                        .toList();
        return block(
                "codes",
                text("debrief.codes"),
                lines,
                text(codes.recorded() ? "debrief.no_codes" : "debrief.codes_not_asked"));
    }

    private Block quality(Debrief.Quality quality) {
        List<Line> lines = new ArrayList<>();
        if (quality.recovered()) {
            lines.add(new Line("", text("debrief.recovered"), true, -1));
        }
        if (quality.lostSamples() > 0) {
            lines.add(
                    new Line(
                            "",
                            text("debrief.lost", Format.count(quality.lostSamples())),
                            true,
                            -1));
        }
        quality.sources().forEach(source -> lines.add(source(source)));
        return block("quality", text("debrief.quality"), lines, text("debrief.no_samples"));
    }

    private Line source(SourceQuality source) {
        String head = presentation.texts().source(source.source());
        String rate = Format.number(source.hertz(), source.hertz() < 10 ? 1 : 0) + " Hz";
        return source.gaps() == 0
                ? Line.plain(head, text("debrief.whole", rate))
                : new Line(
                        head,
                        text(
                                "debrief.gaps",
                                rate,
                                source.gaps(),
                                Format.age(source.missingNs()),
                                Format.age(source.longestNs())),
                        true,
                        source.longestAtNs());
    }

    private Block block(String id, String title, List<Line> lines, String empty) {
        if (lines.size() <= MOST_LINES) {
            return new Block(id, title, lines, empty);
        }
        List<Line> kept = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
        kept.add(Line.plain("", text("debrief.more", lines.size() - kept.size())));
        return new Block(id, title, kept, empty);
    }

    private String distance(double metres) {
        Measure measure = presentation.units().measure("km");
        return Double.isNaN(metres)
                ? Format.DASH
                : Format.number(measure.shown(metres / 1_000), 1) + " " + measure.symbol();
    }

    private static String elapsed(Debrief debrief) {
        return Format.elapsed(Duration.ofNanos(debrief.durationNs()));
    }

    private String text(String key, Object... values) {
        return presentation.text(key, values);
    }
}
