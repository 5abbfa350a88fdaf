package io.cartelem.app.devices;

import io.cartelem.app.devices.CarSheet.Fact;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.obd.diag.HealthReport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// How good an adapter is, in the words of this person.
///
/// @param sentences the result, without the rates
/// @param faults what the adapter lacks or does wrong and the result does not name already
/// @param rates for each wanted channel the rate that can be reached, fastest first
record HealthSheet(List<String> sentences, List<String> faults, List<Fact> rates) {

    static HealthSheet of(HealthReport report, Presentation presentation) {
        UnaryOperator<String> words = presentation.texts()::sentence;
        List<String> faults = new ArrayList<>(report.faults());
        faults.removeAll(report.sentences());
        List<Fact> rates =
                report.reachableHz().entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Double>comparingByValue(
                                                Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(e -> new Fact(name(e.getKey(), presentation), rate(e.getValue())))
                        .toList();
        return new HealthSheet(
                report.sentences().stream().filter(s -> !tellsRate(s, report)).map(words).toList(),
                faults.stream().map(words).toList(),
                rates);
    }

    /// Rates are shown in their own list.
    private static boolean tellsRate(String sentence, HealthReport report) {
        return report.reachableHz().keySet().stream().anyMatch(c -> sentence.startsWith(c + ": "));
    }

    /// @param channel a name such as `RPM`, or with its source `obd.RPM`
    private static String name(String channel, Presentation presentation) {
        int dot = channel.indexOf('.');
        return dot < 0
                ? presentation.texts().channel("obd", channel)
                : presentation
                        .texts()
                        .channel(channel.substring(0, dot), channel.substring(dot + 1));
    }

    private static String rate(double hz) {
        return Format.number(hz, hz < 10 ? 1 : 0) + " Hz";
    }
}
