package io.cartelem.core.gps.epoch;

import io.cartelem.core.gps.nmea.NmeaReport;
import io.cartelem.core.gps.nmea.NmeaReport.Fix;
import io.cartelem.core.gps.nmea.NmeaReport.Origin;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.function.ToDoubleFunction;

/// Gathers the reports of one epoch. What it builds does not depend on their order.
final class EpochBuilder {
    private final long monoNs;
    private boolean keyed;
    private long timeOfDayNs = NmeaReport.NO_TIME;
    private @Nullable LocalDate zdaDate;
    private @Nullable Fix rmc;
    private @Nullable Fix gga;
    private @Nullable Fix gns;
    private @Nullable Fix gll;
    private NmeaReport.@Nullable Course course;
    private double gsaHdop = Double.NaN;

    /// @param monoNs when the last byte of its first sentence was read
    EpochBuilder(long monoNs) {
        this.monoNs = monoNs;
    }

    long timeOfDayNs() {
        return timeOfDayNs;
    }

    /// Whether its time is fixed, be it that there is none.
    boolean keyed() {
        return keyed;
    }

    /// Fixes its time.
    void key(long timeOfDay) {
        keyed = true;
        timeOfDayNs = timeOfDay;
    }

    /// Whether it knows the precision from a better source than GSA.
    boolean hasPrecision() {
        return !Double.isNaN(first(number(gga, Fix::hdop), number(gns, Fix::hdop)));
    }

    /// Whether `fix` shows that another epoch begins although it has no time: a receiver without a
    /// fix sends the same sentences again and again.
    boolean repeats(Fix fix) {
        Fix held = held(fix.origin());
        return timeOfDayNs == NmeaReport.NO_TIME
                && held != null
                && held.talker().equals(fix.talker());
    }

    void add(Fix fix) {
        switch (fix.origin()) {
            case GGA -> gga = preferred(gga, fix);
            case GNS -> gns = preferred(gns, fix);
            case RMC -> rmc = preferred(rmc, fix);
            case GLL -> gll = preferred(gll, fix);
        }
    }

    void add(NmeaReport.Clock clock) {
        if (clock.date() != null) {
            zdaDate = clock.date();
        }
    }

    void add(NmeaReport.Course reported) {
        NmeaReport.Course held = course;
        if (held == null || combined(reported.talker()) || !combined(held.talker())) {
            course = reported;
        }
    }

    void add(NmeaReport.Precision precision) {
        if (!Double.isNaN(precision.hdop())) {
            gsaHdop = precision.hdop();
        }
    }

    GpsEpoch build(UtcResolver resolver) {
        boolean fix = fix();
        Fix place = fix ? place() : null;
        LocalDate date = zdaDate != null ? zdaDate : rmc == null ? null : rmc.date();
        return new GpsEpoch(
                monoNs,
                timeOfDayNs,
                place != null && timeOfDayNs != NmeaReport.NO_TIME
                        ? resolver.resolve(timeOfDayNs, date)
                        : null,
                place != null,
                place == null ? Double.NaN : place.latitude(),
                place == null ? Double.NaN : place.longitude(),
                fix ? first(number(gga, Fix::altitude), number(gns, Fix::altitude)) : Double.NaN,
                fix ? first(number(rmc, Fix::speedKph), speed()) : Double.NaN,
                fix ? first(number(rmc, Fix::heading), heading()) : Double.NaN,
                satellites(),
                fix
                        ? first(first(number(gga, Fix::hdop), number(gns, Fix::hdop)), gsaHdop)
                        : Double.NaN,
                quality(fix),
                false);
    }

    /// RMC's word counts, then GGA's and GNS's, then GLL's; a receiver whose RMC or whose GGA says
    /// that there is no fix has none, even if another sentence still carries the old position.
    private boolean fix() {
        boolean denied =
                (rmc != null && !rmc.valid())
                        || (gga != null && gga.quality() == 0)
                        || (gns != null && gns.quality() == 0);
        return !denied && place() != null;
    }

    private @Nullable Fix place() {
        Fix best = null;
        int bestRank = -1;
        Fix[] byPreference = {gga, gns, rmc, gll};
        for (int i = 0; i < byPreference.length; i++) {
            Fix candidate = byPreference[i];
            if (candidate == null || !candidate.valid()) {
                continue;
            }
            int rank = (combined(candidate.talker()) ? 10 : 0) + byPreference.length - i;
            if (rank > bestRank) {
                best = candidate;
                bestRank = rank;
            }
        }
        return best;
    }

    private int satellites() {
        int counted = gga == null ? -1 : gga.satellites();
        return counted >= 0 || gns == null ? counted : gns.satellites();
    }

    private int quality(boolean fix) {
        Fix[] byPreference = {gga, gns, rmc, gll};
        boolean stated = false;
        for (Fix candidate : byPreference) {
            stated |= candidate != null;
            if (fix && candidate != null && candidate.quality() > 0) {
                return candidate.quality();
            }
        }
        return fix || !stated ? -1 : 0;
    }

    private double speed() {
        return course == null ? Double.NaN : course.speedKph();
    }

    private double heading() {
        return course == null ? Double.NaN : course.heading();
    }

    private @Nullable Fix held(Origin origin) {
        return switch (origin) {
            case GGA -> gga;
            case GNS -> gns;
            case RMC -> rmc;
            case GLL -> gll;
        };
    }

    /// The one of two sentences of one kind that speaks for the whole receiver: SiRF and others
    /// repeat GGA for each constellation. The combined fix wins, then a valid one, then the one
    /// with more satellites, then the talker's name, so that the order does not matter.
    private static Fix preferred(@Nullable Fix a, Fix b) {
        if (a == null) {
            return b;
        }
        if (combined(a.talker()) != combined(b.talker())) {
            return combined(a.talker()) ? a : b;
        }
        if (a.valid() != b.valid()) {
            return a.valid() ? a : b;
        }
        if (a.satellites() != b.satellites()) {
            return a.satellites() > b.satellites() ? a : b;
        }
        return a.talker().compareTo(b.talker()) > 0 ? a : b;
    }

    private static boolean combined(String talker) {
        return talker.equals("GN");
    }

    private static double number(@Nullable Fix fix, ToDoubleFunction<Fix> getter) {
        return fix == null ? Double.NaN : getter.applyAsDouble(fix);
    }

    private static double first(double a, double b) {
        return Double.isNaN(a) ? b : a;
    }
}
