package io.cartelem.app.cli;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.record.RecordingStatus;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The headless station's line of state: recording, collectors, samples, losses. Pure.
final class StateLine {
    private StateLine() {}

    static String of(RecordingStatus recording, List<CollectorState> collectors) {
        StringBuilder line = new StringBuilder(160);
        if (recording.session() == null) {
            line.append("not recording");
        } else {
            line.append("REC ").append(clockFace(recording.elapsed()));
            line.append(" \"").append(recording.session().name()).append('"');
        }
        for (CollectorState collector : collectors) {
            line.append(" | ").append(collector.source().toUpperCase(Locale.ROOT)).append(' ');
            line.append(describe(collector));
        }
        if (recording.session() != null) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            " | %d samples, %.0f/s",
                            recording.samples(),
                            recording.samplesPerSecond()));
        }
        if (recording.lost() > 0) {
            line.append(" | LOST ").append(recording.lost());
        }
        if (recording.problem() != null) {
            line.append(" | ").append(recording.problem());
        }
        return line.toString();
    }

    private static String describe(CollectorState state) {
        String text =
                state.phase() == CollectorState.Phase.RUNNING
                        ? String.format(Locale.ROOT, "%.1f/s %s", state.rateHz(), state.sentence())
                        : state.sentence();
        return state.simulated() ? "SIMULATED " + text : text;
    }

    private static String clockFace(Duration elapsed) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d",
                elapsed.toHours(),
                elapsed.toMinutesPart(),
                elapsed.toSecondsPart());
    }
}
