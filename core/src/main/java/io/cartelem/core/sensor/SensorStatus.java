package io.cartelem.core.sensor;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.SampleBatch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Says once a second how a sensor does. On the collector's thread.
final class SensorStatus {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SILENT_NS = 3 * SECOND_NS;

    /// Over so long a time rates are counted.
    private static final long SPAN_NS = 5 * SECOND_NS;

    /// A channel that comes less often than this share of what is expected is called slow.
    private static final double SLOW = 0.7;

    private final SensorDefinition sensor;
    private final CollectorContext context;
    private final String limitReason;
    private final Map<String, Integer> values = new HashMap<>();
    private final double[] rates;
    private long lookedNs;
    private long spanNs;
    private long lastLineNs;
    private long lastValuesNs;
    private boolean begun;
    private int linesSince;
    private double rate = Double.NaN;
    private int valuesSince;
    private long overSince;
    private long over;
    private long refused;
    private long doubted;
    private String lastReason = "";

    SensorStatus(SensorDefinition sensor, CollectorContext context, long nowNs) {
        this.sensor = sensor;
        this.context = context;
        this.limitReason =
                "more than " + sensor.linesPerSecond() + " lines a second; the rest is left out";
        this.rates = new double[sensor.channels().size()];
        Arrays.fill(rates, Double.NaN);
        this.lookedNs = nowNs;
        this.spanNs = nowNs;
        this.lastLineNs = nowNs;
        this.lastValuesNs = nowNs;
        context.state(Phase.STARTING, "listening", "waiting for the first line");
    }

    String limitReason() {
        return limitReason;
    }

    void line(SensorReader.Outcome outcome) {
        linesSince++;
        if (outcome == SensorReader.Outcome.VALUES) {
            valuesSince++;
        }
    }

    void overLimit() {
        linesSince++;
        over++;
        overSince++;
    }

    void refused(String reason) {
        refused++;
        lastReason = reason;
    }

    void doubted() {
        doubted++;
    }

    void published(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            values.merge(batch.channel(i).name(), 1, Integer::sum);
        }
    }

    /// Tells the state, at most once a second; the first values are told at once.
    void look(long nowNs) {
        if (valuesSince > 0 && !begun) {
            begun = true;
            lastLineNs = nowNs;
            lastValuesNs = nowNs;
            tell(nowNs);
        }
        if (nowNs - lookedNs < SECOND_NS) {
            return;
        }
        double now = linesSince / ((nowNs - lookedNs) / (double) SECOND_NS);
        rate = Double.isNaN(rate) ? now : (rate + now) / 2;
        context.rate(rate);
        lookedNs = nowNs;
        if (linesSince > 0) {
            lastLineNs = nowNs;
        }
        if (valuesSince > 0) {
            lastValuesNs = nowNs;
        }
        if (nowNs - spanNs >= SPAN_NS) {
            span(nowNs);
        }
        tell(nowNs);
        linesSince = 0;
        valuesSince = 0;
        overSince = 0;
    }

    private void span(long nowNs) {
        double seconds = (nowNs - spanNs) / (double) SECOND_NS;
        for (int i = 0; i < rates.length; i++) {
            rates[i] = values.getOrDefault(sensor.channels().get(i).name(), 0) / seconds;
        }
        values.clear();
        spanNs = nowNs;
    }

    private void tell(long nowNs) {
        if (linesSince == 0 && nowNs - lastLineNs > silentNs()) {
            rate = 0;
            context.rate(rate);
            context.state(Phase.WAITING, "silent", "nothing comes from it" + counts());
        } else if (overSince > 0) {
            context.state(
                    Phase.RUNNING,
                    "limited",
                    limitReason + ": " + count(over, "line", "lines") + " so far");
        } else if (linesSince > 0 && valuesSince == 0 && nowNs - lastValuesNs > SILENT_NS) {
            context.state(
                    Phase.WAITING,
                    "not_understood",
                    "lines arrive, but none is as described"
                            + (lastReason.isEmpty() ? "" : ": " + lastReason));
        } else if (valuesSince > 0) {
            String slow = slow();
            context.state(
                    Phase.RUNNING,
                    slow.isEmpty() ? "receiving" : "slow",
                    (slow.isEmpty() ? "lines arrive" : slow) + counts());
        }
    }

    /// How long it may say nothing: three of what is expected, at least three seconds.
    private long silentNs() {
        double most = 0;
        for (SensorChannel channel : sensor.channels()) {
            most = Math.max(most, channel.rateHz());
        }
        return most == 0 ? SILENT_NS : Math.max(SILENT_NS, Math.round(3 * SECOND_NS / most));
    }

    private String slow() {
        for (int i = 0; i < rates.length; i++) {
            SensorChannel channel = sensor.channels().get(i);
            if (channel.rateHz() > 0 && rates[i] < SLOW * channel.rateHz()) {
                return String.format(
                        Locale.ROOT,
                        "%s comes %.1f times a second; %.1f are expected",
                        channel.name(),
                        rates[i],
                        channel.rateHz());
            }
        }
        return "";
    }

    private String counts() {
        StringBuilder text = new StringBuilder();
        if (over > 0) {
            text.append("; ").append(count(over, "line", "lines")).append(" over the limit");
        }
        if (refused > 0) {
            text.append("; ").append(count(refused, "line", "lines")).append(" not understood");
        }
        if (doubted > 0) {
            text.append("; ").append(count(doubted, "value", "values")).append(" in doubt");
        }
        return text.toString();
    }

    private static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
