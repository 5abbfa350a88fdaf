package io.cartelem.core.obd.diag;

import java.util.List;
import java.util.Map;

/// How good an adapter is with the car it is plugged into.
///
/// @param adapter what it calls itself
/// @param linkMillis median round trip of a command that the adapter answers by itself
/// @param valuesPerSecond measured, by the way of asking
/// @param chosen the way of asking that is used from now on
/// @param faults what the adapter lacks or does wrong, each a sentence
/// @param reachableHz for each wanted channel, the rate that this adapter and car can reach with
///   the present selection
/// @param sentences the result for a person
public record HealthReport(
        String adapter,
        double linkMillis,
        Map<String, Double> valuesPerSecond,
        String chosen,
        List<String> faults,
        Map<String, Double> reachableHz,
        List<String> sentences) {

    public HealthReport {
        faults = List.copyOf(faults);
        sentences = List.copyOf(sentences);
    }
}
