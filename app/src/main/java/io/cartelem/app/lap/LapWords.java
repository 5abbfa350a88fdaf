package io.cartelem.app.lap;

import io.cartelem.app.text.Format;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.Lap;
import io.cartelem.core.lap.Loss;
import io.cartelem.core.lap.Reason;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.stream.Collectors;

/// Laps, and what is wrong with them, in the person's words and units. FX thread.
final class LapWords {
    private static final double KPH = 3.6;
    private static final double A_BEND_DEG = 15;

    private final Presentation presentation;

    LapWords(Presentation presentation) {
        this.presentation = presentation;
    }

    /// `Lap 3 · 1:32.456`, with a remark if it does not count.
    String name(Lap lap) {
        return presentation.text(
                lap.counts() ? "laps.named" : "laps.named_doubtful",
                lap.number(),
                LapTimes.time(lap.timeNs()));
    }

    /// Why a lap does not count, empty if it does.
    String reasons(Lap lap) {
        return lap.reasons().stream().map(this::reason).collect(Collectors.joining("; "));
    }

    private String reason(Reason reason) {
        boolean pits = reason.kind() == Reason.Kind.OUT_LAP || reason.kind() == Reason.Kind.IN_LAP;
        String key = "lapreason." + reason.kind().name().toLowerCase(Locale.ROOT);
        String what =
                Double.isInfinite(reason.value())
                        ? presentation.text("lapreason.guessed")
                        : presentation.text(
                                pits && reason.value() > 0 ? key + "_stood" : key, amount(reason));
        return reason.atM() < 0
                ? what
                : presentation.text(
                        "lapreason.at", what, String.format(Locale.ROOT, "%.0f", reason.atM()));
    }

    private static String amount(Reason reason) {
        int decimals =
                switch (reason.kind()) {
                    case MISSED_SPLIT, CUT, TOO_LONG -> 0;
                    case UNCERTAIN -> 2;
                    case GAP, HDOP, STOPPED, OUT_LAP, IN_LAP -> 1;
                };
        return Format.number(reason.value(), decimals);
    }

    /// Where and how much a lap lost, in one sentence.
    String loss(Loss loss) {
        Measure speed = speed();
        return presentation.text(
                "laps.loss",
                Format.number(loss.seconds(), 2),
                place(loss),
                Format.number(loss.corner().fromM(), 0),
                Format.number(loss.corner().toM(), 0),
                Format.number(speed.shown(loss.slowest() * KPH), 0),
                Format.number(speed.shown(loss.referenceSlowest() * KPH), 0),
                speed.symbol());
    }

    /// `Corner 3 (right)`, or the sector where the way only bends.
    String place(Loss loss) {
        if (loss.corner().number() < 1) {
            return presentation.text("laps.in_sector", loss.sector());
        }
        double turn = loss.corner().turnDeg();
        String key =
                Math.abs(turn) < A_BEND_DEG
                        ? "laps.corner"
                        : turn > 0 ? "laps.corner_right" : "laps.corner_left";
        return presentation.text(key, loss.corner().number());
    }

    /// What a line is called on a button and on the map.
    String line(LineSlot slot, @Nullable Course course) {
        boolean unset = slot.isNew(course);
        return switch (slot.kind()) {
            case START ->
                    presentation.text(
                            course != null && !course.isCircuit()
                                    ? "course.start"
                                    : "course.start_finish");
            case SPLIT ->
                    unset
                            ? presentation.text("course.add_split")
                            : presentation.text("course.split", slot.index() + 1);
            case FINISH -> presentation.text(unset ? "course.add_finish" : "course.finish");
        };
    }

    /// A speed in m/s as the person reads speeds.
    String speed(double metresPerSecond) {
        Measure measure = speed();
        return Format.number(measure.shown(metresPerSecond * KPH), 0) + " " + measure.symbol();
    }

    private Measure speed() {
        return presentation.units().measure("km/h");
    }
}
