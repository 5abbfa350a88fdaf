package io.cartelem.core.gps;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.gps.epoch.GpsEpoch;

import java.util.Locale;

/// Tells the collector's state in words, not more than once a second unless it is another state.
final class GpsStatus {
    private static final long SECOND_NS = 1_000_000_000L;

    /// After a change of the rate, older epochs are still in the measurement.
    private static final long SETTLING_NS = 5 * SECOND_NS;

    private final CollectorContext context;
    private final SkyView sky;
    private final EpochRate rate = new EpochRate();
    private String code = "";
    private String sentence = "";
    private String reason = "";
    private double wantedHz;
    private long wantedSinceNs;
    private long toldNs;
    private boolean hadFix;

    GpsStatus(CollectorContext context, SkyView sky) {
        this.context = context;
        this.sky = sky;
    }

    /// The rate that was asked for. While the measured one is clearly lower, every sentence says
    /// why.
    ///
    /// @param shortfall the reason as far as it is known, else empty
    void wanted(double hertz, String shortfall) {
        wantedHz = hertz;
        reason = shortfall.isEmpty() ? Math.round(hertz) + " Hz were asked for" : shortfall;
        wantedSinceNs = context.clock().monoNs();
    }

    void starting(String newCode, String text) {
        tell(Phase.STARTING, newCode, text, context.clock().monoNs());
    }

    void waiting(String newCode, String text) {
        tell(Phase.WAITING, newCode, text, context.clock().monoNs());
    }

    void silent(long seconds) {
        rate.clear();
        context.rate(0);
        String text = "nothing received for " + seconds + " s";
        tell(Phase.WAITING, "silent", text, context.clock().monoNs());
    }

    void epoch(GpsEpoch epoch) {
        if (epoch.continuation()) {
            return;
        }
        rate.add(epoch.monoNs());
        long now = epoch.monoNs();
        if (epoch.fix()) {
            hadFix = true;
            tell(Phase.RUNNING, "fix", fixSentence(epoch), now);
        } else {
            String start = hadFix ? "fix lost, " : "no fix yet, ";
            tell(Phase.WAITING, "no_fix", start + satellites(sky.inView(now)) + " in view", now);
        }
    }

    double hertz(long monoNs) {
        return rate.hertz(monoNs);
    }

    private String fixSentence(GpsEpoch epoch) {
        StringBuilder text = new StringBuilder();
        double hertz = rate.hertz(epoch.monoNs());
        if (hertz > 0) {
            text.append(
                    hertz >= 1
                            ? Math.round(hertz) + " Hz "
                            : String.format(Locale.ROOT, "%.1f Hz ", hertz));
        }
        text.append(sky.kind(epoch.monoNs())).append(qualityWord(epoch.quality()));
        int used = epoch.satellites() >= 0 ? epoch.satellites() : sky.used(epoch.monoNs());
        if (used >= 0) {
            text.append(", ").append(satellites(used));
        }
        return text.toString();
    }

    private String remark(long now) {
        double hertz = rate.hertz(now);
        boolean slow = hertz > 0 && hertz < wantedHz * 0.85;
        return slow && now - wantedSinceNs > SETTLING_NS ? "; " + reason : "";
    }

    private static String satellites(int count) {
        return count == 1 ? "1 satellite" : count + " satellites";
    }

    private static String qualityWord(int quality) {
        return switch (quality) {
            case 2 -> " DGPS";
            case 3 -> " PPS";
            case 4 -> " RTK fixed";
            case 5 -> " RTK float";
            case 6 -> " dead reckoning";
            case 7 -> " manual";
            case 8 -> " simulated by the receiver";
            default -> "";
        };
    }

    private void tell(Phase phase, String newCode, String text, long now) {
        boolean other = !newCode.equals(code);
        boolean due = now - toldNs >= SECOND_NS;
        if (!other && !due) {
            return;
        }
        toldNs = now;
        context.rate(rate.hertz(now));
        String whole = text + remark(now);
        if (other || !whole.equals(sentence)) {
            code = newCode;
            sentence = whole;
            context.state(phase, newCode, whole);
        }
    }
}
