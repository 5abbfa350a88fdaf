package io.cartelem.app.lap;

import io.cartelem.app.lap.Comparison.LossRow;
import io.cartelem.app.lap.Comparison.Panel;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.LapComparison;
import io.cartelem.core.lap.Loss;
import io.cartelem.core.lap.session.SessionComparison;
import io.cartelem.core.lap.session.SessionComparison.ChannelPair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns a comparison into charts and sentences in the person's words and units. FX thread.
final class ComparisonPanels {
    private static final double KPH = 3.6;

    private final Presentation presentation;
    private final LapWords words;

    ComparisonPanels(Presentation presentation, LapWords words) {
        this.presentation = presentation;
        this.words = words;
    }

    Comparison of(SessionComparison laps, String title) {
        LapComparison compared = laps.byDistance();
        List<Panel> panels = new ArrayList<>();
        double[] gap = new double[compared.metres().length];
        Arrays.setAll(gap, compared::gap);
        panels.add(new Panel(Panel.GAP, presentation.text("compare.gap"), "s", 2, null, gap));
        Measure speed = presentation.units().measure("km/h");
        panels.add(
                new Panel(
                        "speed",
                        presentation.text("compare.speed"),
                        speed.symbol(),
                        1,
                        shown(compared.referenceSpeeds(), speed, KPH),
                        shown(compared.lapSpeeds(), speed, KPH)));
        for (ChannelPair pair : laps.channels()) {
            Measure measure = presentation.units().measure(pair.channel().unit());
            panels.add(
                    new Panel(
                            pair.channel().id(),
                            presentation.texts().channel(pair.channel()),
                            measure.symbol(),
                            pair.channel().decimals() + measure.decimals(),
                            shown(pair.reference(), measure, 1),
                            shown(pair.lap(), measure, 1)));
        }
        List<LossRow> losses = new ArrayList<>();
        for (Loss loss : compared.losses()) {
            losses.add(
                    new LossRow(
                            losses.size() + 1,
                            words.loss(loss),
                            loss.corner().fromM(),
                            loss.corner().toM(),
                            laps.reference().pointAt(loss.corner().apexM())));
        }
        return new Comparison(laps, title, panels, losses);
    }

    private static double[] shown(double[] values, Measure measure, double factor) {
        return Arrays.stream(values).map(value -> measure.shown(value * factor)).toArray();
    }
}
