package io.cartelem.core.sim.nmea;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes a fix as NMEA 0183 sentences, version 4.1 where the receiver speaks it, else 2.3.
final class NmeaWriter {
    private static final int SATELLITES_PER_GSV = 4;
    private static final int SATELLITES_PER_GSA = 12;
    private static final double KNOTS = 3_600 / 1_852.0;
    private static final double GEOID_M = 10.8;

    private final boolean glonass;
    private final boolean version41;
    private final boolean milliseconds;

    /// @param glonass whether GLONASS is received too, which makes the talker `GN`
    /// @param version41 whether sentences carry system and signal numbers
    /// @param milliseconds whether times have three decimals instead of two
    NmeaWriter(boolean glonass, boolean version41, boolean milliseconds) {
        this.glonass = glonass;
        this.version41 = version41;
        this.milliseconds = milliseconds;
    }

    /// The sentences of one kind, without their ends of line.
    List<String> write(Sentence sentence, Fix fix) {
        return switch (sentence) {
            case GGA -> List.of(gga(fix));
            case GLL -> List.of(gll(fix));
            case RMC -> List.of(rmc(fix));
            case VTG -> List.of(vtg(fix));
            case ZDA -> List.of(zda(fix));
            case GSA -> gsa(fix);
            case GSV -> gsv(fix);
        };
    }

    private String rmc(Fix fix) {
        String body =
                String.join(
                        ",",
                        talker() + "RMC",
                        time(fix),
                        fix.valid() ? "A" : "V",
                        position(fix),
                        fix.valid() ? decimals(fix.motion().speed() * KNOTS, 3) : "",
                        course(fix),
                        date(fix),
                        "",
                        "",
                        fix.valid() ? "A" : "N");
        return sealed(version41 ? body + ",V" : body);
    }

    private String gga(Fix fix) {
        return sealed(
                String.join(
                        ",",
                        talker() + "GGA",
                        time(fix),
                        position(fix),
                        fix.valid() ? "1" : "0",
                        String.format(Locale.ROOT, "%02d", satellites(fix)),
                        fix.valid() ? "0.80" : "99.99",
                        fix.valid() ? decimals(fix.motion().altitude(), 1) + ",M" : ",",
                        fix.valid() ? decimals(GEOID_M, 1) + ",M" : ",",
                        "",
                        ""));
    }

    private String gll(Fix fix) {
        return sealed(
                String.join(
                        ",",
                        talker() + "GLL",
                        position(fix),
                        time(fix),
                        fix.valid() ? "A" : "V",
                        fix.valid() ? "A" : "N"));
    }

    private String vtg(Fix fix) {
        boolean valid = fix.valid();
        return sealed(
                String.join(
                        ",",
                        talker() + "VTG",
                        course(fix),
                        course(fix).isEmpty() ? "" : "T",
                        "",
                        valid ? "M" : "",
                        valid ? decimals(fix.motion().speed() * KNOTS, 3) : "",
                        valid ? "N" : "",
                        valid ? decimals(fix.motion().kph(), 3) : "",
                        valid ? "K" : "",
                        valid ? "A" : "N"));
    }

    private String zda(Fix fix) {
        OffsetDateTime utc = fix.utc().atOffset(ZoneOffset.UTC);
        String day =
                fix.timeKnown()
                        ? String.format(
                                Locale.ROOT,
                                "%02d,%02d,%04d",
                                utc.getDayOfMonth(),
                                utc.getMonthValue(),
                                utc.getYear())
                        : ",,";
        return sealed(String.join(",", talker() + "ZDA", time(fix), day, "00", "00"));
    }

    private List<String> gsa(Fix fix) {
        List<String> sentences = new ArrayList<>();
        sentences.add(gsaOf(fix, Sky.gps(fix.utc().getEpochSecond()), 1));
        if (glonass) {
            sentences.add(gsaOf(fix, Sky.glonass(fix.utc().getEpochSecond()), 2));
        }
        return sentences;
    }

    private String gsaOf(Fix fix, List<Sky.Satellite> sky, int system) {
        StringBuilder body = new StringBuilder(talker() + "GSA,A,").append(fix.valid() ? 3 : 1);
        List<Sky.Satellite> used =
                fix.valid() ? sky.stream().filter(Sky.Satellite::used).toList() : List.of();
        for (int i = 0; i < SATELLITES_PER_GSA; i++) {
            body.append(',');
            if (i < used.size()) {
                body.append(String.format(Locale.ROOT, "%02d", used.get(i).number()));
            }
        }
        body.append(fix.valid() ? ",1.40,0.80,1.15" : ",99.99,99.99,99.99");
        if (version41) {
            body.append(',').append(system);
        }
        return sealed(body.toString());
    }

    private List<String> gsv(Fix fix) {
        long second = fix.utc().getEpochSecond();
        // before the first fix the receiver hears only the strongest
        List<String> sentences = new ArrayList<>(gsvOf("GP", heard(fix, Sky.gps(second))));
        if (glonass) {
            sentences.addAll(gsvOf("GL", heard(fix, Sky.glonass(second))));
        }
        return sentences;
    }

    private static List<Sky.Satellite> heard(Fix fix, List<Sky.Satellite> sky) {
        return fix.valid() ? sky : sky.stream().filter(s -> s.elevation() > 50).toList();
    }

    private List<String> gsvOf(String talker, List<Sky.Satellite> sky) {
        List<String> sentences = new ArrayList<>();
        int total = Math.max(1, (sky.size() + SATELLITES_PER_GSV - 1) / SATELLITES_PER_GSV);
        for (int page = 0; page < total; page++) {
            StringBuilder body =
                    new StringBuilder(
                            String.format(
                                    Locale.ROOT,
                                    "%sGSV,%d,%d,%02d",
                                    talker,
                                    total,
                                    page + 1,
                                    sky.size()));
            sky.stream()
                    .skip((long) page * SATELLITES_PER_GSV)
                    .limit(SATELLITES_PER_GSV)
                    .forEach(
                            s ->
                                    body.append(
                                            String.format(
                                                    Locale.ROOT,
                                                    ",%02d,%02d,%03d,%02d",
                                                    s.number(),
                                                    s.elevation(),
                                                    s.azimuth(),
                                                    s.strength())));
            if (version41) {
                body.append(",1");
            }
            sentences.add(sealed(body.toString()));
        }
        return sentences;
    }

    private String talker() {
        return glonass ? "GN" : "GP";
    }

    private int satellites(Fix fix) {
        return fix.valid() ? Sky.used(fix.utc().getEpochSecond(), glonass) : 0;
    }

    private String time(Fix fix) {
        if (!fix.timeKnown()) {
            return "";
        }
        OffsetDateTime utc = fix.utc().atOffset(ZoneOffset.UTC);
        int fraction = utc.getNano() / (milliseconds ? 1_000_000 : 10_000_000);
        return String.format(
                Locale.ROOT,
                milliseconds ? "%02d%02d%02d.%03d" : "%02d%02d%02d.%02d",
                utc.getHour(),
                utc.getMinute(),
                utc.getSecond(),
                fraction);
    }

    private static String date(Fix fix) {
        if (!fix.timeKnown()) {
            return "";
        }
        OffsetDateTime utc = fix.utc().atOffset(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%02d%02d%02d",
                utc.getDayOfMonth(),
                utc.getMonthValue(),
                utc.getYear() % 100);
    }

    private static String position(Fix fix) {
        if (!fix.valid()) {
            return ",,,";
        }
        double latitude = fix.motion().latitude();
        double longitude = fix.motion().longitude();
        return String.join(
                ",",
                degreesMinutes(latitude, 2),
                latitude < 0 ? "S" : "N",
                degreesMinutes(longitude, 3),
                longitude < 0 ? "W" : "E");
    }

    /// ddmm.mmmmm: 1.9 cm of latitude.
    private static String degreesMinutes(double degrees, int digits) {
        long fine = Math.round(Math.abs(degrees) * 60 * 100_000);
        long minutes = fine % (60 * 100_000);
        return String.format(
                Locale.ROOT,
                "%0" + digits + "d%02d.%05d",
                fine / (60 * 100_000),
                minutes / 100_000,
                minutes % 100_000);
    }

    private static String course(Fix fix) {
        return fix.valid() && fix.hasCourse() ? decimals(fix.motion().heading() % 360, 2) : "";
    }

    private static String decimals(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /// With the dollar sign and the checksum around it.
    static String sealed(String body) {
        int checksum = 0;
        for (int i = 0; i < body.length(); i++) {
            checksum ^= body.charAt(i);
        }
        return String.format(Locale.ROOT, "$%s*%02X", body, checksum & 0xFF);
    }
}
