package io.cartelem.core.mesh;

import java.time.Duration;
import java.time.Instant;

/// Turns the times at which a car measured into the monotonic time of this computer.
///
/// Both go by UTC, so a sample's age is the difference. But either computer may have no idea of
/// UTC, without internet or satellites. Then the newest values seem to come from the future, or
/// never to be younger than some seconds; the least delayed packet of the last minute is then taken
/// for one that came at once, so that ages stay ages and only the radio's own delay is missing in
/// them.
final class CarClock {
    /// The newest value of a packet is younger than this on arrival, or the clocks disagree.
    private static final Duration LONGEST_WAY = Duration.ofSeconds(5);

    /// Clocks that differ by less agree on the date.
    private static final Duration ANOTHER_DATE = Duration.ofHours(1);

    /// Two dates that differ by more were not told by one clock that runs.
    private static final Duration SET = Duration.ofMinutes(30);

    private static final long BUCKET_NS = Duration.ofSeconds(30).toNanos();
    private static final Duration NEVER = Duration.ofDays(365_000);

    private Duration least = NEVER;
    private Duration leastBefore = NEVER;
    private long bucketNs;
    private boolean started;

    /// How far the car's date is ahead of ours, told by SCHEMA packets.
    private Duration dateLead = Duration.ZERO;

    /// A packet arrived.
    ///
    /// @param newest when its newest value was measured, by the car's clock
    /// @param utc now, by ours
    void heard(Instant newest, Instant utc, long nowNs) {
        if (!started || nowNs - bucketNs >= BUCKET_NS) {
            leastBefore = !started || nowNs - bucketNs >= 2 * BUCKET_NS ? NEVER : least;
            least = NEVER;
            bucketNs = nowNs;
            started = true;
        }
        Duration delay = Duration.between(newest, utc);
        if (delay.compareTo(least) < 0) {
            least = delay;
        }
    }

    /// The car told its date.
    void date(Instant sent, Instant utc) {
        Duration told = Duration.between(utc, sent);
        Duration lead = told.abs().compareTo(ANOTHER_DATE) > 0 ? told : Duration.ZERO;
        if (lead.minus(dateLead).abs().compareTo(SET) > 0) {
            // The delays seen so far were those to another day's times.
            least = NEVER;
            leastBefore = NEVER;
        }
        dateLead = lead;
    }

    /// The best idea of the car's present UTC, to complete times of day with.
    Instant carUtc(Instant utc) {
        return utc.plus(dateLead);
    }

    /// When a value was measured, by our monotonic time.
    ///
    /// @param measured by the car's clock
    /// @param utc our UTC on arrival
    /// @param nowNs our monotonic time on arrival
    long monoOf(Instant measured, Instant utc, long nowNs) {
        Duration age = Duration.between(measured, utc).minus(difference());
        return nowNs - age.toNanos();
    }

    /// How far our clock is ahead of the car's; zero as long as they may agree.
    Duration difference() {
        Duration shortest = least.compareTo(leastBefore) < 0 ? least : leastBefore;
        boolean plausible = !shortest.isNegative() && shortest.compareTo(LONGEST_WAY) <= 0;
        return plausible || shortest.equals(NEVER) ? Duration.ZERO : shortest;
    }

    /// Whether the clocks disagree by more than a person would overlook.
    boolean disagrees() {
        return difference().abs().compareTo(Duration.ofSeconds(1)) > 0;
    }
}
